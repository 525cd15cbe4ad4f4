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

/** A gateway that may serve files in two ways, and a port that only browsing needs. */
const protocols: PortSpec = {
  host,
  ports: [
    { port: 445, required: true, serves: 'SMB', assumed: 'smb' },
    { port: 2049, required: true, assumed: 'nfs' },
    { port: 111, required: true, assumed: 'nfs' },
    { port: 137, required: false, assumed: 'smb' },
    { port: 3260, required: true, assumed: 'iscsi' },
    { port: 8443, required: true, serves: 'console' },
  ],
};
function answered(...answers: readonly (readonly [number, PortAnswer['answer']])[]): PortObservation {
  return {
    outcome: 'asked',
    answers: answers.map(([port, answer], at) => ({
      address: `10.0.1.${at + 5}`,
      port,
      attempts: 2,
      answer,
    })),
  };
}

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
  {
    // One protocol of several is dead, and nobody said which ones are used: what is served is named once.
    spec: protocols,
    observation: answered([445, refused], [2049, silent], [2049, open], [111, open], [137, silent]),
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    spec: protocols,
    observation: answered([445, refused], [2049, silent], [111, refused]),
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    // What only some use, or is asked for by name, says nothing of the protocols that are served.
    spec: protocols,
    observation: answered([445, refused], [137, open], [8443, open], [2049, silent]),
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    spec: protocols,
    observation: answered([445, open], [2049, open], [3260, open], [8443, refused]),
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    spec: protocols,
    observation: answered([445, refused], [2049, open], [3260, open]),
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    // This machine refuses two ports: it is said once, beside what is assumed of the other.
    spec: protocols,
    observation: {
      outcome: 'asked',
      answers: [445, 2049, 111].map((port) => ({
        ...{ address: '10.0.1.5', port, attempts: 2 },
        answer: port === 111 ? open : refused,
        ...(port !== 111 && { refusedHere: true as const }),
      })),
    },
    expect: { status: 'failed', reason: 'port-refused' },
  },
  {
    // A time that is this machine's doing is left out.
    spec: one,
    observation: asked({ ...open, isOurs: true }),
    expect: { status: 'healthy', reason: null },
  },
];
