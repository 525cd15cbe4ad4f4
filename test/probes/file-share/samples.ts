import type { FileShare } from '../../../lib/core/aws/file-share-reader.ts';
import type { NetworkInterface } from '../../../lib/core/aws/network-state.ts';
import type {
  FileShareObservation,
  GatewayNetwork,
  ShareFacts,
} from '../../../lib/probes/file-share/observe.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const GATEWAY = 'sgw-12A3456B';
const SHARE: FileShare = {
  id: 'share-12345678',
  arn: 'arn:aws:storagegateway:ap-northeast-2:123456789012:share/share-12345678',
  protocol: 'nfs',
  status: 'AVAILABLE',
  location: 'arn:aws:s3:::files/team/',
  role: 'arn:aws:iam::123456789012:role/service-role/StorageGatewayBucketAccess',
  readOnly: false,
};

/** A field that is undefined is one that AWS refused to tell. */
type Untold = { readonly [K in keyof ShareFacts]?: ShareFacts[K] | undefined };

const read = (facts: Untold = {}, share: Partial<FileShare> = {}): FileShareObservation =>
  withoutUndefined({
    outcome: 'read',
    region: 'ap-northeast-2',
    refused: [],
    shares: [
      {
        bucket: 'files',
        bucketRegion: 'ap-northeast-2',
        role: { outcome: 'read', trusted: true },
        denied: [],
        ...facts,
        share: { ...SHARE, ...share },
      },
    ],
  } as FileShareObservation);
const decided = (...decisions: readonly (readonly [action: string, decision: string])[]) =>
  decisions.map(([action, decision]) => ({ action, resource: 'arn:aws:s3:::files/team/*', decision }));

/** An access point, whose bucket and rights are not read. */
const POINT = { location: 'arn:aws:s3:ap-northeast-2:123456789012:accesspoint/files' };
const UNTOLD = { bucket: undefined, bucketRegion: undefined, role: undefined, denied: undefined };

const SUBNET = 'subnet-0123456789abcdef0';
const VPC = 'vpc-0123456789abcdef0';
const ENDPOINT = 'vpce-0123456789abcdef0';
const ELSEWHERE = 'subnet-0ffffffffffffffff';
const LIST = 'pl-0123456789abcdef0';
const OTHER_BUCKETS =
  '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other*"}]}';

/** The gateway in a VPC; `leads` where its subnet's table leads to the gateway endpoint of S3. */
function network({ leads, policy }: { readonly leads: boolean; readonly policy?: string }): GatewayNetwork {
  const caller: NetworkInterface = {
    ...{ id: 'eni-0123456789abcdef0', vpcId: VPC, subnetId: SUBNET, addresses: ['10.0.1.20'] },
    ...{ publicAddresses: [], securityGroupIds: ['sg-0123456789abcdef0'], interfaceType: 'interface' },
    ...{ description: '', status: 'in-use' },
  };
  return {
    caller,
    dns: { support: true, hostnames: true },
    picture: {
      vpcs: [{ id: VPC, cidrs: ['10.0.0.0/16'] }],
      subnets: [
        { id: ELSEWHERE, vpcId: VPC, cidrs: ['10.0.2.0/24'], availabilityZone: 'ap-northeast-2a' },
        { id: SUBNET, vpcId: VPC, cidrs: ['10.0.1.0/24'], availabilityZone: 'ap-northeast-2a' },
      ],
      interfaces: [caller],
      endpoints: [
        {
          ...{ id: ENDPOINT, vpcId: VPC, type: 'Gateway', serviceName: 'com.amazonaws.ap-northeast-2.s3' },
          ...{ state: 'available', networkInterfaceIds: [], subnetIds: [], securityGroupIds: [] },
          ...{ dnsNames: [], privateDnsEnabled: false },
          ...(policy !== undefined && { policy }),
        },
      ],
      securityGroups: [
        {
          ...{ id: 'sg-0123456789abcdef0', name: 'gateway', vpcId: VPC },
          rules: [
            {
              ...{ direction: 'egress', protocol: '-1', fromPort: null, toPort: null },
              peer: { kind: 'cidr', cidr: '0.0.0.0/0' },
            },
          ],
        },
      ],
      networkAcls: [
        {
          ...{ id: 'acl-0123456789abcdef0', vpcId: VPC, isDefault: true, subnetIds: [SUBNET] },
          entries: [true, false].map((egress) => ({
            ...{ ruleNumber: 100, egress, protocol: '-1', action: 'allow', cidr: '0.0.0.0/0' },
            ...{ fromPort: null, toPort: null },
          })),
        },
      ],
      routeTables: [
        {
          ...{ id: 'rtb-0fffffffffffffffff', vpcId: VPC, isMain: false, subnetIds: [ELSEWHERE] },
          ...{ propagatingGatewayIds: [], routes: [] },
        },
        {
          ...{ id: 'rtb-0123456789abcdef0', vpcId: VPC, isMain: true, subnetIds: [] },
          propagatingGatewayIds: [],
          routes: [
            {
              destination: { kind: 'cidr', cidr: '10.0.0.0/16' },
              target: { kind: 'local', id: 'local' },
              state: 'active',
              origin: 'table',
            },
            ...(leads
              ? [
                  {
                    destination: { kind: 'prefix-list' as const, prefixListId: LIST },
                    target: { kind: 'vpc-endpoint' as const, id: ENDPOINT },
                    state: 'active' as const,
                    origin: 'created' as const,
                  },
                ]
              : []),
          ],
        },
      ],
      prefixLists: [{ id: LIST, name: 's3', cidrs: ['52.219.60.0/23'] }],
      ...{ natGateways: [], peerings: [], transitAttachments: [], transitTables: [], refused: [] },
    },
  };
}

