import type { OpenvpnObservation, OpenvpnSeen } from '../../../lib/probes/openvpn/observe.ts';
import { type OpenvpnSpec, openvpnSpec } from '../../../lib/probes/openvpn/spec.ts';
import type { Sample } from '../../support/sample.ts';

const ENDPOINT = 'cvpn-endpoint-0123456789abcdef0.prod.clientvpn.ap-northeast-2.amazonaws.com';

export const specs = [
  { host: ENDPOINT, randomPrefix: true, answersStrangers: true },
  { host: '203.0.113.20', port: 1194, transport: 'tcp' },
  { host: '2001:db8::20' },
];

const clientVpn = openvpnSpec.parse({ host: ENDPOINT, randomPrefix: true });
const overTcp = openvpnSpec.parse({ host: ENDPOINT, transport: 'tcp' });
const talkative = openvpnSpec.parse({ host: ENDPOINT, answersStrangers: true });

const ALIVE: OpenvpnSeen = { outcome: 'alive', elapsedMs: 6.04, answer: 'P_CONTROL_HARD_RESET_SERVER_V2' };
const REFUSED: OpenvpnSeen = { outcome: 'refused', code: 'ECONNREFUSED' };
const UNREACHABLE: OpenvpnSeen = { outcome: 'unreachable', code: 'EHOSTUNREACH' };
const MALFORMED: OpenvpnSeen = { outcome: 'malformed', expected: 'a length from 1 to 1042', offset: 0 };
const CLOSED: OpenvpnSeen = { outcome: 'closed' };
const SILENT: OpenvpnSeen = { outcome: 'silent' };

function seen(...addresses: readonly OpenvpnSeen[]): OpenvpnObservation {
  const answers = addresses.map((one, index) => ({
    address: `203.0.113.${20 + index}`,
    attempts: one.outcome === 'alive' ? 1 : 2,
    seen: one,
  }));
  return { outcome: 'asked', name: `0a1b2c3d4e5f.${ENDPOINT}`, answers };
}

type Shown = Sample<OpenvpnSpec, OpenvpnObservation>;
const healthy = { status: 'healthy', reason: null };

export const samples: readonly Shown[] = [
  { spec: clientVpn, observation: seen(ALIVE, ALIVE), expect: healthy },
  { spec: clientVpn, observation: seen(REFUSED), expect: { status: 'failed', reason: 'openvpn-refused' } },
  {
    spec: clientVpn,
    observation: seen(UNREACHABLE),
    expect: { status: 'failed', reason: 'openvpn-refused' },
  },
  { spec: overTcp, observation: seen(MALFORMED), expect: { status: 'failed', reason: 'openvpn-malformed' } },
  { spec: clientVpn, observation: seen(SILENT), expect: { status: 'unknown', reason: 'openvpn-silent' } },
  { spec: overTcp, observation: seen(CLOSED), expect: { status: 'unknown', reason: 'openvpn-silent' } },
  { spec: talkative, observation: seen(SILENT), expect: { status: 'failed', reason: 'openvpn-silent' } },
  { spec: talkative, observation: seen(CLOSED), expect: { status: 'failed', reason: 'openvpn-silent' } },
  {
    spec: talkative,
    observation: seen(ALIVE, SILENT),
    expect: { status: 'degraded', reason: 'openvpn-silent' },
  },
  {
    spec: clientVpn,
    observation: seen(ALIVE, SILENT),
    expect: { status: 'degraded', reason: 'openvpn-silent' },
  },
  {
    spec: clientVpn,
    observation: seen(REFUSED, ALIVE),
    expect: { status: 'degraded', reason: 'openvpn-refused' },
  },
  {
    spec: clientVpn,
    observation: { outcome: 'unresolved', lookup: 'no-such-name', name: `0a1b2c3d4e5f.${ENDPOINT}` },
    expect: { status: 'unknown', reason: 'openvpn-silent' },
  },
];
