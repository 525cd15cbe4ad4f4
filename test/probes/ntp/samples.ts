import type { NtpAnswer } from '../../../lib/net/ntp.ts';
import type { NtpObservation, NtpServer } from '../../../lib/probes/ntp/observe.ts';
import type { NtpReason, NtpSpec } from '../../../lib/probes/ntp/spec.ts';
import type { Sample } from '../../support/sample.ts';

export const answered = (offsetMs: number): NtpAnswer => ({
  outcome: 'answered',
  offsetMs,
  delayMs: 20,
  stratum: 2,
  leap: 0,
  rootDelayMs: 5,
  rootDispersionMs: 3,
});
export const unsynchronised: NtpAnswer = {
  outcome: 'unsynchronised',
  offsetMs: 0,
  delayMs: 20,
  stratum: 0,
  leap: 3,
  rootDelayMs: 0,
  rootDispersionMs: 0,
};
export const silent: NtpAnswer = { outcome: 'silent', ignored: 0 };
export const refused: NtpAnswer = { outcome: 'refused', code: 'ECONNREFUSED' };
export const unreachable: NtpAnswer = { outcome: 'unreachable', code: 'EHOSTUNREACH' };

const port = 123;
export const spec: NtpSpec = {
  hosts: [
    { host: 'a.test', port },
    { host: 'b.test', port },
    { host: 'c.test', port },
  ],
};
/** One server a host, `a.test` at 10.0.0.1 and so on. */
export const observe = (...answers: readonly NtpAnswer[]): NtpObservation => ({
  outcome: 'asked',
  servers: answers.map(
    (answer, index): NtpServer => ({
      host: `${'abcdefgh'[index]}.test`,
      port,
      address: `10.0.0.${index + 1}`,
      attempts: 1,
      answer,
    }),
  ),
});
export const unresolved = (host: string): NtpServer => ({
  host,
  port,
  answer: { outcome: 'unresolved', lookup: 'no-such-name' },
});

export const specs: readonly NtpSpec[] = [spec, { hosts: [{ host: '169.254.169.123', port: 11_123 }] }];

export const samples: readonly Sample<NtpSpec, NtpObservation, NtpReason>[] = [
  {
    spec,
    observation: observe(answered(3), answered(-4), answered(0)),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec,
    observation: observe(silent, silent, silent),
    expect: { status: 'failed', reason: 'ntp-silent' },
  },
  {
    spec,
    observation: observe(refused, unreachable, refused),
    expect: { status: 'failed', reason: 'ntp-refused' },
  },
  {
    spec,
    observation: observe(answered(1), silent, answered(2)),
    expect: { status: 'degraded', reason: 'ntp-partly-silent' },
  },
  {
    spec,
    observation: observe(unsynchronised, { outcome: 'kiss', code: 'RATE' }, silent),
    expect: { status: 'failed', reason: 'ntp-unsynchronised' },
  },
  {
    spec,
    observation: observe(answered(0), answered(9000), answered(10)),
    expect: { status: 'degraded', reason: 'ntp-disagree' },
  },
  {
    spec,
    observation: observe(answered(95_000), answered(95_010), answered(94_990)),
    expect: { status: 'failed', reason: 'vantage-clock-skewed' },
  },
];
