import type { RouteTable } from '../../../lib/core/aws/network-state.ts';
import type { TransitGatewayAttachment, TransitRoute } from '../../../lib/core/aws/transit-gateway-reader.ts';
import type { DescribedAttachment } from '../../../lib/probes/transit-gateway/attachment.ts';
import type { TransitGatewayObservation } from '../../../lib/probes/transit-gateway/observe.ts';
import type { Sample } from '../../support/sample.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const ID = 'tgw-attach-0123456789abcdef0';
const TGW = 'tgw-0123456789abcdef0';
const TRANSIT_TABLE = 'tgw-rtb-0123456789abcdef0';
const VPC = 'vpc-0123456789abcdef0';
const ACCOUNT = '123456789012';

const ATTACHMENT: TransitGatewayAttachment = {
  id: ID,
  transitGatewayId: TGW,
  transitGatewayOwnerId: ACCOUNT,
  resourceType: 'vpc',
  resourceId: VPC,
  resourceOwnerId: ACCOUNT,
  state: 'available',
  association: { routeTableId: TRANSIT_TABLE, state: 'associated' },
  tags: { Name: 'hub' },
};

const route = (cidr: string, target: string, state: 'active' | 'blackhole' = 'active') => ({
  destination: { kind: 'cidr' as const, cidr },
  target: { kind: 'transit-gateway' as const, id: target },
  state,
  origin: 'created' as const,
});
const TABLE: RouteTable = {
  id: 'rtb-0123456789abcdef0',
  vpcId: VPC,
  isMain: true,
  subnetIds: [],
  propagatingGatewayIds: [],
  routes: [route('10.60.0.0/16', TGW)],
};
const BARE = { ...TABLE, id: 'rtb-0fedcba9876543210', isMain: false, routes: [] };

const transitRoute = (state: string, attachmentIds: readonly string[] = ['tgw-attach-2']): TransitRoute => ({
  destination: '10.60.0.0/16',
  type: 'static',
  state,
  attachmentIds,
  resourceIds: ['vpn-0123456789abcdef0'],
});

export function described(
  attachment: Partial<TransitGatewayAttachment> = {},
  more: Partial<DescribedAttachment> = {},
): DescribedAttachment {
  return withoutUndefined({
    outcome: 'described',
    attachment: { ...ATTACHMENT, ...attachment },
    vpcSide: { vpcId: VPC, subnetIds: ['subnet-0123456789abcdef0'], applianceMode: 'disable' },
    tableIds: [TRANSIT_TABLE],
    multicastDomains: [],
    propagations: [{ tableId: TRANSIT_TABLE, state: 'enabled' }],
    staticIn: [],
    deadRoutes: [],
    answers: [],
    routeTables: [TABLE],
    refused: [],
    ...more,
  });
}

const spec = { attachment: ID };
const reaching = { attachment: ID, reaches: ['10.60.1.10'] };
export const specs = [
  spec,
  { tags: { Name: 'hub' } },
  { attachment: ID, reaches: ['10.60.0.0/16'], subnets: ['subnet-0123456789abcdef0'], historyMinutes: 30 },
];

type Shown = Sample<object, TransitGatewayObservation> & { readonly title: string };
const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });
const unknown = (reason: string) => ({ status: 'unknown', reason });
const answer = (one: TransitRoute | undefined) => ({ answers: [{ destination: '10.60.1.10', route: one }] });