/** The same, with an interface endpoint of S3 whose private names are on; `dns` says whether the VPC knows them. */
function withNames(place: GatewayNetwork, dns: GatewayNetwork['dns']): GatewayNetwork {
  const [gateway] = place.picture.endpoints;
  if (gateway === undefined) throw new Error('no endpoint');
  const named = { ...gateway, id: 'vpce-0fedcba9876543210', type: 'Interface', privateDnsEnabled: true };
  return { ...place, dns, picture: { ...place.picture, endpoints: [named, gateway] } };
}

/** The same, with groups that let nothing out. */
function withoutEgress(place: GatewayNetwork): GatewayNetwork {
  const groups = ['sg-0aaaaaaaaaaaaaaaa', 'sg-0bbbbbbbbbbbbbbbb'];
  const caller = { ...place.caller, securityGroupIds: groups };
  const securityGroups = groups.map((id) => ({ id, name: id, vpcId: VPC, rules: [] }));
  return { ...place, caller, picture: { ...place.picture, interfaces: [caller], securityGroups } };
}

const inNetwork = (
  place: GatewayNetwork,
  share: Partial<FileShare> = {},
  facts: Untold = {},
): FileShareObservation => {
  const seen = read(facts, share);
  return seen.outcome === 'read' ? { ...seen, network: place } : seen;
};
const keyed = (of: 'share' | 'bucket', state: string | null): FileShareObservation =>
  read({ key: { id: 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd', of, state } });

const spec = { gateway: GATEWAY, proxied: false };
export const specs = [
  spec,
  { gateway: `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${GATEWAY}`, proxied: true },
];

const is = (status: string, reason: string | null) => ({ status, reason });

export const samples = [
  { name: 'all links hold', spec, observation: read(), expect: is('healthy', null) },
  {
    name: 'no gateway is told elsewhere',
    spec,
    observation: { outcome: 'no-gateway' },
    expect: is('healthy', null),
  },
  {
    name: 'the bucket is gone',
    spec,
    observation: read({ bucketRegion: null }, { status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-bucket-missing'),
  },
  {
    name: 'the role is gone',
    spec,
    observation: read({ role: { outcome: 'missing' } }),
    expect: is('failed', 'file-share-role-missing'),
  },
  {
    name: 'the role trusts another service',
    spec,
    observation: read({ role: { outcome: 'read', trusted: false } }),
    expect: is('failed', 'file-share-role-not-trusted'),
  },
  {
    name: 'a policy denies',
    spec,
    observation: read({
      denied: decided(['s3:PutObject', 'explicitDeny'], ['s3:DeleteObject', 'implicitDeny']),
    }),
    expect: is('failed', 'file-share-role-denied'),
  },
  {
    name: 'no policy of the role allows; the bucket’s own may',
    spec,
    observation: read({ denied: decided(['s3:PutObject', 'implicitDeny']) }),
    expect: is('degraded', 'file-share-role-denied'),
  },
  {
    name: 'the bucket came back elsewhere',
    spec,
    observation: read({ bucketRegion: 'us-east-1' }, { bucketRegion: 'ap-northeast-2' }),
    expect: is('failed', 'file-share-bucket-region'),
  },
  {
    name: 'the bucket is where somebody wrote that it is',
    spec,
    observation: read({}, { bucketRegion: 'ap-northeast-2' }),
    expect: is('healthy', null),
  },
  {
    name: 'AWS refuses to say where the bucket is and what the role may do',
    spec,
    observation: read({ ...UNTOLD, bucket: 'files' }, { bucketRegion: 'us-east-1' }),
    expect: is('healthy', null),
  },
  {
    name: 'an access point, whose rights are not read, is down',
    spec,
    observation: read(UNTOLD, { ...POINT, role: undefined, status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-unavailable'),
  },
  {
    name: 'another Region that nobody wrote is AWS’s to decide',
    spec,
    observation: read({ bucketRegion: 'us-east-1' }),
    expect: is('healthy', null),
  },
  {
    name: 'the endpoint that the subnet goes through lets other buckets through',
    spec,
    observation: inNetwork(network({ leads: true, policy: OTHER_BUCKETS })),
    expect: is('failed', 'file-share-endpoint-denies'),
  },
  {
    name: 'the subnet reaches S3 through its gateway endpoint',
    spec,
    observation: inNetwork(network({ leads: true })),
    expect: is('healthy', null),
  },
  {
    name: 'what an endpoint allows for an access point is not judged',
    spec,
    observation: inNetwork(network({ leads: true, policy: OTHER_BUCKETS }), POINT, UNTOLD),
    expect: is('healthy', null),
  },
  {
    name: 'the subnet of the gateway could not be read',
    spec,
    observation: inNetwork({
      ...network({ leads: false }),
      picture: { ...network({ leads: false }).picture, subnets: [] },
    }),
    expect: is('healthy', null),
  },
  {
    name: 'the interface endpoint of S3 is not used, for the VPC knows no private names',
    spec,
    observation: inNetwork(withNames(network({ leads: false }), { support: false, hostnames: false })),
    expect: is('degraded', 'file-share-s3-unreachable'),
  },
  {
    name: 'the groups of the gateway let nothing out, and no endpoint opens that',
    spec,
    observation: inNetwork(withoutEgress(network({ leads: true }))),
    expect: is('degraded', 'file-share-s3-unreachable'),
  },
  {
    name: 'the subnet has no way to S3, and the share is down',
    spec,
    observation: inNetwork(network({ leads: false, policy: OTHER_BUCKETS }), { status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-s3-unreachable'),
  },
  {
    name: 'the subnet has no way to S3, and the bucket is gone as well',
    spec,
    observation: inNetwork(network({ leads: false }), {}, { bucketRegion: null }),
    expect: is('failed', 'file-share-bucket-missing'),
  },
  {
    name: 'the subnet has no way to S3, and the share works: a proxy may carry it',
    spec,
    observation: inNetwork(network({ leads: false })),
    expect: is('degraded', 'file-share-s3-unreachable'),
  },
  {
    name: 'the key of the bucket is disabled',
    spec,
    observation: keyed('bucket', 'Disabled'),
    expect: is('failed', 'file-share-key-unusable'),
  },
  ...['PendingDeletion', 'PendingImport', 'Unavailable'].map((state) => ({
    name: `the key of the share is ${state}`,
    spec,
    observation: keyed('share', state),
    expect: is('failed', 'file-share-key-unusable'),
  })),
  {
    name: 'a key whose state AWS does not tell',
    spec,
    observation: keyed('share', ''),
    expect: is('healthy', null),
  },
  {
    name: 'the key of the share is gone',
    spec,
    observation: keyed('share', null),
    expect: is('failed', 'file-share-key-unusable'),
  },
  {
    name: 'a state of a key that nobody knew',
    spec,
    observation: keyed('share', 'Resting'),
    expect: is('unknown', 'file-share-key-unusable'),
  },
  {
    name: 'a key that works',
    spec,
    observation: keyed('share', 'Enabled'),
    expect: is('healthy', null),
  },
  {
    name: 'unavailable, and nothing explains it',
    spec,
    observation: read({}, { status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-unavailable'),
  },
  ...['CREATING', 'Updating', 'DELETING', 'FORCE_DELETING'].map((status) => ({
    name: `being changed: ${status}`,
    spec,
    observation: read({}, { status }),
    expect: is('degraded', 'file-share-unavailable'),
  })),
  {
    name: 'a state nobody knew',
    spec,
    observation: read({}, { status: 'HIBERNATING' }),
    expect: is('unknown', 'file-share-unavailable'),
  },
] as const;
