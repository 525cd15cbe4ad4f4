import type { Instance, InstanceConnectEndpoint } from '../../../lib/core/aws/instance-connect-reader.ts';
import type { Subnet } from '../../../lib/core/aws/network-state.ts';
import type { InstanceConnectObservation } from '../../../lib/probes/instance-connect/observe.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

export const VPC = 'vpc-0123456789abcdef0';
export const ID = 'eice-0123456789abcdef0';
export const INSTANCE = 'i-0123456789abcdef0';
const OTHER = 'i-0fedcba9876543210';
export const ASKED_AT_MS = Date.parse('2026-11-21T10:00:00Z');

export const ENDPOINT: InstanceConnectEndpoint = {
  id: ID,
  state: 'create-complete',
  vpcId: VPC,
  subnetId: 'subnet-0aaaaaaaaaaaaaaaa',
  zone: 'ap-northeast-2a',
  securityGroupIds: ['sg-0123456789abcdef0'],
  networkInterfaceIds: ['eni-0aaaaaaaaaaaaaaaa'],
  preserveClientAddress: false,
  ipAddressType: 'ipv4',
  createdAtMs: ASKED_AT_MS - 86_400_000,
  tags: {},
};

export const RUNNING: Instance = {
  id: INSTANCE,
  state: 'running',
  keyName: 'ops',
  imageId: 'ami-0123456789abcdef0',
  vpcId: VPC,
  subnetId: 'subnet-0aaaaaaaaaaaaaaaa',
  zone: 'ap-northeast-2a',
  privateAddresses: ['10.0.1.10'],
  securityGroupIds: ['sg-0fedcba9876543210'],
  tags: { Name: 'web', team: 'storage' },
};

export const SUBNETS: readonly Subnet[] = [
  {
    id: 'subnet-0aaaaaaaaaaaaaaaa',
    vpcId: VPC,
    cidrs: ['10.0.1.0/24'],
    availabilityZone: 'ap-northeast-2a',
    freeAddresses: 200,
  },
  {
    id: 'subnet-0cccccccccccccccc',
    vpcId: VPC,
    cidrs: ['10.0.2.0/24'],
    availabilityZone: 'ap-northeast-2c',
    freeAddresses: 90,
  },
];

export const read = (change: Partial<InstanceConnectObservation> = {}): InstanceConnectObservation => ({
  outcome: 'read',
  askedAtMs: ASKED_AT_MS,
  endpoints: [ENDPOINT],
  instances: [RUNNING],
  subnets: SUBNETS,
  imageNames: {},
  ...change,
});
export const endpointIs = (change: Partial<InstanceConnectEndpoint>) =>
  read({ endpoints: [{ ...ENDPOINT, ...change }] });
const instanceIs = (change: Partial<Instance>) => read({ instances: [{ ...RUNNING, ...change }] });
const full = (id: string) =>
  SUBNETS.map((subnet) => (subnet.id === id ? { ...subnet, freeAddresses: 0 } : subnet));
const elsewhere = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...ENDPOINT,
    id: `eice-0000000000000000${n}`,
    vpcId: `vpc-0000000000000000${n}`,
  }));

export const spec = { instances: [INSTANCE] };
const byTag = { tags: { team: 'storage' }, vpc: VPC };
export const preflight = { preflight: { vpc: VPC } };
const chosen = { preflight: { vpc: VPC, subnet: 'subnet-0cccccccccccccccc' } };

export const specs = [spec, { endpoint: ID }, byTag, { vpc: VPC }, preflight, chosen];

const healthy = { status: 'healthy', reason: null };
const notReady = (status: string) => ({ status, reason: 'instance-connect-not-ready' });
const missing = { status: 'failed', reason: 'instance-connect-missing' };
const notRunning = (status: string) => ({ status, reason: 'instance-not-running' });
const preserving = { preserveClientAddress: true };
const bare = withoutUndefined({
  ...ENDPOINT,
  vpcId: undefined,
  subnetId: undefined,
  zone: undefined,
  createdAtMs: undefined,
  securityGroupIds: [],
});
/** Twelve subnets of as many zones; the last has the fewest free addresses. */
const twelve = Array.from({ length: 12 }, (_, n) => ({
  id: `subnet-000000000000000${n.toString(16)}0`,
  vpcId: VPC,
  cidrs: [`10.0.${n}.0/24`],
  availabilityZone: `zone-${n}`,
  freeAddresses: 100 - n,
}));
const minutesOld = (minutes: number) => ({
  state: 'create-in-progress',
  createdAtMs: ASKED_AT_MS - minutes * 60_000,
});

