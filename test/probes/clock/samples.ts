import type { ClockObservation, SourceAnswer } from '../../../lib/probes/clock/observe.ts';
import type { ClockReason, ClockSpec } from '../../../lib/probes/clock/spec.ts';
import { DEFAULT_SOURCES } from '../../../lib/probes/kit/clock/all.ts';
import type { Sample } from '../../support/sample.ts';

export const spec: ClockSpec = { host: 'gateway.test', sources: [...DEFAULT_SOURCES], isReference: false };
const service: ClockSpec = {
  host: 'sts.ap-northeast-2.amazonaws.com',
  sources: [{ source: 'https-date', port: 443 }],
  isReference: true,
};
export const specs: readonly ClockSpec[] = [
  spec,
  { host: '10.0.1.20', sources: [{ source: 'http-date', port: 8080 }], isReference: false },
  service,
];

export const read = (
  source: SourceAnswer['source'],
  port: number,
  offsetMs: number,
  errorMs = 1,
): SourceAnswer => ({
  source,
  port,
  attempts: 1,
  answer: { outcome: 'read', offsetMs, delayMs: 2, errorMs },
});
export const unreadable = (source: SourceAnswer['source'], port: number, why: string): SourceAnswer => ({
  source,
  port,
  attempts: 2,
  answer: { outcome: 'unreadable', why },
});
export const observe = (...sources: readonly SourceAnswer[]): ClockObservation => ({
  outcome: 'asked',
  answers: [{ address: '10.0.1.20', sources }],
});

const silence = [unreadable('ntp', 123, 'silent'), unreadable('http-date', 80, 'refused')];

export const samples: readonly Sample<ClockSpec, ClockObservation, ClockReason>[] = [
  {
    spec,
    observation: observe(...silence, read('smb2', 445, 800)),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec,
    observation: observe(...silence, read('smb2', 445, -45_000)),
    expect: { status: 'degraded', reason: 'clock-drifting' },
  },
  {
    spec,
    observation: observe(...silence, read('smb2', 445, 95_000)),
    expect: { status: 'failed', reason: 'clock-skewed' },
  },
  {
    spec,
    observation: observe(...silence, unreadable('smb2', 445, 'zero SystemTime')),
    expect: { status: 'unknown', reason: 'clock-unreadable' },
  },
  {
    spec,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: { status: 'unknown', reason: 'clock-unreadable' },
  },
  // Of readings that are equally good the first counts, and only it is called used.
  {
    spec,
    observation: observe(
      read('http-date', 80, 95_000, 5),
      read('http-date', 8080, 900, 5),
      read('smb2', 80, 800, 9),
    ),
    expect: { status: 'failed', reason: 'clock-skewed' },
  },
  // One address told the time: what the other does not say is nothing about the clock.
  {
    spec,
    observation: {
      outcome: 'asked',
      answers: [
        { address: '10.0.1.20', sources: silence },
        { address: '10.0.1.21', sources: [read('http-date', 80, 900, 9), read('smb2', 445, 95_000)] },
      ],
    },
    expect: { status: 'failed', reason: 'clock-skewed' },
  },
  ...(
    [
      [read('https-date', 443, 40_000, 510), 'degraded', 'clock-drifting'],
      [read('https-date', 443, 400_000, 510), 'failed', 'clock-skewed'],
      [unreadable('https-date', 443, 'no Date header'), 'unknown', 'clock-unreadable'],
    ] as const
  ).map(([answer, status, reason]) => ({
    spec: service,
    observation: observe(answer),
    expect: { status, reason },
  })),
];
