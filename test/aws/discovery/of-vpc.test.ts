import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { createDiscover, DISCOVERERS } from '../../../lib/aws/discovery/discoverers.ts';
import { DISCOVERABLE } from '../../../lib/config/schema.ts';
import type { DiscoveredTarget } from '../../../lib/core/aws/discovered-target.ts';
import { invalidGatewayRequest } from '../../support/aws-faults.ts';
import { filtered } from '../../support/ec2-filters.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { fakeDirectConnect, INTERFACE } from '../../support/fake-direct-connect.ts';
import { readClients } from '../../support/read-clients.ts';

const VPC = 'vpc-0123456789abcdef0';
const OTHER = 'vpc-0fedcba9876543210';
const TGW = 'tgw-0123456789abcdef0';

async function discover(t: TestContext, what: string, services: FakeServices, options?: FakeAwsOptions) {
  const { clients, fake } = await readClients(t, services, options);
  const { targets, refused } = await createDiscover(createAwsAccess(clients))(what, { vpc: VPC }, t.signal);
  return { targets, refused, ids: targets.map(({ id }) => id), names: targets.map(({ name }) => name), fake };
}

test('every word that gatewatch.yaml allows is looked for, and no other', async (t) => {
  assert.deepEqual(Object.keys(DISCOVERERS).sort(), [...DISCOVERABLE].sort());
  await assert.rejects(discover(t, 'unicorns', {}), /nothing discovers "unicorns"/);
});

