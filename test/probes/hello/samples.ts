import type { HelloObservation } from '../../../lib/probes/hello/observe.ts';
import type { HelloAnswer } from '../../../lib/probes/hello/read-banner.ts';
import type { HelloReason, HelloSpec } from '../../../lib/probes/hello/spec.ts';
import type { Sample } from '../../support/sample.ts';

export const spec: HelloSpec = { host: 'i-1.test', port: 22, protocols: ['ssh'], required: true };
export const support: HelloSpec = {
  host: 'vpce-1.test',
  port: 2222,
  protocols: ['ssh', 'tls'],
  required: false,
  serves: 'support-channel',
};
export const specs: readonly HelloSpec[] = [spec, support];

export const spoke: HelloAnswer = { outcome: 'spoke', says: 'SSH-2.0-x', protocol: 'ssh' };
export const notConnected: HelloAnswer = { outcome: 'not-connected', tcp: 'refused', code: 'ECONNREFUSED' };
export const observe = (...answers: readonly HelloAnswer[]): HelloObservation => ({
  outcome: 'asked',
  answers: answers.map((answer, index) => ({
    address: `10.0.0.${index + 1}`,
    attempts: 1,
    elapsedMs: 3.14,
    answer,
  })),
});

export const samples: readonly Sample<HelloSpec, HelloObservation, HelloReason>[] = [
  { spec, observation: observe(spoke), expect: { status: 'healthy', reason: null } },
  {
    spec,
    observation: observe({ outcome: 'silent' }),
    expect: { status: 'failed', reason: 'hello-silent' },
  },
  {
    spec: support,
    observation: observe({ outcome: 'closed' }),
    expect: { status: 'degraded', reason: 'hello-silent' },
  },
  {
    spec,
    observation: observe({
      outcome: 'wrong-protocol',
      says: '220 x',
      looksLike: 'SMTP or FTP',
      protocol: 'ssh',
    }),
    expect: { status: 'failed', reason: 'hello-wrong-protocol' },
  },
  {
    spec,
    observation: observe({ outcome: 'malformed', says: 'fe', expected: 'SSH-2.0-…', protocol: 'ssh' }),
    expect: { status: 'failed', reason: 'hello-malformed' },
  },
  {
    spec,
    observation: observe({ outcome: 'throttled', says: 'Exceeded MaxStartups', protocol: 'ssh' }),
    expect: { status: 'degraded', reason: 'hello-throttled' },
  },
];
