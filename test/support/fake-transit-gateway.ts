import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';

export const ATTACHMENT = 'tgw-attach-0123456789abcdef0';
const VPN_SIDE = 'tgw-attach-0fedcba9876543210';
export const TGW = 'tgw-0123456789abcdef0';
const VPC = 'vpc-0123456789abcdef0';
export const [FIRST, SECOND] = ['tgw-rtb-0aaaaaaaaaaaaaaaa', 'tgw-rtb-0bbbbbbbbbbbbbbbb'];

/** An attachment of a VPC, with everything in order unless a part is changed. */
export interface TransitWorld {
  readonly attachment: object;
  readonly propagatesIn: readonly string[];
  readonly propagation?: string;
  readonly routes: Readonly<Record<string, readonly object[]>>;
  readonly vpcRoutes: readonly object[];
  readonly dropped: readonly number[];
  /** Attachments of the gateway's one multicast domain; without it the gateway has none. */
  readonly multicast?: readonly string[];
}
export const DOMAIN = 'tgw-mcast-domain-0123456789abcdef0';
export const TO_SITE = {
  DestinationCidrBlock: '10.60.0.0/16',
  Type: 'propagated',
  State: 'active',
  TransitGatewayAttachments: [
    { TransitGatewayAttachmentId: VPN_SIDE, ResourceId: 'vpn-1', ResourceType: 'vpn' },
  ],
};
const WELL_CONNECTED: TransitWorld = {
  attachment: {},
  propagatesIn: [SECOND],
  routes: { [FIRST]: [TO_SITE] },
  vpcRoutes: [{ DestinationCidrBlock: '10.60.0.0/16', TransitGatewayId: TGW, State: 'active' }],
  dropped: [0, 0],
};

export function fakeTransitGateway(change: Partial<TransitWorld>): FakeServices {
  const world = { ...WELL_CONNECTED, ...change };
  const attachments = [
    {
      TransitGatewayAttachmentId: ATTACHMENT,
      TransitGatewayId: TGW,
      TransitGatewayOwnerId: '123456789012',
      ResourceOwnerId: '123456789012',
      ResourceType: 'vpc',
      ResourceId: VPC,
      State: 'available',
      Association: { TransitGatewayRouteTableId: FIRST, State: 'associated' },
      Tags: [{ Key: 'Name', Value: 'hub' }],
      ...world.attachment,
    },
  ];
  const tables = [FIRST, SECOND].map((TransitGatewayRouteTableId) => ({
    TransitGatewayRouteTableId,
    TransitGatewayId: TGW,
    State: 'available',
  }));
  const ofId = { 'transit-gateway-attachment-id': () => [ATTACHMENT] };
  const { propagation = 'enabled' } = world;
  return {
    ec2: {
      DescribeTransitGatewayAttachments: ({ Filters }) => ({
        TransitGatewayAttachments: filtered(attachments, Filters, ofId),
      }),
      DescribeTransitGatewayVpcAttachments: ({ Filters }) => ({
        TransitGatewayVpcAttachments: filtered(
          [{ VpcId: VPC, SubnetIds: ['subnet-1'], Options: { ApplianceModeSupport: 'disable' } }],
          Filters,
          ofId,
        ),
      }),
      DescribeTransitGatewayMulticastDomains: () => ({
        TransitGatewayMulticastDomains:
          world.multicast === undefined ? [] : [{ TransitGatewayMulticastDomainId: DOMAIN }],
      }),
      GetTransitGatewayMulticastDomainAssociations: ({ TransitGatewayMulticastDomainId }) => ({
        MulticastDomainAssociations:
          TransitGatewayMulticastDomainId === DOMAIN
            ? world.multicast?.map((TransitGatewayAttachmentId) => ({ TransitGatewayAttachmentId }))
            : [],
      }),
      DescribeTransitGatewayRouteTables: ({ Filters }) => ({
        TransitGatewayRouteTables: filtered(tables, Filters, {
          'transit-gateway-id': (one) => [one.TransitGatewayId],
        }),
      }),
      GetTransitGatewayRouteTablePropagations: ({ TransitGatewayRouteTableId: id = '' }) => ({
        TransitGatewayRouteTablePropagations: world.propagatesIn.includes(id)
          ? [
              {
                TransitGatewayAttachmentId: ATTACHMENT,
                ResourceId: VPC,
                ResourceType: 'vpc',
                State: propagation,
              },
            ]
          : [],
      }),
      // Every destination of these tests lies in the one route there is.
      SearchTransitGatewayRoutes: ({ TransitGatewayRouteTableId: id = '' }) => ({
        Routes: world.routes[id] ?? [],
        AdditionalRoutesAvailable: false,
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered([{ SubnetId: 'subnet-1', VpcId: VPC }], Filters, {
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeRouteTables: ({ Filters }) => ({
        RouteTables: filtered(
          [
            {
              RouteTableId: 'rtb-1',
              VpcId: VPC,
              Associations: [{ SubnetId: 'subnet-1' }],
              Routes: world.vpcRoutes,
            },
          ],
          Filters,
          {
            'association.subnet-id': () => ['subnet-1'],
            'association.main': () => ['false'],
            'vpc-id': (one) => [one.VpcId],
          },
        ),
      }),
    },
    monitoring: {
      GetMetricData: ({ MetricDataQueries = [] }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }, n) => ({
          Id,
          Values: [world.dropped[n] ?? 0],
          Timestamps: [new Date()],
          StatusCode: 'Complete',
        })),
      }),
    },
  };
}
