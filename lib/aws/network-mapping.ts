import type * as ec2 from '@aws-sdk/client-ec2';
import type { NatGateway, VpcPeering } from '../core/aws/network-picture.ts';
import type {
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  RulePeer,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../core/aws/network-state.ts';
import { present, tagsOf } from './ec2-filters.ts';

/** EC2's words for a network, turned into ours. Whatever EC2 leaves out is empty, never invented. */

export function toVpc(vpc: ec2.Vpc): Vpc {
  const v4 = (vpc.CidrBlockAssociationSet ?? []).filter((one) => isAssociated(one.CidrBlockState));
  const v6 = (vpc.Ipv6CidrBlockAssociationSet ?? []).filter((one) => isAssociated(one.Ipv6CidrBlockState));
  return {
    id: vpc.VpcId ?? '',
    cidrs: [
      ...new Set([...present(v4.map((one) => one.CidrBlock)), ...present([vpc.CidrBlock])]),
      ...present(v6.map((one) => one.Ipv6CidrBlock)),
    ],
  };
}

function isAssociated(state: { readonly State?: string | undefined } | undefined): boolean {
  return state?.State === undefined || state.State.toLowerCase() === 'associated';
}

export function toSubnet(subnet: ec2.Subnet): Subnet {
  const v6 = (subnet.Ipv6CidrBlockAssociationSet ?? []).filter((one) => isAssociated(one.Ipv6CidrBlockState));
  return {
    id: subnet.SubnetId ?? '',
    vpcId: subnet.VpcId ?? '',
    cidrs: [...present([subnet.CidrBlock]), ...present(v6.map((one) => one.Ipv6CidrBlock))],
    availabilityZone: subnet.AvailabilityZone ?? '',
    ...(subnet.AvailableIpAddressCount !== undefined && { freeAddresses: subnet.AvailableIpAddressCount }),
  };
}

export function toInterface(eni: ec2.NetworkInterface): NetworkInterface {
  const v4 = (eni.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress);
  const v6 = (eni.Ipv6Addresses ?? []).map((one) => one.Ipv6Address);
  const associations = [eni.Association, ...(eni.PrivateIpAddresses ?? []).map((one) => one.Association)];
  return {
    id: eni.NetworkInterfaceId ?? '',
    vpcId: eni.VpcId ?? '',
    subnetId: eni.SubnetId ?? '',
    addresses: [...new Set(present([eni.PrivateIpAddress, ...v4, ...v6]))],
    publicAddresses: [...new Set(present(associations.map((one) => one?.PublicIp)))],
    securityGroupIds: present(eni.Groups?.map((one) => one.GroupId)),
    interfaceType: eni.InterfaceType ?? '',
    description: eni.Description ?? '',
    status: eni.Status ?? '',
    ...(eni.Attachment?.InstanceId !== undefined && { instanceId: eni.Attachment.InstanceId }),
  };
}

export function toGroup(group: ec2.SecurityGroup, rules: readonly ec2.SecurityGroupRule[]): SecurityGroup {
  return {
    id: group.GroupId ?? '',
    name: group.GroupName ?? '',
    vpcId: group.VpcId ?? '',
    ...(group.OwnerId !== undefined && { ownerId: group.OwnerId }),
    rules: rules.flatMap((rule) => toRule(rule) ?? []),
  };
}

export function toNatGateway(gateway: ec2.NatGateway): NatGateway {
  const addresses = gateway.NatGatewayAddresses ?? [];
  const primary = addresses.find((one) => one.IsPrimary === true) ?? addresses[0];
  return {
    id: gateway.NatGatewayId ?? '',
    vpcId: gateway.VpcId ?? '',
    subnetId: gateway.SubnetId ?? '',
    state: gateway.State ?? '',
    connectivity: gateway.ConnectivityType ?? 'public',
    privateAddress: primary?.PrivateIp ?? '',
    ...(primary?.PublicIp !== undefined && { publicAddress: primary.PublicIp }),
  };
}

export function toPeering(peering: ec2.VpcPeeringConnection): VpcPeering {
  return {
    id: peering.VpcPeeringConnectionId ?? '',
    state: peering.Status?.Code ?? '',
    requesterVpcId: peering.RequesterVpcInfo?.VpcId ?? '',
    accepterVpcId: peering.AccepterVpcInfo?.VpcId ?? '',
  };
}

/** Undefined for a rule without a peer, which EC2 does not make. */
function toRule(rule: ec2.SecurityGroupRule): SecurityGroupRule | undefined {
  const peer = peerOf(rule);
  if (peer === undefined) return undefined;
  return {
    ...(rule.SecurityGroupRuleId !== undefined && { id: rule.SecurityGroupRuleId }),
    direction: rule.IsEgress === true ? 'egress' : 'ingress',
    protocol: rule.IpProtocol ?? '-1',
    fromPort: rule.FromPort ?? null,
    toPort: rule.ToPort ?? null,
    peer,
  };
}

function peerOf(rule: ec2.SecurityGroupRule): RulePeer | undefined {
  const cidr = rule.CidrIpv4 ?? rule.CidrIpv6;
  if (cidr !== undefined) return { kind: 'cidr', cidr };
  if (rule.PrefixListId !== undefined) return { kind: 'prefix-list', prefixListId: rule.PrefixListId };
  const group = rule.ReferencedGroupInfo;
  if (group?.GroupId === undefined) return undefined;
  return {
    kind: 'security-group',
    groupId: group.GroupId,
    ...(group.UserId !== undefined && { ownerId: group.UserId }),
  };
}

export function toAcl(acl: ec2.NetworkAcl): NetworkAcl {
  return {
    id: acl.NetworkAclId ?? '',
    vpcId: acl.VpcId ?? '',
    isDefault: acl.IsDefault ?? false,
    subnetIds: present(acl.Associations?.map((one) => one.SubnetId)),
    entries: (acl.Entries ?? []).map((entry) => ({
      ruleNumber: entry.RuleNumber ?? 0,
      egress: entry.Egress ?? false,
      protocol: entry.Protocol ?? '-1',
      action: entry.RuleAction === 'allow' ? 'allow' : 'deny',
      cidr: entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '',
      // Of ICMP an entry names a type and a code, as a group's rule does where others name ports.
      fromPort: entry.PortRange?.From ?? entry.IcmpTypeCode?.Type ?? null,
      toPort: entry.PortRange?.To ?? entry.IcmpTypeCode?.Code ?? null,
    })),
  };
}

export function toRouteTable(table: ec2.RouteTable): RouteTable {
  const associations = (table.Associations ?? []).filter((one) => {
    const state = one.AssociationState?.State?.toLowerCase();
    return state !== 'disassociated' && state !== 'failed';
  });
  return {
    id: table.RouteTableId ?? '',
    vpcId: table.VpcId ?? '',
    isMain: associations.some((one) => one.Main === true),
    subnetIds: present(associations.map((one) => one.SubnetId)),
    propagatingGatewayIds: present(table.PropagatingVgws?.map((one) => one.GatewayId)),
    routes: (table.Routes ?? []).flatMap((route) => toRoute(route) ?? []),
  };
}

const ORIGINS: Readonly<Record<string, Route['origin']>> = {
  CreateRouteTable: 'table',
  CreateRoute: 'created',
  EnableVgwRoutePropagation: 'propagated',
  Advertisement: 'advertised',
};

function toRoute(route: ec2.Route): Route | undefined {
  const cidr = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  const list = route.DestinationPrefixListId;
  if (cidr === undefined && list === undefined) return undefined;
  const state = route.State?.toLowerCase();
  return {
    destination:
      cidr === undefined ? { kind: 'prefix-list', prefixListId: list ?? '' } : { kind: 'cidr', cidr },
    target: targetOf(route),
    state: state === 'active' || state === 'blackhole' ? state : 'other',
    origin: ORIGINS[route.Origin ?? ''] ?? 'created',
  };
}

/** EC2 puts several kinds of gateway into one field; the id's prefix says which it is. */
const GATEWAY_PREFIXES = {
  'igw-': 'internet-gateway',
  'vgw-': 'virtual-private-gateway',
  'vpce-': 'vpc-endpoint',
} as const;

function targetOf(route: ec2.Route): Route['target'] {
  const gateway = route.GatewayId;
  if (gateway === 'local') return { kind: 'local', id: 'local' };
  if (gateway !== undefined) {
    const prefix = Object.entries(GATEWAY_PREFIXES).find(([start]) => gateway.startsWith(start));
    return { kind: prefix?.[1] ?? 'other', id: gateway };
  }
  const candidates: readonly [Route['target']['kind'], string | undefined][] = [
    ['nat-gateway', route.NatGatewayId],
    ['transit-gateway', route.TransitGatewayId],
    ['vpc-peering-connection', route.VpcPeeringConnectionId],
    ['egress-only-internet-gateway', route.EgressOnlyInternetGatewayId],
    ['local-gateway', route.LocalGatewayId],
    ['carrier-gateway', route.CarrierGatewayId],
    ['core-network', route.CoreNetworkArn],
    ['network-interface', route.NetworkInterfaceId],
    ['other', route.InstanceId],
  ];
  const found = candidates.find(([, id]) => id !== undefined);
  return { kind: found?.[0] ?? 'other', id: found?.[1] ?? '' };
}

export function toVpcEndpoint(endpoint: ec2.VpcEndpoint): VpcEndpoint {
  const why = endpoint.LastError?.Message ?? endpoint.FailureReason;
  return {
    id: endpoint.VpcEndpointId ?? '',
    vpcId: endpoint.VpcId ?? '',
    type: endpoint.VpcEndpointType ?? '',
    serviceName: endpoint.ServiceName ?? '',
    // The SDK's enum says `Available`, the wire says `available`.
    state: (endpoint.State ?? '').toLowerCase(),
    ...(why !== undefined && why !== '' && { stateMessage: why }),
    networkInterfaceIds: present(endpoint.NetworkInterfaceIds),
    subnetIds: present(endpoint.SubnetIds),
    securityGroupIds: present(endpoint.Groups?.map((one) => one.GroupId)),
    dnsNames: present(endpoint.DnsEntries?.map((one) => one.DnsName)),
    privateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
    ...((endpoint.Tags ?? []).length > 0 && { tags: tagsOf(endpoint.Tags) }),
    ...(endpoint.OwnerId !== undefined && { owner: endpoint.OwnerId }),
    ...(endpoint.PolicyDocument !== undefined && { policy: endpoint.PolicyDocument }),
  };
}
