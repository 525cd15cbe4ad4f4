import type { VpcEndpoint } from '../../../lib/core/aws/network-state.ts';
import type { EndpointInterface, VpcEndpointObservation } from '../../../lib/probes/vpc-endpoint/observe.ts';

const ID = 'vpce-0123456789abcdef0';

export const ENDPOINT: VpcEndpoint = {
  id: ID,
  vpcId: 'vpc-0123456789abcdef0',
  type: 'Interface',
  serviceName: 'com.amazonaws.ap-northeast-2.storagegateway',
  state: 'available',
  networkInterfaceIds: ['eni-0aaaaaaaaaaaaaaaa', 'eni-0cccccccccccccccc'],
  subnetIds: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0cccccccccccccccc'],
  securityGroupIds: ['sg-0123456789abcdef0'],
  dnsNames: [`${ID}-abc123.storagegateway.ap-northeast-2.vpce.amazonaws.com`],
  privateDnsEnabled: false,
};

export const INTERFACES: readonly EndpointInterface[] = [
  {
    id: 'eni-0aaaaaaaaaaaaaaaa',
    status: 'in-use',
    subnetId: 'subnet-0aaaaaaaaaaaaaaaa',
    zone: 'ap-northeast-2a',
    addresses: ['10.0.1.5'],
  },
  {
    id: 'eni-0cccccccccccccccc',
    status: 'in-use',
    subnetId: 'subnet-0cccccccccccccccc',
    zone: 'ap-northeast-2c',
    addresses: ['10.0.2.5'],
  },
];

const described = (
  endpoint: Partial<VpcEndpoint>,
  interfaces: readonly EndpointInterface[] = INTERFACES,
): VpcEndpointObservation => ({ outcome: 'described', endpoint: { ...ENDPOINT, ...endpoint }, interfaces });

const policyOf = (allowed: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Resource: '*', ...allowed }] });

const spec = { endpoint: ID, wants: { zones: 2 } };
const wanting = (privateDns: 'on' | 'off') => ({ endpoint: ID, wants: { privateDns, zones: 2 } });

const inVpc = { vpc: 'vpc-0123456789abcdef0', wants: { privateDns: 'off', zones: 1 } };

export const specs = [spec, wanting('on'), inVpc, { endpoint: ENDPOINT.dnsNames[0] ?? '' }];

export const samples = [
  { spec, observation: described({}), expect: { status: 'healthy', reason: null } },
  { spec, observation: { outcome: 'missing' }, expect: { status: 'failed', reason: 'endpoint-missing' } },
  {
    spec,
    observation: described({ state: 'deleted' }),
    expect: { status: 'failed', reason: 'endpoint-missing' },
  },
  {
    spec,
    observation: described({ state: 'failed', stateMessage: 'Insufficient addresses' }, []),
    expect: { status: 'failed', reason: 'endpoint-not-available' },
  },
  {
    spec,
    observation: described({ state: 'pendingacceptance' }, []),
    expect: { status: 'failed', reason: 'endpoint-not-available' },
  },
  {
    spec,
    observation: described({ state: 'hibernating' }),
    expect: { status: 'unknown', reason: 'endpoint-not-available' },
  },
  {
    spec: wanting('off'),
    observation: described({ privateDnsEnabled: true }),
    expect: { status: 'failed', reason: 'endpoint-private-dns-on' },
  },
  {
    spec: wanting('on'),
    observation: described({}),
    expect: { status: 'failed', reason: 'endpoint-private-dns-off' },
  },
  {
    spec: wanting('off'),
    observation: described({ privateDnsEnabled: false }),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: inVpc,
    observation: { outcome: 'in-vpc', endpoints: [] },
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: inVpc,
    observation: { outcome: 'in-vpc', endpoints: [ENDPOINT, { ...ENDPOINT, privateDnsEnabled: true }] },
    expect: { status: 'failed', reason: 'endpoint-private-dns-on' },
  },
  {
    spec,
    observation: described({}, INTERFACES.slice(0, 1)),
    expect: { status: 'degraded', reason: 'endpoint-single-zone' },
  },
  {
    spec: { endpoint: ID, wants: { zones: 1 } },
    observation: described({}, INTERFACES.slice(0, 1)),
    expect: { status: 'healthy', reason: null },
  },
  {
    // A gateway endpoint stands in no zone and has no private names.
    spec: wanting('on'),
    observation: described({ type: 'Gateway', networkInterfaceIds: [] }, []),
    expect: { status: 'healthy', reason: null },
  },
  ...['pending', 'deleting', 'rejected', 'expired', 'partial'].map((state) => ({
    // While it is not available, one zone is no fault.
    spec,
    observation: described({ state }, INTERFACES.slice(0, 1)),
    expect: { status: 'failed', reason: 'endpoint-not-available' },
  })),
  ...[{ Action: '*' }, { Action: 's3:GetObject' }].map((allowed) => ({
    spec,
    observation: described({ policy: policyOf(allowed) }),
    expect: { status: 'healthy', reason: null },
  })),
  {
    // Two zones of three, one of them twice; where the last interface stands is not told.
    spec: { endpoint: ID, wants: { zones: 3 } },
    observation: described({}, [
      ...INTERFACES.toReversed(),
      ...INTERFACES.slice(0, 1).map((one) => ({ ...one, id: 'eni-0bbbbbbbbbbbbbbbb' })),
      ...INTERFACES.slice(0, 1).map((one) => ({ ...one, id: 'eni-0dddddddddddddddd', zone: '' })),
    ]),
    expect: { status: 'degraded', reason: 'endpoint-single-zone' },
  },
] as const;
