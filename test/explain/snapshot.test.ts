import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import type { Route, RouteTargetKind } from '../../lib/core/aws/network-state.ts';
import { readSnapshot, writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { samplePicture } from '../support/sample-picture.ts';

const SNAPSHOT = { takenAt: '2026-11-30T09:00:00.000Z', account: '111122223333', region: 'ap-northeast-2' };

const TARGET_KINDS: Readonly<Record<RouteTargetKind, true>> = {
  local: true,
  'internet-gateway': true,
  'egress-only-internet-gateway': true,
  'nat-gateway': true,
  'virtual-private-gateway': true,
  'transit-gateway': true,
  'vpc-peering-connection': true,
  'network-interface': true,
  'vpc-endpoint': true,
  'local-gateway': true,
  'carrier-gateway': true,
  'core-network': true,
  other: true,
};
const STATES = ['active', 'blackhole', 'other'] as const;
const ORIGINS = ['table', 'created', 'propagated', 'advertised'] as const;
const PEERS = [
  { kind: 'cidr', cidr: '10.0.0.0/8' },
  { kind: 'prefix-list', prefixListId: 'pl-1' },
  { kind: 'security-group', groupId: 'sg-1' },
  { kind: 'security-group', groupId: 'sg-2', ownerId: '444455556666' },
] as const;

/** Every field that a snapshot keeps, every kind of everything, and nothing that it leaves out. */
const FULL: NetworkPicture = {
  vpcs: [{ id: 'vpc-1', cidrs: ['10.0.0.0/16', '2001:db8::/56'] }],
  subnets: [{ id: 'subnet-1', vpcId: 'vpc-1', cidrs: ['10.0.1.0/24'], availabilityZone: 'ap-northeast-2a' }],
  interfaces: [
    {
      id: 'eni-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      addresses: ['10.0.1.5'],
      publicAddresses: ['198.51.100.7'],
      securityGroupIds: ['sg-1'],
      interfaceType: 'interface',
      description: '',
      instanceId: 'i-1',
      status: 'in-use',
    },
  ],
  endpoints: [
    {
      id: 'vpce-1',
      vpcId: 'vpc-1',
      type: 'Interface',
      serviceName: 'com.amazonaws.ap-northeast-2.sts',
      state: 'available',
      networkInterfaceIds: ['eni-1'],
      subnetIds: ['subnet-1'],
      securityGroupIds: ['sg-1'],
      dnsNames: ['sts.ap-northeast-2.amazonaws.com'],
      privateDnsEnabled: true,
    },
  ],
  securityGroups: (['default', ''] as const).map((name) => ({
    id: `sg-${name}`,
    name,
    vpcId: 'vpc-1',
    ownerId: '111122223333',
    rules: (['ingress', 'egress'] as const).flatMap((direction) =>
      PEERS.map((peer) => ({ id: 'sgr-1', direction, protocol: 'tcp', fromPort: 443, toPort: null, peer })),
    ),
  })),
  networkAcls: [
    {
      id: 'acl-1',
      vpcId: 'vpc-1',
      isDefault: true,
      subnetIds: ['subnet-1'],
      entries: (['allow', 'deny'] as const).map((action) => ({
        ruleNumber: 100,
        egress: true,
        protocol: '6',
        action,
        cidr: '0.0.0.0/0',
        fromPort: null,
        toPort: 65_535,
      })),
    },
  ],
  routeTables: [
    {
      id: 'rtb-1',
      vpcId: 'vpc-1',
      isMain: true,
      subnetIds: ['subnet-1'],
      propagatingGatewayIds: ['vgw-1'],
      routes: (Object.keys(TARGET_KINDS) as RouteTargetKind[]).map(
        (kind, at): Route => ({
          destination:
            at % 2 === 0
              ? { kind: 'cidr', cidr: '10.0.0.0/8' }
              : { kind: 'prefix-list', prefixListId: 'pl-1' },
          target: { kind, id: `to-${at}` },
          state: STATES[at % STATES.length] ?? 'active',
          origin: ORIGINS[at % ORIGINS.length] ?? 'table',
        }),
      ),
    },
  ],
  prefixLists: [{ id: 'pl-1', name: '', cidrs: ['10.60.0.0/16'] }],
  natGateways: [
    {
      id: 'nat-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      state: 'available',
      connectivity: 'public',
      privateAddress: '10.0.1.9',
      publicAddress: '198.51.100.8',
    },
  ],
  peerings: [{ id: 'pcx-1', state: 'active', requesterVpcId: 'vpc-1', accepterVpcId: 'vpc-2' }],
  transitAttachments: [
    {
      id: 'tgw-attach-1',
      transitGatewayId: 'tgw-1',
      resourceType: 'vpc',
      resourceId: 'vpc-1',
      state: 'available',
      routeTableId: 'tgw-rtb-1',
      subnetIds: ['subnet-1'],
    },
  ],
  transitTables: [
    {
      id: 'tgw-rtb-1',
      transitGatewayId: 'tgw-1',
      routes: [
        { destination: '10.9.0.0/16', type: 'static', state: 'active', attachmentIds: ['tgw-attach-1'] },
      ],
    },
  ],
  refused: ['ec2:DescribeNatGateways'],
};
const WRITTEN = writeSnapshot({ ...SNAPSHOT, picture: FULL });

function messageOf(content: string): string | undefined {
  const read = readSnapshot(content);
  return read.outcome === 'not-valid' ? read.message : undefined;
}

test('every field, and every kind of peer, next hop, state and origin, is written and read back', () => {
  assert.match(WRITTEN, /^\{"format":"gatewatch-snapshot","version":1,.*\}\n$/);
  assert.deepEqual(readSnapshot(WRITTEN), { outcome: 'read', snapshot: { ...SNAPSHOT, picture: FULL } });
});

test('what only people read, and what a colleague need not know, is left out', () => {
  const own = FULL.endpoints.map((one) => ({ ...one, tags: { Name: 'SECRET' }, policy: 'SECRET' }));
  const written = writeSnapshot({
    ...SNAPSHOT,
    picture: {
      ...FULL,
      endpoints: own,
      interfaces: FULL.interfaces.map((one) => ({ ...one, description: 'SECRET' })),
      prefixLists: FULL.prefixLists.map((one) => ({ ...one, name: 'SECRET' })),
      securityGroups: FULL.securityGroups.map((one) => ({ ...one, name: one.name || 'SECRET' })),
    },
  });
  assert.equal(written, WRITTEN);
});

const OPTIONAL = /\.(instanceId|ownerId|publicAddress|routeTableId|rules\.\d+\.id)$/;

interface Place {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** All values below one, objects and lists too. */
function placesIn(value: unknown, path: readonly string[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const below = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return [{ path, value }, ...below];
}

/** The snapshot with the value at a path replaced; taken away where it is replaced by undefined. */
function replacedAt([key, ...rest]: readonly string[], whole: unknown, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(whole)) {
    return whole.map((one, at) => (String(at) === key ? replacedAt(rest, one, by) : one));
  }
  const fields = whole as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replacedAt(rest, fields[key], by) };
}

test('a value of another kind is refused wherever it stands, and so is a missing one, by its path', () => {
  const whole: unknown = JSON.parse(WRITTEN);
  const places = placesIn(whole).filter(
    ({ path: [first] }) => first !== undefined && !/format|version/.test(first),
  );
  assert.ok(places.length > 300);
  for (const { path, value } of places) {
    const name = path.join('.');
    const other = typeof value === 'object' && value !== null ? 7 : {};
    const wrong = messageOf(JSON.stringify(replacedAt(path, whole, other)));
    const [place = ''] = wrong?.split(': ') ?? [];
    // A fault of one of several forms, a rule's peer for one, is told of the whole.
    assert.ok(place !== '' && `${name}.`.startsWith(`${place}.`), `${name}: ${wrong}`);
    assert.match(wrong ?? '', /: Invalid/, name);
    if (/^\d+$/.test(path.at(-1) ?? '')) continue;
    const missing = messageOf(JSON.stringify(replacedAt(path, whole, undefined)));
    assert.equal(missing === undefined, OPTIONAL.test(name), `${name}: ${missing}`);
  }
});

test('of several faults the first is told', () => {
  const twice = WRITTEN.replaceAll('"egress":true', '"egress":7');
  assert.match(messageOf(twice) ?? '', /^picture\.networkAcls\.0\.entries\.0\.egress: [^:]+$/);
});

test('a file of another kind is refused, each with its reason', () => {
  const written = writeSnapshot({ ...SNAPSHOT, picture: samplePicture() });
  const cases: readonly (readonly [string, string])[] = [
    [written.slice(0, -20), 'the file is cut short: write it again with `gatewatch snapshot`'],
    [
      written.replace('"version":1', '"version":2'),
      'the snapshot has version 2, this gatewatch reads version 1: write it again with this gatewatch',
    ],
    ['{"a":1}', 'expected a file that `gatewatch snapshot` wrote'],
    ['null', 'expected a file that `gatewatch snapshot` wrote'],
    ['"gatewatch-snapshot"', 'expected a file that `gatewatch snapshot` wrote'],
    ['', 'expected a file that `gatewatch snapshot` wrote; this is not JSON'],
  ];
  for (const [content, message] of cases) assert.equal(messageOf(content), message);
});
