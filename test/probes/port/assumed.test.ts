import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { port as kind } from '../../../lib/probes/port/kind.ts';
import type { PortAnswer, PortObservation } from '../../../lib/probes/port/observe.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';

const open: PortAnswer['answer'] = { outcome: 'open', elapsedMs: 1 };
const refused: PortAnswer['answer'] = { outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 1 };
const silent: PortAnswer['answer'] = { outcome: 'silent', elapsedMs: 3000 };

function findingOf(
  answers: Readonly<Record<number, PortAnswer['answer']>>,
  assumed: Readonly<Record<number, string>> = { 2049: 'nfs', 139: 'smb', 445: 'smb' },
) {
  const observation: PortObservation = {
    outcome: 'asked',
    answers: Object.entries(answers).map(([port, answer]) => ({
      address: '10.0.1.20',
      port: Number(port),
      attempts: 1,
      answer,
    })),
  };
  const ports = Object.keys(answers).map((port) => ({
    port: Number(port),
    required: port !== '139',
    serves: { 2049: 'NFS', 445: 'SMB' }[port] ?? port,
    ...(assumed[Number(port)] !== undefined && { assumed: assumed[Number(port)] }),
  }));
  const question = { kind: 'port', host: 'filer', ports };
  const planned = { vantage: 'v', target: 'filer', shown: true, question };
  const [finding] = judgeAll([{ planned, observation }], [kind]);
  assert(finding !== undefined);
  return finding;
}
const briefly = ({ what, id, why, fix }: Explanation) => [what, id, why, fix];

for (const [name, answer, reason] of [
  ['refused', refused, 'port-refused'],
  ['silent', silent, 'port-filtered'],
] as const) {
  test(`SMB ${name} on a gateway that serves NFS fails, and says what to write if nobody uses SMB`, async () => {
    const finding = findingOf({ 2049: open, 139: answer, 445: answer });
    assert.deepEqual([finding.status, finding.reason], ['failed', reason]);
    assert.deepEqual(finding.explanations.map(briefly), [
      ['setting', 'protocols', 'assumed-protocol', 'protocols: [nfs]'],
    ]);
    for (const locale of LOCALES) {
      const { summary, explanations } = await renderFinding(finding, [kind], locale);
      for (const value of ['filer', 'SMB', '445', '--protocols', 'nfs'])
        assert(summary.includes(value), `${locale}: ${value} in ${summary}`);
      assert.doesNotMatch(summary, /[?{}]/);
      assert(summary.endsWith(explanations[0]?.because ?? 'nothing'));
    }
  });
}

test('where all is dead it is an outage, and where somebody said what is served nothing is assumed', () => {
  assert.deepEqual(findingOf({ 2049: refused, 445: refused }).explanations, []);
  assert.deepEqual(findingOf({ 2049: open, 445: refused }, {}).explanations, []);
  assert.deepEqual(findingOf({ 2049: open, 139: refused, 445: open }).explanations, []);
  assert.deepEqual(findingOf({ 2049: open, 445: open }).explanations, []);
});
