import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { reportPage } from '../../lib/report/html/html.ts';
import { reportMarkdown } from '../../lib/report/markdown/markdown.ts';
import { withPaths } from '../../lib/report/path/with-paths.ts';
import { reportLines } from '../../lib/report/terminal/report-lines.ts';
import { renderReport } from '../../lib/report/text/render-finding.ts';
import { dimensionValue, publish } from '../../lib/stages/publish/publish.ts';
import { askHere } from '../lab/support/ask.ts';
import { makeAuthority, makeLeaf } from '../support/certs.ts';
import { startTcpServer } from '../support/tcp-server.ts';
import { serveTls } from '../support/tls-peers.ts';

/** What a peer says when it means harm: markup, a shell, a terminal, a table, a direction. */
const HOSTILE =
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u001b[2J\u001b]8;;http://evil.example\u0007x$(reboot)`id`;rm -rf /|a|b|\u202egpj.exe\u2066 [x](javascript:alert(1)) <!channel>';

test('what a hostile peer says goes through every output of a report, and does nothing in any', async (t) => {
  const banner = await startTcpServer({ greets: `220 ${HOSTILE}\r\n` });
  t.after(banner.close);
  const forger = await makeAuthority({ name: HOSTILE, organisation: HOSTILE });
  const leaf = await makeLeaf(forger, { names: ['x.example'], commonName: HOSTILE, organisation: HOSTILE });
  const place = await serveTls(t, { sends: [leaf, forger] });
  const host = '127.0.0.1';
  const { findings } = await askHere([
    { kind: 'hello', host, port: banner.port, protocols: ['ssh'], timeoutMs: 1000 },
    { kind: 'tls', host, port: place.port, trust: 'amazon', timeoutMs: 2000 },
  ]);
  assert.deepEqual(
    findings.map(({ status }) => status),
    ['failed', 'failed'],
  );
  const input = { vantage: 'here', startedAtMs: Date.now(), durationMs: 1, findings, doesNotProve: [] };
  const report = withPaths(await renderReport(input, PROBES, 'en'), PROBES, 'en');
  const told = JSON.stringify(report);
  assert.match(told, /alert\(1\)/, 'the words of the peer are told');

  const lines: string[] = [];
  const tools = { sink: { put: async () => {} }, writeLine: (line: string) => lines.push(line) };
  const { findings: rendered } = report;
  await publish(
    {
      ...{ stage: 'dev', vantage: 'here', scheduledAtMs: 0, findings: rendered, heartbeat: false },
      ...{ metrics: 'full', recent: () => false, logsHealthy: false, measuredTargets: new Set<string>() },
    },
    tools,
  );
  const outputs: Readonly<Record<string, string>> = {
    JSON: told,
    'a terminal': reportLines(report, 'en', undefined, true).join('\n'),
    Markdown: reportMarkdown(report, 'en'),
    'a page and its pictures': reportPage(report, 'en'),
    'the log': lines.join('\n'),
    'a dimension': dimensionValue(HOSTILE),
    'commands to paste': rendered.flatMap((one: RenderedFinding) => one.runbook?.commands ?? []).join('\n'),
  };
  for (const [where, text] of Object.entries(outputs)) {
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, where);
  }
  assert.doesNotMatch(
    outputs['a page and its pictures'] ?? '',
    /<script>alert|<img src=x|href="javascript:/i,
  );
  assert.doesNotMatch(outputs.Markdown ?? '', /(^|[^\\`])<script>|\]\(javascript:/);
  assert.doesNotMatch(outputs['commands to paste'] ?? '', /\$\(reboot\)|`id`|rm -rf/);
  assert.match(outputs['a dimension'] ?? '', /^[\x21-\x7e]{1,255}$/);
  assert.equal(lines.length, 2, 'one line a finding');
  for (const line of lines) assert.equal(JSON.parse(line).type, 'finding');
});
