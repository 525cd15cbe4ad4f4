import type { IkeObservation, IkeSeen } from '../../../lib/probes/ike/observe.ts';
import { type IkeSpec, ikeSpec } from '../../../lib/probes/ike/spec.ts';
import type { Sample } from '../../support/sample.ts';

export const specs = [
  { host: '203.0.113.10' },
  { host: 'cgw.example.com', answersStrangers: true },
  { host: '2001:db8::10', ports: [500], versions: [2] },
];

const device = ikeSpec.parse({ host: '203.0.113.10' });
const talkative = ikeSpec.parse({ host: '203.0.113.10', answersStrangers: true });

const ALIVE: IkeSeen = {
  outcome: 'alive',
  elapsedMs: 4.26,
  version: 2,
  notify: 'INVALID_KE_PAYLOAD',
  payloads: ['N'],
  wantedGroup: 14,
};
const REFUSED: IkeSeen = { outcome: 'refused', code: 'ECONNREFUSED' };
const UNREACHABLE: IkeSeen = { outcome: 'unreachable', code: 'EHOSTUNREACH' };
const MALFORMED: IkeSeen = { outcome: 'malformed', expected: 'length 40', offset: 24 };
const SILENT: IkeSeen = { outcome: 'silent' };

/** What the ports 500 and 4500 of each address did. */
function seen(...addresses: readonly (readonly [on500: IkeSeen, on4500: IkeSeen])[]): IkeObservation {
  return {
    outcome: 'asked',
    answers: addresses.flatMap(([on500, on4500], index) =>
      [on500, on4500].map((one, second) => ({
        address: `203.0.113.${10 + index}`,
        port: second === 0 ? 500 : 4500,
        natT: second === 1,
        attempts: one.outcome === 'silent' ? 4 : 1,
        seen: one,
      })),
    ),
  };
}

type Shown = Sample<IkeSpec, IkeObservation>;
const healthy = { status: 'healthy', reason: null };

export const samples: readonly Shown[] = [
  { spec: device, observation: seen([ALIVE, ALIVE]), expect: healthy },
  { spec: device, observation: seen([ALIVE, REFUSED]), expect: healthy },
  { spec: talkative, observation: seen([ALIVE, SILENT]), expect: healthy },
  { spec: device, observation: seen([SILENT, ALIVE]), expect: healthy },
  {
    spec: device,
    observation: seen([REFUSED, REFUSED]),
    expect: { status: 'failed', reason: 'ike-refused' },
  },
  {
    spec: device,
    observation: seen([UNREACHABLE, UNREACHABLE]),
    expect: { status: 'failed', reason: 'ike-refused' },
  },
  { spec: device, observation: seen([REFUSED, SILENT]), expect: { status: 'failed', reason: 'ike-refused' } },
  {
    spec: device,
    observation: seen([MALFORMED, SILENT]),
    expect: { status: 'failed', reason: 'ike-malformed' },
  },
  { spec: device, observation: seen([SILENT, SILENT]), expect: { status: 'unknown', reason: 'ike-silent' } },
  { spec: device, observation: seen([SILENT, REFUSED]), expect: { status: 'unknown', reason: 'ike-silent' } },
  {
    spec: talkative,
    observation: seen([SILENT, SILENT]),
    expect: { status: 'failed', reason: 'ike-silent' },
  },
  {
    spec: device,
    observation: seen([ALIVE, ALIVE], [SILENT, SILENT]),
    expect: { status: 'degraded', reason: 'ike-silent' },
  },
  {
    spec: device,
    observation: seen([REFUSED, REFUSED], [ALIVE, ALIVE]),
    expect: { status: 'degraded', reason: 'ike-refused' },
  },
  {
    spec: device,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: { status: 'unknown', reason: 'ike-silent' },
  },
];