const named = (Name: string) => [{ Key: 'Name', Value: Name }];
const connection = (n: string, more: object) => ({
  VpnConnectionId: `vpn-${n}`,
  State: 'available',
  ...more,
});
const attachments = [
  {
    TransitGatewayAttachmentId: 'tgw-attach-ours',
    TransitGatewayId: TGW,
    ResourceId: VPC,
    State: 'available',
  },
  {
    TransitGatewayAttachmentId: 'tgw-attach-gone',
    TransitGatewayId: 'tgw-2',
    ResourceId: VPC,
    State: 'deleted',
  },
  {
    TransitGatewayAttachmentId: 'tgw-attach-theirs',
    TransitGatewayId: TGW,
    ResourceId: OTHER,
    State: 'available',
  },
  {
    TransitGatewayAttachmentId: 'tgw-attach-second',
    TransitGatewayId: 'tgw-3',
    ResourceId: VPC,
    State: 'pendingAcceptance',
    Tags: named('second'),
  },
];
const vpnWorld: FakeServices = {
  ec2: {
    DescribeVpnConnections: () => ({
      VpnConnections: [
        connection('here', { VpnGatewayId: 'vgw-here', Tags: named('idc') }),
        connection('there', { VpnGatewayId: 'vgw-there' }),
        connection('detached', { VpnGatewayId: 'vgw-detached' }),
        connection('transit', { TransitGatewayId: TGW }),
        connection('elsewhere', { TransitGatewayId: 'tgw-elsewhere' }),
        connection('cloudwan', { CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/x' }),
        connection('gone', { VpnGatewayId: 'vgw-here', State: 'deleted' }),
      ],
    }),
    DescribeVpnGateways: ({ Filters }) => ({
      VpnGateways: filtered(
        [
          { VpnGatewayId: 'vgw-here', VpcAttachments: [{ VpcId: VPC, State: 'attached' }] },
          { VpnGatewayId: 'vgw-there', VpcAttachments: [{ VpcId: OTHER, State: 'attached' }] },
          { VpnGatewayId: 'vgw-detached', VpcAttachments: [{ VpcId: OTHER, State: 'detached' }] },
        ],
        Filters,
        { 'vpn-gateway-id': (one) => [one.VpnGatewayId] },
      ),
    }),
    DescribeTransitGatewayAttachments: ({ Filters }) => ({
      TransitGatewayAttachments: filtered(attachments, Filters, { 'resource-id': (one) => [one.ResourceId] }),
    }),
  },
};

test('connections that end in the VPC are found, and those that end nowhere that is told', async (t) => {
  const { ids, names, refused } = await discover(t, 'vpn', vpnWorld, { pageSize: 1 });
  assert.deepEqual(ids, ['vpn-here', 'vpn-detached', 'vpn-transit', 'vpn-cloudwan']);
  assert.deepEqual(names.slice(0, 2), ['idc', 'vpn-detached']);
  assert.deepEqual(refused, []);
});

test('what AWS refuses to tell of where a connection ends never makes it vanish', async (t) => {
  const deny = ['ec2:DescribeVpnGateways', 'ec2:DescribeTransitGatewayAttachments'];
  const { ids, refused } = await discover(t, 'vpn', vpnWorld, { deny });
  assert.deepEqual(ids, [
    'vpn-here',
    'vpn-there',
    'vpn-detached',
    'vpn-transit',
    'vpn-elsewhere',
    'vpn-cloudwan',
  ]);
  assert.deepEqual(refused.map(({ action }) => action).sort(), deny.sort());
});

const line = (n: string, more: object) => ({ ...INTERFACE, virtualInterfaceId: `dxvif-${n}`, ...more });
const association = (type: string, id: string, associationState = 'associated') => ({
  associationState,
  associatedGateway: { id, type },
});
const lineWorld: FakeServices = fakeDirectConnect(
  [
    line('here', { virtualGatewayId: 'vgw-here', tags: [{ key: 'Name', value: 'idc' }] }),
    line('there', { virtualGatewayId: 'vgw-there' }),
    line('private', { directConnectGatewayId: 'dxgw-private' }),
    line('transit', { directConnectGatewayId: 'dxgw-transit' }),
    line('transit2', { directConnectGatewayId: 'dxgw-transit' }),
    line('away', { directConnectGatewayId: 'dxgw-away' }),
    line('unused', { directConnectGatewayId: 'dxgw-unused' }),
    line('public', { virtualInterfaceType: 'public' }),
    line('cloudwan', { directConnectGatewayId: 'dxgw-cloudwan' }),
    line('gone', { virtualGatewayId: 'vgw-here', virtualInterfaceState: 'deleted' }),
  ],
  [],
  {
    'dxgw-private': [
      association('virtualPrivateGateway', 'vgw-there'),
      association('virtualPrivateGateway', 'vgw-here', 'updating'),
    ],
    'dxgw-transit': [association('transitGateway', TGW)],
    'dxgw-away': [
      association('transitGateway', 'tgw-elsewhere'),
      association('virtualPrivateGateway', 'vgw-of-another-account'),
      association('virtualPrivateGateway', 'vgw-here', 'disassociated'),
    ],
    'dxgw-cloudwan': [{ associationState: 'associated', associatedCoreNetwork: { id: 'core-network-1' } }],
  },
);

test('virtual interfaces that lead to the VPC are found, and those that lead nowhere that is told', async (t) => {
  const { ids, names, refused, fake } = await discover(
    t,
    'direct-connect',
    { ...vpnWorld, ...lineWorld },
    { pageSize: 1 },
  );
  assert.deepEqual(
    ids,
    ['here', 'private', 'transit', 'transit2', 'unused', 'public', 'cloudwan'].map((one) => `dxvif-${one}`),
  );
  assert.deepEqual(names[0], 'idc');
  assert.deepEqual(refused, []);
  const asked = fake.calls.filter(
    ({ operation }) => operation === 'DescribeDirectConnectGatewayAssociations',
  );
  assert.equal(asked.length, 2 + 1 + 3 + 1 + 1, 'each gateway once, page by page');
});

test('where a virtual interface leads that AWS refuses to tell, it never vanishes', async (t) => {
  const deny = [
    'directconnect:DescribeDirectConnectGatewayAssociations',
    'ec2:DescribeTransitGatewayAttachments',
    'ec2:DescribeVpnGateways',
  ];
  const { ids, refused } = await discover(t, 'direct-connect', { ...vpnWorld, ...lineWorld }, { deny });
  assert.equal(ids.length, 9);
  assert.deepEqual(refused.map(({ action }) => action).sort(), [deny[0], deny[2]]);
});

test('a refused listing is told, for every word', async (t) => {
  const listing = {
    'storage-gateway': 'storagegateway:ListGateways',
    vpn: 'ec2:DescribeVpnConnections',
    'transit-gateway': 'ec2:DescribeTransitGatewayAttachments',
    'instance-connect': 'ec2:DescribeInstanceConnectEndpoints',
    'client-vpn': 'ec2:DescribeClientVpnEndpoints',
    'direct-connect': 'directconnect:DescribeVirtualInterfaces',
  } as const;
  for (const what of DISCOVERABLE) {
    const deny = [listing[what]];
    const world: FakeServices = {
      ec2: {
        ...vpnWorld.ec2,
        DescribeClientVpnEndpoints: () => ({ ClientVpnEndpoints: [] }),
        DescribeInstanceConnectEndpoints: () => ({ InstanceConnectEndpoints: [] }),
        DescribeVpcs: () => ({ Vpcs: [] }),
        DescribeVpcEndpoints: () => ({ VpcEndpoints: [] }),
      },
      ...lineWorld,
      storagegateway: { ListGateways: () => ({ Gateways: [] }) },
    };
    const { ids, refused } = await discover(t, what, world, { deny });
    assert.deepEqual([what, ids, refused], [what, [], [{ code: 'access-denied', action: deny[0] }]]);
  }
});

test('the VPC’s own attachments are found, to however many gateways, page by page', async (t) => {
  const { ids, names } = await discover(t, 'transit-gateway', vpnWorld, { pageSize: 1 });
  assert.deepEqual(ids, ['tgw-attach-ours', 'tgw-attach-second']);
  assert.deepEqual(names, ['tgw-attach-ours', 'second']);
});

test('Client VPN endpoints of the VPC are found, and those that stand in none yet', async (t) => {
  const endpoint = (n: string, more: object) => ({
    ClientVpnEndpointId: `cvpn-endpoint-${n}`,
    Status: { Code: 'available' },
    ...more,
  });
  const { ids } = await discover(
    t,
    'client-vpn',
    {
      ec2: {
        DescribeClientVpnEndpoints: () => ({
          ClientVpnEndpoints: [
            endpoint('here', { VpcId: VPC }),
            endpoint('there', { VpcId: OTHER }),
            endpoint('nowhere', { Status: { Code: 'pending-associate' } }),
            endpoint('gone', { VpcId: VPC, Status: { Code: 'deleted' } }),
          ],
        }),
      },
    },
    { pageSize: 1 },
  );
  assert.deepEqual(ids, ['cvpn-endpoint-here', 'cvpn-endpoint-nowhere']);
});

const arn = (id: string) => `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${id}`;
const endpointName = (id: string) => `${id}-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;
const vpcEndpoint = (VpcEndpointId: string, more: object = {}) => ({
  VpcEndpointId,
  VpcId: VPC,
  State: 'available',
  ServiceName: 'com.amazonaws.ap-northeast-2.storagegateway',
  DnsEntries: [{ DnsName: endpointName(VpcEndpointId) }],
  ...more,
});
const ENDPOINTS = [
  vpcEndpoint('vpce-01'),
  vpcEndpoint('vpce-02'),
  vpcEndpoint('vpce-03', { State: 'deleted' }),
  vpcEndpoint('vpce-04', { ServiceName: 'com.amazonaws.ap-northeast-2.s3' }),
  vpcEndpoint('vpce-05', { VpcId: OTHER }),
];
const gatewayWorld: FakeServices = {
  storagegateway: {
    ListGateways: () => ({
      Gateways: ['sgw-AAAAAAAA', 'sgw-BBBBBBBB', 'sgw-CCCCCCCC', 'sgw-DDDDDDDD'].map((id) => ({
        GatewayId: id,
        GatewayARN: arn(id),
        GatewayName: id,
      })),
    }),
    DescribeGatewayInformation: ({ GatewayARN = '' }) => {
      const id = GatewayARN.slice(GatewayARN.lastIndexOf('/') + 1);
      const facts: Readonly<Record<string, object>> = {
        'sgw-AAAAAAAA': {
          GatewayNetworkInterfaces: [{ Ipv4Address: '10.0.1.20' }],
          VPCEndpoint: `${endpointName('vpce-0f')}.`,
        },
        'sgw-BBBBBBBB': {
          GatewayNetworkInterfaces: [{ Ipv4Address: '192.168.9.20' }],
          VPCEndpoint: endpointName('vpce-01').toUpperCase(),
        },
        'sgw-CCCCCCCC': {
          GatewayNetworkInterfaces: [{ Ipv4Address: '192.168.9.21' }],
          VPCEndpoint: endpointName('vpce-05'),
        },
      };
      return { GatewayId: id, GatewayARN, GatewayState: 'RUNNING', ...facts[id] };
    },
  },
  ec2: {
    DescribeVpcs: () => ({ Vpcs: [{ VpcId: VPC, CidrBlock: '10.0.0.0/16' }] }),
    DescribeVpcEndpoints: ({ Filters }) => ({
      VpcEndpoints: filtered(ENDPOINTS, Filters, { 'vpc-id': (one) => [one.VpcId] }),
    }),
  },
};

test('gateways of the VPC are those with an address in it, or on its endpoint; one that tells neither is kept', async (t) => {
  const { ids } = await discover(t, 'storage-gateway', gatewayWorld);
  assert.deepEqual(ids.filter(isGateway), ['sgw-AAAAAAAA', 'sgw-BBBBBBBB', 'sgw-DDDDDDDD']);
});

const isGateway = (id: string) => id.startsWith('sgw-');
const endpointsIn = (targets: readonly DiscoveredTarget[]) =>
  targets.flatMap((one) => (one.type === 'storage-gateway-endpoint' ? [`${one.id} ${one.endpoint}`] : []));

test('endpoints are those of the VPC, page by page, and those its gateways use elsewhere, each once', async (t) => {
  const { targets } = await discover(t, 'storage-gateway', gatewayWorld, { pageSize: 1 });
  assert.deepEqual(endpointsIn(targets), [
    `vpce-0f ${endpointName('vpce-0f')}`,
    'vpce-01 vpce-01',
    'vpce-02 vpce-02',
  ]);
});

test('an endpoint stays when its gateway goes offline, and a gateway moved to another has that one followed', async (t) => {
  const describe = gatewayWorld.storagegateway?.DescribeGatewayInformation;
  const world = (DescribeGatewayInformation: NonNullable<typeof describe>): FakeServices => ({
    ...gatewayWorld,
    storagegateway: { ...gatewayWorld.storagegateway, DescribeGatewayInformation },
  });
  const offline = await discover(
    t,
    'storage-gateway',
    world(() => {
      throw invalidGatewayRequest('GatewayNotConnected');
    }),
  );
  assert.deepEqual(endpointsIn(offline.targets), ['vpce-01 vpce-01', 'vpce-02 vpce-02']);
  const moved = await discover(
    t,
    'storage-gateway',
    world((input) => ({
      GatewayId: 'sgw-AAAAAAAA',
      GatewayARN: input.GatewayARN,
      GatewayState: 'RUNNING',
      GatewayNetworkInterfaces: [{ Ipv4Address: '10.0.1.20' }],
      VPCEndpoint: endpointName('vpce-0a'),
    })),
  );
  assert.deepEqual(endpointsIn(moved.targets)[0], `vpce-0a ${endpointName('vpce-0a')}`);
});

test('where endpoints may not be listed, those that gateways of the VPC name are left, and the refusal is told', async (t) => {
  const deny = ['ec2:DescribeVpcEndpoints'];
  const { targets, refused } = await discover(t, 'storage-gateway', gatewayWorld, { deny });
  assert.deepEqual(endpointsIn(targets), [`vpce-0f ${endpointName('vpce-0f')}`]);
  assert.deepEqual(refused, [{ code: 'access-denied', action: 'ec2:DescribeVpcEndpoints' }]);
  const throttled = await discover(t, 'storage-gateway', gatewayWorld, {
    throttle: { 'ec2:DescribeVpcEndpoints': 1 },
  });
  assert.deepEqual([throttled.refused, endpointsIn(throttled.targets).length], [[], 3]);
});

test('when AWS does not tell the VPC’s addresses, no gateway is left out', async (t) => {
  const { ids, refused } = await discover(t, 'storage-gateway', gatewayWorld, { deny: ['ec2:DescribeVpcs'] });
  assert.equal(ids.filter(isGateway).length, 4);
  assert.deepEqual(refused, [{ code: 'access-denied', action: 'ec2:DescribeVpcs' }]);
});

test('each discoverer asks for no action but those it declares', async (t) => {
  for (const what of ['vpn', 'transit-gateway', 'storage-gateway', 'direct-connect'] as const) {
    const world = what === 'storage-gateway' ? gatewayWorld : { ...vpnWorld, ...lineWorld };
    const { fake } = await discover(t, what, world);
    const used = new Set(fake.calls.map(({ service, operation }) => `${service}:${operation}`));
    assert.deepEqual([...used].sort(), [...DISCOVERERS[what].actions].sort());
  }
});
