import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, FindingFault } from '../../../lib/core/finding.ts';
import { fingerprintsBySubject } from '../../../lib/probes/kit/fingerprints.ts';

const finding = (subjects: readonly string[], ...faults: readonly Partial<FindingFault>[]): Finding => ({
  ...{ vantage: 'seoul', target: 'gateway', check: 'dns', status: 'failed', reason: null, severity: null },
  evidence: subjects.map((subject) => ({ subject, outcome: 'answered' })),
  faults: faults.map((fault) => ({
    ...{ reason: 'broken', status: 'failed', severity: 'critical', subject: 'a' },
    ...fault,
  })),
  ...{ measurements: [], explanations: [] },
});
const oneMark = () => [{ id: 'mark' }];
const verdicts = (seen: Finding, marksOf: Parameters<typeof fingerprintsBySubject>[1] = oneMark) =>
  fingerprintsBySubject(seen, marksOf, ['mild']).map(({ subject, verdict }) => `${subject} ${verdict}`);

test('each subject is well where it shows something and nothing is wrong with it', () => {
  assert.deepEqual(verdicts(finding(['a', 'b', 'a'])), ['a well', 'b well']);
  assert.deepEqual(verdicts(finding(['a', 'b'], {})), ['a bad', 'b well']);
  assert.deepEqual(verdicts(finding(['a'], { reason: 'mild' })), ['a well']);
  assert.deepEqual(verdicts(finding(['a'], { status: 'unknown' })), ['a not-seen']);
  assert.deepEqual(verdicts(finding(['a'], { status: 'unknown' }, { status: 'degraded' })), ['a bad']);
  assert.deepEqual(
    verdicts(finding(['a']), () => []),
    ['a not-seen'],
  );
});

test('marks are told once each, in their own order, and sixteen at most', () => {
  const marksOf = () => ['c', 'a', 'c', 'b'].map((id) => ({ id }));
  const [print] = fingerprintsBySubject(finding(['a']), marksOf);
  assert.deepEqual(
    print?.marks.map(({ id }) => id),
    ['a', 'b', 'c'],
  );
  const many = () => Array.from({ length: 20 }, (_, index) => ({ id: String.fromCharCode(116 - index) }));
  const [bounded] = fingerprintsBySubject(finding(['a']), many);
  assert.equal(bounded?.marks.map(({ id }) => id).join(''), 'abcdefghijklmnop');
});
