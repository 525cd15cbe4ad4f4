import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Judged } from '../../../lib/core/probe.ts';
import { evidence, judgeEach } from '../../../lib/probes/kit/findings.ts';

test('verdicts are put together in order, with whatever each of them has', () => {
  const judge = (subject: string): Judged<'broken'> => ({
    evidence: [{ subject, outcome: 'seen' }],
    faults: [{ reason: 'broken', subject }],
    ...(subject === 'b' && {
      explanations: [{ what: 'subnet', id: subject, fix: '' }],
      correlationKeys: [{ of: 'vpn-connection', vpn: subject, reaches: [] }],
    }),
  });
  const { faults, explanations, correlationKeys, ...joined } = judgeEach(['a', 'b', 'c'], judge);
  assert.deepEqual(
    [joined.evidence, faults].map((all) => all.map(({ subject }) => subject).join('')),
    ['abc', 'abc'],
  );
  assert.deepEqual([explanations?.length, correlationKeys?.length], [1, 1]);
});

test('what AWS gives no name or word for is described all the same', () => {
  assert.deepEqual(evidence({ subject: '', outcome: '', type: undefined, name: '', size: 0 }), {
    ...{ subject: '-', outcome: 'described', size: 0 },
  });
});