export const samples: readonly Shown[] = [
  { title: 'all in order', spec, observation: described(), expect: healthy },
  {
    title: 'all in order, and a destination',
    spec: reaching,
    observation: described({}, answer(transitRoute('active'))),
    expect: healthy,
  },
  {
    title: 'gone',
    spec,
    observation: { outcome: 'missing', others: ['tgw-attach-0fedcba9876543210 vpc-0123456789abcdef0'] },
    expect: failed('attachment-missing'),
  },
  {
    title: 'two of the same tags',
    spec: { tags: { Name: 'hub' } },
    observation: { outcome: 'ambiguous', others: [ID, 'tgw-attach-0fedcba9876543210'] },
    expect: unknown('attachment-missing'),
  },
  {
    title: 'neither the id nor the tags, and the account has no attachment',
    spec: { attachment: ID, tags: { Name: 'hub', Site: 'seoul' } },
    observation: { outcome: 'missing', others: [] },
    expect: failed('attachment-missing'),
  },
  {
    title: 'none of the tags among more attachments than are shown',
    spec: { tags: { Name: 'hub' } },
    observation: {
      outcome: 'missing',
      others: Array.from({ length: 21 }, (_, place) => `tgw-attach-${place}`),
    },
    expect: failed('attachment-missing'),
  },
  {
    title: 'deleted, as long as AWS still shows it',
    spec,
    observation: { outcome: 'missing', others: [], was: { ...ATTACHMENT, state: 'deleted' } },
    expect: failed('attachment-missing'),
  },
  {
    title: 'no word for the state',
    spec,
    observation: described({ state: '' }),
    expect: unknown('attachment-not-available'),
  },
  ...[
    'initiating',
    'initiatingRequest',
    'rollingBack',
    'pending',
    'deleting',
    'failed',
    'rejected',
    'rejecting',
    'failing',
  ].map((state) => ({
    title: `its state is ${state}`,
    spec,
    observation: described({ state }, { vpcSide: undefined, routeTables: [] }),
    expect: failed('attachment-not-available'),
  })),
  {
    title: 'waiting for the owner',
    spec,
    observation: described({ state: 'pendingAcceptance', association: undefined }),
    expect: failed('attachment-not-available'),
  },
  { title: 'being modified', spec, observation: described({ state: 'modifying' }), expect: healthy },
  {
    title: 'a state nobody knows',
    spec,
    observation: described({ state: 'levitating' }),
    expect: unknown('attachment-not-available'),
  },
  {
    title: 'associated with no table',
    spec,
    observation: described({ association: undefined }),
    expect: failed('attachment-not-associated'),
  },
  ...['associating', 'disassociating', 'disassociated'].map((state) => ({
    title: `it is ${state}`,
    spec,
    observation: described({ association: { routeTableId: TRANSIT_TABLE, state } }),
    expect: failed('attachment-not-associated'),
  })),
  {
    title: 'a gateway of another account, which takes the attachment out of its table',
    spec,
    observation: described(
      {
        transitGatewayOwnerId: '210987654321',
        association: { routeTableId: TRANSIT_TABLE, state: 'disassociating' },
      },
      { tableIds: [], propagations: [] },
    ),
    expect: failed('attachment-not-associated'),
  },
  {
    title: 'associated in a way nobody knows',
    spec,
    observation: described({ association: { routeTableId: TRANSIT_TABLE, state: 'loosely' } }),
    expect: unknown('attachment-not-associated'),
  },
  {
    title: 'a gateway of another account, whose tables are not told',
    spec,
    observation: described(
      { transitGatewayOwnerId: '210987654321', association: undefined },
      { tableIds: [], propagations: [] },
    ),
    expect: healthy,
  },
  {
    title: 'our own gateway, in no table',
    spec,
    observation: described({ association: undefined }, { tableIds: [], propagations: [] }),
    expect: failed('attachment-not-associated'),
  },
  {
    title: 'it carries multicast alone: no route table is needed',
    spec,
    observation: described(
      { association: undefined },
      { propagations: [], multicastDomains: ['tgw-mcast-domain-0123456789abcdef0'] },
    ),
    expect: healthy,
  },
  {
    title: 'it carries multicast, and must reach a site as well',
    spec: reaching,
    observation: described(
      { association: undefined },
      { propagations: [], multicastDomains: ['tgw-mcast-domain-0123456789abcdef0'] },
    ),
    expect: failed('attachment-not-associated'),
  },
  {
    title: 'a peering, which never propagates, with its static route',
    spec,
    observation: described(
      { resourceType: 'peering', resourceId: 'tgw-0fedcba9876543210' },
      { propagations: [], staticIn: [TRANSIT_TABLE], routeTables: [], vpcSide: undefined },
    ),
    expect: healthy,
  },
  ...['peering', 'tgw-peering'].map((resourceType) => ({
    title: `a ${resourceType} without its static route`,
    spec,
    observation: described(
      { resourceType, resourceId: 'tgw-0fedcba9876543210' },
      { propagations: [], routeTables: [], vpcSide: undefined },
    ),
    expect: failed('attachment-not-propagated'),
  })),
  {
    title: 'no table leads to it',
    spec,
    observation: described({}, { propagations: [] }),
    expect: failed('attachment-not-propagated'),
  },
  ...['disabling', 'disabled'].map((state) => ({
    title: `propagation is ${state}`,
    spec,
    observation: described(
      {},
      {
        tableIds: [TRANSIT_TABLE, 'tgw-rtb-0fedcba9876543210'],
        propagations: [{ tableId: TRANSIT_TABLE, state }],
      },
    ),
    expect: failed('attachment-not-propagated'),
  })),
  {
    title: 'propagation begins',
    spec,
    observation: described({}, { propagations: [{ tableId: TRANSIT_TABLE, state: 'enabling' }] }),
    expect: healthy,
  },
  {
    title: 'propagation in a state nobody knows',
    spec,
    observation: described({}, { propagations: [{ tableId: TRANSIT_TABLE, state: 'dreaming' }] }),
    expect: unknown('attachment-not-propagated'),
  },
  {
    title: 'an appliance, reached by a static route',
    spec,
    observation: described(
      {},
      {
        propagations: [],
        staticIn: [TRANSIT_TABLE],
        vpcSide: { vpcId: VPC, subnetIds: [], applianceMode: 'enable' },
      },
    ),
    expect: healthy,
  },
  ...['ec2:GetTransitGatewayRouteTablePropagations', 'ec2:SearchTransitGatewayRoutes'].map((action) => ({
    title: `${action} is refused: that is no missing propagation`,
    spec,
    observation: described({}, { propagations: [], refused: [{ code: 'access-denied', action }] }),
    expect: unknown('access-denied'),
  })),
  {
    title: 'the transit table knows no way',
    spec: reaching,
    observation: described({}, { ...answer(undefined), dropped: { blackhole: 0, noRoute: 412 } }),
    expect: failed('transit-route-missing'),
  },
  {
    title: 'the transit table drops it',
    spec: reaching,
    observation: described({}, answer(transitRoute('blackhole', []))),
    expect: failed('transit-route-blackhole'),
  },
  {
    title: 'a route was left behind by an attachment that is gone',
    spec,
    observation: described({}, { deadRoutes: [transitRoute('blackhole')] }),
    expect: { status: 'degraded', reason: 'transit-route-blackhole' },
  },
  {
    title: 'a route that was left behind and is asked for is told once, beside another one',
    spec: reaching,
    observation: described(
      {},
      {
        ...answer({ ...transitRoute('blackhole'), resourceIds: ['vpn-0123456789abcdef0(203.0.113.1)'] }),
        deadRoutes: [
          transitRoute('blackhole'),
          { ...transitRoute('blackhole'), destination: '10.70.0.0/16' },
        ],
      },
    ),
    expect: failed('transit-route-blackhole'),
  },
  {
    title: 'a route in a state nobody knows',
    spec: reaching,
    observation: described({}, answer(transitRoute('shimmering'))),
    expect: healthy,
  },
  {
    title: 'no table of the VPC leads back',
    spec,
    observation: described({}, { routeTables: [BARE] }),
    expect: failed('return-route-missing'),
  },
  {
    title: 'one of two tables leads back, and no subnets are named',
    spec,
    observation: described({}, { routeTables: [TABLE, BARE] }),
    expect: healthy,
  },
  {
    title: 'a named subnet’s table does not lead back',
    spec: { ...spec, subnets: ['subnet-0123456789abcdef0'] },
    observation: described({}, { routeTables: [BARE] }),
    expect: failed('return-route-missing'),
  },
  {
    title: 'two destinations that the tables of the named subnets do not lead back to',
    spec: {
      ...reaching,
      reaches: ['10.60.1.10', '10.70.0.0/16'],
      subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    },
    observation: described(
      {},
      {
        ...answer(transitRoute('active')),
        routeTables: [
          { ...BARE, subnetIds: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'] },
          { ...BARE, id: 'rtb-2', isMain: true },
        ],
      },
    ),
    expect: failed('return-route-missing'),
  },
  {
    title: 'the way back is a blackhole',
    spec: reaching,
    observation: described(
      {},
      {
        ...answer(transitRoute('active')),
        routeTables: [{ ...BARE, routes: [route('10.60.0.0/16', TGW, 'blackhole')] }],
      },
    ),
    expect: failed('return-route-missing'),
  },
  {
    title: 'the way back leads through a firewall',
    spec: reaching,
    observation: described(
      {},
      {
        ...answer(transitRoute('active')),
        routeTables: [
          {
            ...BARE,
            routes: [{ ...route('0.0.0.0/0', 'vpce-1'), target: { kind: 'vpc-endpoint', id: 'vpce-1' } }],
          },
        ],
      },
    ),
    expect: healthy,
  },
  {
    title: 'a VPN attachment, which has no VPC',
    spec,
    observation: described(
      { resourceType: 'vpn', resourceId: 'vpn-0123456789abcdef0' },
      { vpcSide: undefined, routeTables: [] },
    ),
    expect: healthy,
  },
];
