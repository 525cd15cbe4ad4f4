import type { ActivationObservation, ActivationSeen } from '../../../lib/probes/activation/observe.ts';
import type { ActivationReason, ActivationSpec } from '../../../lib/probes/activation/spec.ts';
import type { Sample } from '../../support/sample.ts';

const spec: ActivationSpec = { host: '10.0.1.20', port: 80, region: 'ap-northeast-2', mintKey: false };
const named: ActivationSpec = { ...spec, host: 'gateway.example.com', mintKey: true };
const inVpc: ActivationSpec = {
  ...named,
  vpcEndpoint: 'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com',
  endpointType: 'FIPS',
  ipVersion: 'ipv4',
  gatewayType: 'FILE_S3',
};

export const specs: readonly ActivationSpec[] = [spec, named, inVpc];

function seen(one: ActivationSeen, attempts = 1): ActivationObservation {
  return { outcome: 'asked', answers: [{ address: '10.0.1.20', attempts, seen: one }] };
}
const failed = (reason: ActivationReason) => ({ status: 'failed', reason });
const healthy = { status: 'healthy', reason: null };

export const samples: readonly Sample<ActivationSpec, ActivationObservation>[] = [
  { spec, observation: seen({ outcome: 'http', status: 405, server: 'gateway' }), expect: healthy },
  { spec: named, observation: seen({ outcome: 'key', status: 200 }), expect: healthy },
  {
    spec: named,
    observation: {
      outcome: 'asked',
      answers: [
        { address: '10.0.1.20', attempts: 2, seen: { outcome: 'no-connection', how: 'silent' } },
        { address: '10.0.2.20', attempts: 1, seen: { outcome: 'key', status: 200 } },
      ],
    },
    expect: healthy,
  },
  {
    spec,
    observation: seen({ outcome: 'no-connection', how: 'refused', code: 'ECONNREFUSED' }, 2),
    expect: failed('activation-port-closed'),
  },
  {
    spec: named,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: failed('activation-port-closed'),
  },
  {
    spec,
    observation: seen({ outcome: 'not-http', firstBytes: 'SSH-2.0-OpenSSH_9.2p1' }),
    expect: failed('activation-not-a-gateway'),
  },
  { spec, observation: seen({ outcome: 'silent' }), expect: failed('activation-not-a-gateway') },
  { spec, observation: seen({ outcome: 'closed' }), expect: failed('activation-not-a-gateway') },
  { spec, observation: seen({ outcome: 'reset' }), expect: failed('activation-not-a-gateway') },
  {
    spec: named,
    observation: seen({ outcome: 'web-page', status: 204, said: '' }),
    expect: failed('activation-wrong-address'),
  },
  {
    spec: named,
    observation: seen({ outcome: 'web-page', status: 404, said: 'Not Found', server: 'nginx' }),
    expect: failed('activation-wrong-address'),
  },
  {
    spec: named,
    observation: seen({ outcome: 'redirect', status: 302, leadsTo: 'http://portal.example.com/login' }),
    expect: failed('activation-wrong-address'),
  },
  {
    spec: inVpc,
    observation: seen({ outcome: 'error', status: 500, said: 'Internal Error' }),
    expect: failed('activation-gateway-cannot-reach-aws'),
  },
  {
    spec: named,
    observation: seen({ outcome: 'error', status: 503, said: '' }),
    expect: failed('activation-gateway-cannot-reach-aws'),
  },
  {
    spec: named,
    observation: seen({ outcome: 'silent' }),
    expect: failed('activation-gateway-cannot-reach-aws'),
  },
];
