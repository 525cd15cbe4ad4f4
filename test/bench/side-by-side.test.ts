import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plotRatios } from '../../bench/plot.ts';
import { labOrExplain } from '../lab/support/prerequisites.ts';
import { findTool } from '../support/programs.ts';

/** Its short form, without a word on how fast anything was: that depends on the machine, and on what else it does. */

const CONTENDERS = {
  nmap: 'nmap',
  'openssl s_client': 'openssl',
  blackbox_exporter: 'prometheus-blackbox-exporter',
};

if (labOrExplain('the benchmark', ['gcc', 'nginx'])) {
  test('the benchmark asks the same with every contender, and finds nothing wrong', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL('../../bench/side-by-side.ts', import.meta.url)), '1', '200', '20'],
      { env: { ...process.env, CI: 'true' } },
    );
    assert.equal(stderr, '');
    for (const work of [
      'TCP, a finding a target',
      'TCP, 100-port questions',
      'TLS, EC P-256',
      'TLS, RSA 2048',
    ])
      assert.ok(stdout.includes(`| ${work}`), stdout);
    for (const [contender, program] of Object.entries(CONTENDERS))
      assert.equal(stdout.includes(` ${contender} | `), findTool(program) !== undefined, stdout);
    for (const figure of ['Sweep of 1000 pairs', 'Delay of the event loop', 'ConnectTime', 'HandshakeTime'])
      assert.ok(stdout.includes(figure), stdout);
    assert.doesNotMatch(stdout, /NaN|Infinity/);
  });
}

test('a plot shows each ratio, its spread and its aim', () => {
  const svg = plotRatios('Ratios', [
    { label: 'TCP', ratio: 2, least: 1.5, most: 2.5, aim: 4 },
    { label: 'TLS', ratio: 0.5, least: 0.5, most: 0.5 },
  ]);
  assert.match(svg, /<svg [\s\S]*2\.00 ×[\s\S]*0\.50 ×[\s\S]*<\/svg>/);
  assert.equal(svg.match(/#b03a2e/g)?.length, 1);
});
