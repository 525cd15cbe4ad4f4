import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeClock, measureClock } from '../../../lib/probes/clock/judge.ts';
import type { SourceAnswer } from '../../../lib/probes/clock/observe.ts';
import { CLOCK_REASONS, clockSpec } from '../../../lib/probes/clock/spec.ts';
import { observe, read, spec, specs, unreadable } from './samples.ts';

const faultsOf = (...sources: readonly SourceAnswer[]) =>
  judgeClock([{ spec, observation: observe(...sources) }]).faults;

for (const [offsetMs, expected] of [
  [30_000, undefined],
  [30_001, 'clock-drifting warning'],
  [-60_000, 'clock-drifting warning'],
  [60_001, 'clock-skewed warning'],
  [-299_999, 'clock-skewed warning'],
  [300_000, 'clock-skewed critical'],
] as const) {
  test(`a clock ${offsetMs} ms off is ${expected ?? 'good'}`, () => {
    const [fault] = faultsOf(read('smb2', 445, offsetMs));
    assert.equal(
      fault && `${fault.reason} ${fault.severity ?? CLOCK_REASONS[fault.reason].severity}`,
      expected,
    );
  });
}

test('the source that can be least wrong is used and named', () => {
  const sources = [read('http-date', 80, 61_000, 501), read('smb2', 445, 60_500, 1.2)] as const;
  const { faults, evidence } = judgeClock([{ spec, observation: observe(...sources) }]);
  assert.deepEqual(
    faults.map(({ reason, subject, address, values }) => ({ reason, subject, address, values })),
    [
      {
        reason: 'clock-skewed',
        subject: 'gateway.test:445',
        address: '10.0.1.20',
        values: { offsetSeconds: 60.5, errorMs: 2, source: 'smb2' },
      },
    ],
  );
  assert.deepEqual(evidence[1], {
    subject: 'gateway.test:445',
    address: '10.0.1.20',
    port: 445,
    source: 'smb2',
    attempts: 1,
    outcome: 'read',
    offsetMs: 60_500,
    delayMs: 2,
    errorMs: 1.2,
    relativeTo: "the vantage's clock",
    used: true,
  });
  assert.equal(evidence[0]?.used, false);
});

test('a clock that nothing tells is unknown, informs, and says what was tried', () => {
  const faults = faultsOf(unreadable('ntp', 123, 'silent'), unreadable('smb2', 445, 'refused'));
  assert.deepEqual(
    faults.map(({ reason, subject, dueTo, values }) => [reason, subject, dueTo, values?.tried]),
    [['clock-unreadable', 'gateway.test:445', 'hello', 'ntp:123 silent, smb2:445 refused']],
  );
  assert.deepEqual(CLOCK_REASONS['clock-unreadable'], { status: 'unknown', severity: 'info' });
});

test('a source whose port no lower kind asks is explained by none', () => {
  const [fault] = faultsOf(unreadable('ntp', 123, 'silent'));
  assert.deepEqual([fault?.subject, fault?.dueTo], ['gateway.test:123', undefined]);
});

test('an address that tells nothing beside one that tells the time is no fault', () => {
  const observation = {
    outcome: 'asked',
    answers: [
      { address: '10.0.1.20', sources: [read('smb2', 445, 0)] },
      { address: '10.0.1.21', sources: [unreadable('smb2', 445, 'silent')] },
    ],
  } as const;
  const { faults, evidence } = judgeClock([{ spec, observation }]);
  assert.deepEqual(faults, []);
  assert.equal(evidence.length, 2);
});

test('a name that does not resolve is explained by dns', () => {
  const observation = { outcome: 'unresolved', lookup: 'no-such-name' } as const;
  const [fault] = judgeClock([{ spec, observation }]).faults;
  assert.deepEqual(
    [fault?.reason, fault?.subject, fault?.dueTo],
    ['clock-unreadable', 'gateway.test', 'dns'],
  );
});

test('the offset by the source that was used is measured', () => {
  const sources = [read('http-date', 80, 900, 501), read('smb2', 445, 12.3456, 1)] as const;
  assert.deepEqual(measureClock([{ spec, observation: observe(...sources) }]), [
    { name: 'ClockOffset', value: 12.346, unit: 'Milliseconds', subject: 'gateway.test:445' },
  ]);
  assert.deepEqual(measureClock([{ spec, observation: observe(unreadable('ntp', 123, 'silent')) }]), []);
});

test('a question needs only a host, and refuses unknown sources and keys', () => {
  for (const one of specs) assert.equal(clockSpec.safeParse(one).success, true);
  assert.deepEqual(clockSpec.safeParse({ host: 'gateway.test' }), { success: true, data: spec });
  assert.equal(
    clockSpec.safeParse({ host: 'a.test', sources: [{ source: 'sundial', port: 1 }] }).success,
    false,
  );
  assert.equal(clockSpec.safeParse({ host: 'a.test', sources: [] }).success, false);
  assert.equal(clockSpec.safeParse({ host: 'a.test', port: 445 }).success, false);
});
