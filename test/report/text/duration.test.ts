import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeDuration, describeTime } from '../../../lib/report/text/duration.ts';

const MINUTE = 60_000;
const cases: readonly (readonly [ms: number, en: string, ko: string, fr: string])[] = [
  [-5000, '0 s', '0초', '0 s'],
  [499, '0 s', '0초', '0 s'],
  [59_499, '59 s', '59초', '59 s'],
  [59_500, '1 min', '1분', '1 min'],
  [MINUTE + 5000, '1 min 5 s', '1분 5초', '1 min 5 s'],
  [60 * MINUTE, '1 h', '1시간', '1 h'],
  [252 * MINUTE + 7000, '4 h 12 min', '4시간 12분', '4 h 12 min'],
  [24 * 60 * MINUTE + 5 * MINUTE, '1 d', '1일', '1 j'],
  [76 * 60 * MINUTE, '3 d 4 h', '3일 4시간', '3 j 4 h'],
];
for (const [ms, en, ko, fr] of cases) {
  test(`${ms} ms is ${en}`, () => {
    assert.deepEqual(
      [describeDuration(ms, 'en'), describeDuration(ms, 'ko'), describeDuration(ms, 'fr')],
      [en, ko, fr],
    );
  });
}

test('a moment is ISO 8601 in UTC, and one that cannot be costs no message', () => {
  assert.equal(describeTime(Date.parse('2026-11-21T18:02:00.999+09:00')), '2026-11-21 09:02 UTC');
  assert.equal(describeTime(Date.parse('2026-11-21T18:02:00Z'), 'Asia/Seoul'), '2026-11-22 03:02 +09:00');
  assert.equal(describeTime(Date.parse('2026-11-21T18:02:00Z'), '-05:30'), '2026-11-21 12:32 -05:30');
  assert.deepEqual(
    [Number.NaN, 1e300, Number.POSITIVE_INFINITY].map((one) => describeTime(one)),
    ['?', '?', '?'],
  );
});