export const samples = [
  {
    name: 'a dual-stack endpoint that preserves client addresses',
    spec,
    observation: endpointIs({ preserveClientAddress: true, ipAddressType: 'dualstack' }),
    expect: { status: 'failed', reason: 'instance-connect-address-type' },
  },
  {
    name: 'an IPv6 endpoint and an instance without IPv6',
    spec,
    observation: endpointIs({ ipAddressType: 'ipv6' }),
    expect: { status: 'failed', reason: 'instance-connect-address-type' },
  },
  {
    name: 'preserved addresses and an instance in another VPC',
    spec: { endpoint: ID, instances: [INSTANCE] },
    observation: read({
      endpoints: [{ ...ENDPOINT, preserveClientAddress: true }],
      instances: [{ ...RUNNING, vpcId: 'vpc-0fedcba9876543210' }],
    }),
    expect: { status: 'failed', reason: 'instance-connect-address-type' },
  },
  {
    name: 'preserved addresses of type ipv4',
    spec,
    observation: endpointIs({ preserveClientAddress: true }),
    expect: { status: 'healthy', reason: null },
  },
  {
    name: 'no key pair, and an image without the package',
    spec,
    observation: {
      ...read({ instances: [withoutUndefined({ ...RUNNING, keyName: undefined })] }),
      imageNames: { 'ami-0123456789abcdef0': 'RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3' },
    },
    expect: { status: 'degraded', reason: 'instance-key-pair-missing' },
  },
  {
    name: 'no key pair, and an image that brings the package',
    spec,
    observation: {
      ...read({ instances: [withoutUndefined({ ...RUNNING, keyName: undefined })] }),
      imageNames: { 'ami-0123456789abcdef0': 'al2023-ami-2023.6.20241010.0-kernel-6.1-x86_64' },
    },
    expect: { status: 'healthy', reason: null },
  },
  {
    name: 'Windows without a key pair',
    spec,
    observation: read({
      instances: [withoutUndefined({ ...RUNNING, keyName: undefined, platform: 'windows' })],
    }),
    expect: { status: 'degraded', reason: 'instance-key-pair-missing' },
  },
  { spec, observation: read(), expect: healthy },
  { spec: { endpoint: ID }, observation: read({ instances: [] }), expect: healthy },
  { spec: byTag, observation: read(), expect: healthy },
  // The nine states, and a tenth.
  { spec, observation: endpointIs(minutesOld(3)), expect: notReady('degraded') },
  { spec, observation: endpointIs(minutesOld(11)), expect: notReady('failed') },
  { spec, observation: endpointIs({ state: 'create-complete' }), expect: healthy },
  {
    spec,
    observation: endpointIs({ state: 'create-failed', stateMessage: 'no free addresses' }),
    expect: notReady('failed'),
  },
  { spec, observation: endpointIs({ state: 'update-in-progress' }), expect: notReady('degraded') },
  { spec, observation: endpointIs({ state: 'update-complete' }), expect: healthy },
  { spec, observation: endpointIs({ state: 'update-failed' }), expect: notReady('failed') },
  { spec, observation: endpointIs({ state: 'delete-in-progress' }), expect: notReady('failed') },
  { spec, observation: endpointIs({ state: 'delete-complete' }), expect: missing },
  { spec, observation: endpointIs({ state: 'delete-failed' }), expect: notReady('failed') },
  { spec, observation: endpointIs({ state: 'hibernating' }), expect: notReady('unknown') },
  {
    // Two groups: the command that creates it again names both.
    spec,
    observation: endpointIs({
      state: 'create-failed',
      securityGroupIds: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
    }),
    expect: notReady('failed'),
  },
  { spec, observation: read({ endpoints: [] }), expect: missing },
  {
    spec: { endpoint: ID },
    observation: read({ endpoints: [], instances: [], subnets: [] }),
    expect: missing,
  },
  { spec: { vpc: VPC }, observation: read({ endpoints: elsewhere(2), instances: [] }), expect: missing },
  {
    // Its successor is there while it is being deleted.
    spec,
    observation: read({
      endpoints: [
        { ...ENDPOINT, state: 'delete-in-progress' },
        { ...ENDPOINT, id: 'eice-0fedcba9876543210' },
      ],
    }),
    expect: healthy,
  },
  {
    spec,
    observation: instanceIs({ state: 'stopped', stateReason: 'Client.UserInitiatedShutdown' }),
    expect: notRunning('failed'),
  },
  {
    spec,
    observation: instanceIs({ state: 'stopping', platform: 'windows' }),
    expect: notRunning('failed'),
  },
  { spec, observation: instanceIs({ state: 'pending' }), expect: notRunning('degraded') },
  { spec, observation: instanceIs({ state: 'terminated' }), expect: notRunning('failed') },
  { spec, observation: instanceIs({ state: 'dreaming' }), expect: notRunning('unknown') },
  {
    spec: { instances: [INSTANCE, OTHER] },
    observation: read(),
    expect: notRunning('failed'),
  },
  {
    spec: byTag,
    observation: read({ instances: [RUNNING, { ...RUNNING, id: OTHER, state: 'terminated' }] }),
    expect: healthy,
  },
  { spec: byTag, observation: read({ instances: [] }), expect: notRunning('failed') },
  {
    spec,
    observation: read({ subnets: full('subnet-0aaaaaaaaaaaaaaaa') }),
    expect: { status: 'degraded', reason: 'instance-connect-subnet-full' },
  },
  { spec: preflight, observation: read({ endpoints: elsewhere(4), instances: [] }), expect: healthy },
  {
    spec: preflight,
    observation: read({ instances: [] }),
    expect: { status: 'failed', reason: 'instance-connect-quota-full' },
  },
  {
    spec: preflight,
    observation: read({ endpoints: elsewhere(5), instances: [] }),
    expect: { status: 'failed', reason: 'instance-connect-quota-full' },
  },
  { spec: chosen, observation: read({ endpoints: [], instances: [] }), expect: healthy },
  {
    spec: chosen,
    observation: read({ endpoints: [], instances: [], subnets: full('subnet-0cccccccccccccccc') }),
    expect: { status: 'failed', reason: 'instance-connect-subnet-full' },
  },
  {
    // Of another VPC, or of none.
    spec: chosen,
    observation: read({ endpoints: [], instances: [], subnets: SUBNETS.slice(0, 1) }),
    expect: { status: 'failed', reason: 'instance-connect-subnet-full' },
  },
  {
    spec: preflight,
    observation: read({ endpoints: [], instances: [], subnets: [] }),
    expect: { status: 'failed', reason: 'instance-connect-subnet-full' },
  },
  {
    name: 'an endpoint whose address type AWS does not tell has type ipv4',
    spec,
    observation: read({
      endpoints: [withoutUndefined({ ...ENDPOINT, ...preserving, ipAddressType: undefined })],
      instances: [{ ...RUNNING, privateAddresses: ['fd00::10'] }],
    }),
    expect: { status: 'failed', reason: 'instance-connect-address-type' },
  },
  {
    name: 'what is terminated needs no address that fits',
    spec,
    observation: read({
      endpoints: [{ ...ENDPOINT, ...preserving }],
      instances: [{ ...RUNNING, state: 'terminated', privateAddresses: ['fd00::10'] }],
    }),
    expect: notRunning('failed'),
  },
  {
    name: 'another endpoint does not fit, and nobody asks for it',
    spec: { endpoint: ID, instances: [INSTANCE] },
    observation: read({
      endpoints: [
        { ...ENDPOINT, ...preserving, id: 'eice-0fedcba9876543210', ipAddressType: 'ipv6' },
        ENDPOINT,
      ],
    }),
    expect: healthy,
  },
  {
    name: 'a named endpoint that preserves no client address, with nothing behind it',
    spec: { endpoint: ID },
    observation: read({
      endpoints: [{ ...ENDPOINT, ...preserving, ipAddressType: 'dualstack' }],
      instances: [],
    }),
    expect: { status: 'failed', reason: 'instance-connect-address-type' },
  },
  {
    name: 'an instance with addresses of both families, and one whose addresses are not told',
    spec: { instances: [INSTANCE, OTHER] },
    observation: read({
      instances: [
        { ...RUNNING, privateAddresses: ['10.0.1.10', 'fd00::10'] },
        { ...RUNNING, id: OTHER, privateAddresses: [], tags: {} },
      ],
    }),
    expect: healthy,
  },
  {
    name: 'a dual-stack endpoint and an instance with IPv6 only',
    spec,
    observation: read({
      endpoints: [{ ...ENDPOINT, ipAddressType: 'dualstack' }],
      instances: [{ ...RUNNING, privateAddresses: ['fd00::10'] }],
    }),
    expect: healthy,
  },
  {
    name: 'the VPC of one instance is not told',
    spec: { endpoint: ID, instances: [INSTANCE, OTHER] },
    observation: read({
      endpoints: [{ ...ENDPOINT, ...preserving }],
      instances: [withoutUndefined({ ...RUNNING, id: OTHER, vpcId: undefined }), RUNNING],
    }),
    expect: healthy,
  },
  {
    name: 'only the VPCs that are told need an endpoint',
    spec: { instances: [INSTANCE, OTHER] },
    observation: read({
      endpoints: [],
      instances: [withoutUndefined({ ...RUNNING, id: OTHER, vpcId: undefined }), RUNNING],
    }),
    expect: missing,
  },
  {
    name: 'the age of an endpoint is not told',
    spec: { endpoint: ID },
    observation: read({ endpoints: [{ ...bare, state: 'create-in-progress' }] }),
    expect: notReady('degraded'),
  },
  { name: 'ten minutes old', spec, observation: endpointIs(minutesOld(10)), expect: notReady('degraded') },
  {
    name: 'an endpoint that has failed, of which AWS tells nothing else',
    spec: { endpoint: ID },
    observation: read({ endpoints: [{ ...bare, state: 'create-failed' }], instances: [] }),
    expect: notReady('failed'),
  },
  {
    name: 'what is created again preserves client addresses as before',
    spec,
    observation: endpointIs({ state: 'create-failed', ...preserving }),
    expect: notReady('failed'),
  },
  {
    name: 'another subnet is full',
    spec,
    observation: read({ subnets: full('subnet-0cccccccccccccccc').toReversed() }),
    expect: healthy,
  },
  { name: 'the subnets are not told', spec, observation: read({ subnets: [] }), expect: healthy },
  {
    name: 'no instance is found, and no VPC is named',
    spec,
    observation: read({ endpoints: [], instances: [] }),
    expect: notRunning('failed'),
  },
  {
    name: 'a named endpoint is gone, and which VPC it was in is not known',
    spec: { endpoint: ID },
    observation: read({ endpoints: elsewhere(2), instances: [] }),
    expect: missing,
  },
  {
    name: 'two others hold the places of its VPC',
    spec: { endpoint: ID, instances: [INSTANCE] },
    observation: read({
      endpoints: ['eice-0fedcba9876543210', 'eice-0fedcba9876543211'].map((id) => ({ ...ENDPOINT, id })),
    }),
    expect: missing,
  },
  {
    name: 'stopped, without a key pair, in a VPC that is not told; its image has no package',
    spec,
    observation: {
      ...read({
        instances: [withoutUndefined({ ...RUNNING, state: 'stopped', keyName: undefined, vpcId: undefined })],
      }),
      imageNames: { 'ami-0123456789abcdef0': 'RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3' },
    },
    expect: notRunning('failed'),
  },
  {
    name: 'a key pair, and an image without the package',
    spec,
    observation: {
      ...read(),
      imageNames: { 'ami-0123456789abcdef0': 'RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3' },
    },
    expect: healthy,
  },
  {
    name: 'no key pair, and an image of somebody’s own',
    spec,
    observation: read({
      instances: [withoutUndefined({ ...RUNNING, keyName: undefined, imageId: undefined })],
    }),
    expect: healthy,
  },
  {
    name: 'nothing carries both tags',
    spec: { tags: { team: 'storage', os: 'linux' }, vpc: VPC },
    observation: read(),
    expect: notRunning('failed'),
  },
  {
    name: 'of twelve subnets the ten best are shown, and the one that was chosen',
    spec: { preflight: { vpc: VPC, subnet: twelve.at(-1)?.id ?? '' } },
    observation: read({ endpoints: [], instances: [], subnets: twelve }),
    expect: healthy,
  },
];
