import type { PortAnswer, PortObservation } from '../../../lib/probes/port/observe.ts';
import type { PortReason, PortSpec } from '../../../lib/probes/port/spec.ts';
import type { Sample } from '../../support/sample.ts';

const host = 'filer.example.com';
const one: PortSpec = { host, ports: [{ port: 445, required: true, serves: 'SMB' }] };
const optional: PortSpec = { host, ports: [{ port: 2222, required: false, serves: 'support-channel' }] };

export const specs: readonly PortSpec[] = [one, optional, { host: '10.0.1.5', ports: one.ports }];

const open = { outcome: 'open', elapsedMs: 1.2 } as const;
const refused = { outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 0.8 } as const;
const silent = { outcome: 'silent', elapsedMs: 3000 } as const;

function asked(...answers: readonly PortAnswer['answer'][]): PortObservation {
  return {
    outcome: 'asked',
    answers: answers.map((answer, index) => ({
      address: `10.0.1.${index + 5}`,
      port: 445,
      attempts: 2,
      answer,
    })),
  };
}

const supportRefused: PortObservation = {
  outcome: 'asked',
  answers: [{ address: '10.0.1.5', port: 2222, attempts: 2, answer: refused }],
};

export const samples: readonly Sample<PortSpec, PortObservation, PortReason>[] = [
  { spec: one, observation: asked(open, open), expect: { status: 'healthy', reason: null } },
  { spec: one, observation: asked(silent), expect: { status: 'failed', reason: 'port-filtered' } },
  { spec: one, observation: asked(refused), expect: { status: 'failed', reason: 'port-refused' } },
  { spec: one, observation: asked(refused, silent), expect: { status: 'failed', reason: 'port-refused' } },
  {
    spec: one,
    observation: asked({ outcome: 'unreachable', code: 'EHOSTUNREACH', elapsedMs: 5 }),
    expect: { status: 'failed', reason: 'port-unreachable' },
  },
  {
    spec: one,
    observation: asked({ outcome: 'reset', code: 'ECONNRESET', elapsedMs: 2 }),
    expect: { status: 'failed', reason: 'port-reset' },
  },
  {
    spec: one,
    observation: {
      outcome: 'asked',
      answers: [{ address: '10.0.1.5', port: 445, attempts: 2, answer: open, fewerAtOnce: true }],
    },
    expect: { status: 'degraded', reason: 'connection-limited' },
  },
  {
    spec: one,
    observation: {
      outcome: 'asked',
      answers: [{ address: '10.0.1.5', port: 445, attempts: 2, answer: refused, refusedHere: true }],
    },
    expect: { status: 'failed', reason: 'port-refused' },
  },
  { spec: one, observation: asked(open, silent), expect: { status: 'degraded', reason: 'port-partly-open' } },
  { spec: optional, observation: supportRefused, expect: { status: 'degraded', reason: 'port-partly-open' } },
  {
    spec: one,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: { status: 'failed', reason: 'port-unreachable' },
  },
];
