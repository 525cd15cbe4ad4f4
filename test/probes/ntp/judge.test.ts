import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeNtp, measureNtp } from '../../../lib/probes/ntp/judge.ts';
import type { NtpObservation } from '../../../lib/probes/ntp/observe.ts';
import { NTP_REASONS, ntpSpec } from '../../../lib/probes/ntp/spec.ts';
import {
  answered,
  observe,
  refused,
  silent,
  spec,
  specs,
  unreachable,
  unresolved,
  unsynchronised,
} from './samples.ts';

const judge = (observation: NtpObservation) => judgeNtp([{ spec, observation }]);
/** `reason@address` of each fault, with the status and severity it ends in. */
const faultsOf = (observation: NtpObservation) =>
  judge(observation).faults.map(({ reason, address, status, severity }) =>
    [
      `${reason}@${address}`,
      status ?? NTP_REASONS[reason].status,
      severity ?? NTP_REASONS[reason].severity,
    ].join(' '),
  );

test('silence beside as many rejections counts as rejection, for ICMP errors are rationed', () => {
  assert.ok(faultsOf(observe(refused, silent)).every((fault) => fault.startsWith('ntp-refused@')));
  assert.ok(faultsOf(observe(unreachable, silent, silent)).every((fault) => fault.startsWith('ntp-silent@')));
});

test('a server that answers without time beside good ones only degrades', () => {
  assert.deepEqual(faultsOf(observe(answered(0), unsynchronised, answered(0))), [
    'ntp-unsynchronised@10.0.0.2 degraded warning',
  ]);
});

test('bytes that are no NTP are no time', () => {
  const faults = judge(observe({ outcome: 'malformed', expected: '48 bytes' })).faults;
  assert.equal(faults[0]?.reason, 'ntp-unsynchronised');
  assert.equal(faults[0]?.values?.says, 'malformed, expected 48 bytes');
});

test('a dead address of a host that answers elsewhere is only told', () => {
  const host = { host: 'pool.test', port: 123, attempts: 2 };
  const observation: NtpObservation = {
    outcome: 'asked',
    servers: [
      { ...host, address: '10.0.0.1', answer: silent },
      { ...host, address: '10.0.0.2', answer: answered(1) },
    ],
  };
  assert.deepEqual(faultsOf(observation), ['ntp-partly-silent@10.0.0.1 degraded info']);
  // Neither another host at that port nor another port of that host is the same server.
  const beside = (...others: readonly { readonly host: string; readonly port: number }[]) =>
    faultsOf({
      outcome: 'asked',
      servers: [
        { ...host, address: '10.0.0.1', answer: silent },
        ...others.map((other) => ({ ...host, ...other, address: '10.0.0.2', answer: answered(1) })),
      ],
    });
  const [elsewhere, port] = [
    { host: 'other.test', port: 123 },
    { host: 'pool.test', port: 1123 },
  ];
  assert.deepEqual(beside(elsewhere), ['ntp-partly-silent@10.0.0.1 degraded warning']);
  assert.deepEqual(beside(port), ['ntp-partly-silent@10.0.0.1 degraded warning']);
  assert.deepEqual(beside(host, elsewhere), ['ntp-partly-silent@10.0.0.1 degraded info']);
});

test('one server of three with another time is outvoted, and pages nobody', () => {
  assert.deepEqual(faultsOf(observe(answered(0), answered(400_000), answered(10))), [
    'ntp-disagree@10.0.0.2 degraded warning',
  ]);
});

test('two servers that disagree leave no majority, so nobody is believed', () => {
  assert.deepEqual(faultsOf(observe(answered(0), answered(400_000))), [
    'ntp-disagree@10.0.0.1 degraded warning',
    'ntp-disagree@10.0.0.2 degraded warning',
  ]);
});

test('a server that admits a huge error does not agree with everybody', () => {
  const vague = { ...answered(5000), rootDispersionMs: 16_000 } as const;
  assert.deepEqual(faultsOf(observe(answered(0), answered(1), vague)), [
    'ntp-disagree@10.0.0.3 degraded warning',
  ]);
});

for (const [offsetMs, expected] of [
  [30_000, []],
  [30_001, ['vantage-clock-skewed@10.0.0.1 degraded warning']],
  [-60_001, ['vantage-clock-skewed@10.0.0.1 failed warning']],
  [299_999, ['vantage-clock-skewed@10.0.0.1 failed warning']],
  [-300_000, ['vantage-clock-skewed@10.0.0.1 failed critical']],
] as const) {
  test(`a clock ${offsetMs} ms from its only server: ${expected[0] ?? 'good'}`, () => {
    assert.deepEqual(faultsOf(observe(answered(offsetMs))), expected);
  });
}

test('a lone answer among silences cannot accuse the clock here', () => {
  assert.deepEqual(faultsOf(observe(answered(400_000), silent)), [
    'ntp-disagree@10.0.0.1 degraded warning',
    'ntp-partly-silent@10.0.0.2 degraded warning',
  ]);
});

test('a name that does not resolve is explained by dns only where nobody could be asked', () => {
  const onlyNames: NtpObservation = {
    outcome: 'asked',
    servers: [unresolved('a.test'), unresolved('b.test')],
  };
  assert.deepEqual(
    judge(onlyNames).faults.map(({ reason, subject, dueTo }) => [reason, subject, dueTo]),
    [
      ['ntp-silent', 'a.test:123', 'dns'],
      ['ntp-silent', 'b.test:123', 'dns'],
    ],
  );
  const one = observe(answered(0));
  assert.deepEqual(judge({ ...one, servers: [...one.servers, unresolved('b.test')] }).faults, []);
});

test('the evidence shows each server with the fields of the contract', () => {
  assert.deepEqual(judge(observe(answered(12.3456), silent)).evidence, [
    {
      subject: 'a.test:123',
      port: 123,
      source: 'ntp',
      outcome: 'answered',
      address: '10.0.0.1',
      attempts: 1,
      offsetMs: 12.346,
      delayMs: 20,
      stratum: 2,
      leap: 0,
      rootDelayMs: 5,
      rootDispersionMs: 3,
    },
    { subject: 'b.test:123', port: 123, source: 'ntp', outcome: 'silent', address: '10.0.0.2', attempts: 1 },
  ]);
});

test('the offset by the majority is measured, not a falseticker’s', () => {
  const observation = observe(answered(10), answered(90_000), answered(12));
  const [offset, ...delays] = measureNtp([{ spec, observation }]);
  assert.deepEqual(offset, { name: 'VantageClockOffset', value: 11, unit: 'Milliseconds' });
  assert.equal(delays.length, 3);
});

test('a question needs one host at least, knows its default port and refuses other keys', () => {
  for (const one of specs) assert.equal(ntpSpec.safeParse(one).success, true);
  assert.deepEqual(ntpSpec.safeParse({ hosts: [{ host: 'a.test' }] }), {
    success: true,
    data: { hosts: [{ host: 'a.test', port: 123 }] },
  });
  assert.equal(ntpSpec.safeParse({ hosts: [] }).success, false);
  assert.equal(ntpSpec.safeParse({ hosts: [{ host: 'a.test', tcp: true }] }).success, false);
});
