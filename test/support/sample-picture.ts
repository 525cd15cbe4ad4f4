import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import type { RouteTable, Subnet } from '../../lib/core/aws/network-state.ts';
import { acl, group, IDS, LOCAL, route, rule, sampleNetwork, table } from './sample-network.ts';

const id = (prefix: string, digit: string) => `${prefix}-${digit.repeat(17)}`;

/** Ids of what the sample picture has beside the sample network. */
export const PICTURE_IDS = {
  publicSubnet: id('subnet', 'e'),
  publicTable: id('rtb', 'e'),
  publicAcl: id('acl', 'e'),
  nat: id('nat', 'e'),
  internetGateway: id('igw', 'e'),
  otherVpc: id('vpc', '2'),
  otherSubnet: id('subnet', 'f'),
  otherTable: id('rtb', 'f'),
  otherAcl: id('acl', 'f'),
  otherGroup: id('sg', 'f'),
  otherInstance: id('i', 'f'),
  otherInterface: id('eni', 'f'),
  transitGateway: id('tgw', '1'),
  attachment: id('tgw-attach', '1'),
  otherAttachment: id('tgw-attach', '2'),
  transitTable: id('tgw-rtb', '1'),
  peering: id('pcx', '1'),
} as const;

export const OTHER_ADDRESS = '10.9.1.7';

const localOf = (cidr: string) => ({ ...LOCAL, destination: { kind: 'cidr' as const, cidr } });
const subnet = (subnetId: string, vpcId: string, cidr: string, zone = 'a'): Subnet => ({
  id: subnetId,
  vpcId,
  cidrs: [cidr],
  availabilityZone: `ap-northeast-2${zone}`,
});

/** Where the sample VPC's private subnets send what is not local. */
export function samplePicture(
  routes: RouteTable['routes'] = [],
  change: Partial<NetworkPicture> = {},
): NetworkPicture {
  const P = PICTURE_IDS;
  const network = sampleNetwork();
  const toTransit = { kind: 'transit-gateway', id: P.transitGateway } as const;
  return {
    ...network,
    vpcs: [...network.vpcs, { id: P.otherVpc, cidrs: ['10.9.0.0/16'] }],
    subnets: [
      ...network.subnets,
      subnet(P.publicSubnet, IDS.vpc, '10.0.8.0/24'),
      subnet(P.otherSubnet, P.otherVpc, '10.9.1.0/24'),
    ],
    interfaces: [
      ...network.interfaces,
      {
        id: P.otherInterface,
        vpcId: P.otherVpc,
        subnetId: P.otherSubnet,
        addresses: [OTHER_ADDRESS],
        publicAddresses: [],
        securityGroupIds: [P.otherGroup],
        interfaceType: 'interface',
        description: 'the file server of finance',
        instanceId: P.otherInstance,
        status: 'in-use',
      },
    ],
    securityGroups: [
      ...network.securityGroups,
      { ...group(P.otherGroup, [rule('ingress', 443, '10.0.0.0/16')], 'finance'), vpcId: P.otherVpc },
    ],
    networkAcls: [
      ...network.networkAcls,
      acl(P.publicAcl, [P.publicSubnet]),
      { ...acl(P.otherAcl, [P.otherSubnet]), vpcId: P.otherVpc },
    ],
    routeTables: [
      table(IDS.table, [], routes),
      table(IDS.endpointTable, [IDS.endpointSubnet], routes),
      table(
        P.publicTable,
        [P.publicSubnet],
        [route('0.0.0.0/0', { kind: 'internet-gateway', id: P.internetGateway })],
      ),
      {
        ...table(P.otherTable, [P.otherSubnet], []),
        vpcId: P.otherVpc,
        routes: [localOf('10.9.0.0/16'), route('10.0.0.0/16', toTransit)],
      },
    ],
    natGateways: [
      {
        id: P.nat,
        vpcId: IDS.vpc,
        subnetId: P.publicSubnet,
        state: 'available',
        connectivity: 'public',
        privateAddress: '10.0.8.4',
        publicAddress: '198.51.100.8',
      },
    ],
    peerings: [{ id: P.peering, state: 'active', requesterVpcId: IDS.vpc, accepterVpcId: P.otherVpc }],
    transitAttachments: [
      {
        id: P.attachment,
        transitGatewayId: P.transitGateway,
        resourceType: 'vpc',
        resourceId: IDS.vpc,
        state: 'available',
        routeTableId: P.transitTable,
        subnetIds: [IDS.gatewaySubnet],
      },
      {
        id: P.otherAttachment,
        transitGatewayId: P.transitGateway,
        resourceType: 'vpc',
        resourceId: P.otherVpc,
        state: 'available',
        routeTableId: P.transitTable,
        subnetIds: [P.otherSubnet],
      },
    ],
    transitTables: [
      {
        id: P.transitTable,
        transitGatewayId: P.transitGateway,
        routes: [
          { destination: '10.0.0.0/16', type: 'propagated', state: 'active', attachmentIds: [P.attachment] },
          {
            destination: '10.9.0.0/16',
            type: 'propagated',
            state: 'active',
            attachmentIds: [P.otherAttachment],
          },
        ],
      },
    ],
    refused: [],
    ...change,
  };
}
