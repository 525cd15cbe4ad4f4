/**
 * What of a VPC decides whether a packet passes, in plain values of our own: ids, addresses, CIDR blocks.
 * The names follow the EC2 API's; addresses and CIDR blocks are texts as EC2 writes them, IPv4 or IPv6.
 */

import type { Tags } from './aws-object.ts';

export interface Vpc {
  readonly id: string;
  /** Every associated block, IPv4 and IPv6; blocks that are being disassociated are left out. */
  readonly cidrs: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  /** The IPv4 block and the associated IPv6 blocks. */
  readonly cidrs: readonly string[];
  readonly availabilityZone: string;
  /** IPv4 addresses that are still free, where EC2 says so. */
  readonly freeAddresses?: number;
}

/** Who is at the other end of a security group's rule. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly prefixListId: string }
  /** Every interface that carries the group; `ownerId` where another account owns it. */
  | { readonly kind: 'security-group'; readonly groupId: string; readonly ownerId?: string };

/** `-1` (all), a name of `tcp`, `udp`, `icmp`, `icmpv6`, or an IANA protocol number as text. */
export type IpProtocol = string;

export interface SecurityGroupRule {
  /** `sgr-…`, where it was read. */
  readonly id?: string;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: IpProtocol;
  /** First and last port; both null where the rule names none (protocol -1 and protocols without ports), -1 as EC2 gives it. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: RulePeer;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly ownerId?: string;
  readonly rules: readonly SecurityGroupRule[];
}

export interface NetworkAclEntry {
  /** 32767 (IPv4) and 32768 (IPv6) are the `*` entries that deny the rest. */
  readonly ruleNumber: number;
  readonly egress: boolean;
  readonly protocol: IpProtocol;
  readonly action: 'allow' | 'deny';
  readonly cidr: string;
  /** Both null where the entry covers every port. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: string;
  readonly isDefault: boolean;
  readonly subnetIds: readonly string[];
  readonly entries: readonly NetworkAclEntry[];
}

export type RouteTargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'virtual-private-gateway'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'network-interface'
  /** Gateway endpoints and Gateway Load Balancer endpoints. */
  | 'vpc-endpoint'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'core-network'
  /** A kind that was not known when this was written; its id is kept. */
  | 'other';

export interface Route {
  readonly destination:
    | { readonly kind: 'cidr'; readonly cidr: string }
    | { readonly kind: 'prefix-list'; readonly prefixListId: string };
  /** `id` is `local` for the local route. */
  readonly target: { readonly kind: RouteTargetKind; readonly id: string };
  /** Anything but `active` and `blackhole` that EC2 may come to say is `other`. */
  readonly state: 'active' | 'blackhole' | 'other';
  /**
   * `table`: made with the route table (the local routes); `propagated`: by a virtual private gateway;
   * `advertised`: by a VPC Route Server. Only `created` routes can be replaced or deleted by a command.
   */
  readonly origin: 'table' | 'created' | 'propagated' | 'advertised';
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** The table of every subnet that is associated with none. */
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  /** Virtual private gateways whose routes are propagated into this table. */
  readonly propagatingGatewayIds: readonly string[];
  readonly routes: readonly Route[];
}

export interface NetworkInterface {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** Every private IPv4 and every IPv6 address, the primary first. */
  readonly addresses: readonly string[];
  readonly publicAddresses: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** `interface`, `vpc_endpoint`, `lambda`, `ec2_instance_connect_endpoint` … as EC2 says. */
  readonly interfaceType: string;
  readonly description: string;
  readonly instanceId?: string;
  readonly status: string;
}

export interface VpcEndpoint {
  readonly id: string;
  readonly vpcId: string;
  /** `Interface`, `Gateway`, `GatewayLoadBalancer` … as EC2 says. */
  readonly type: string;
  readonly serviceName: string;
  /** As EC2 says, in lower case: `available`, `pending`, `pendingacceptance` … */
  readonly state: string;
  /** AWS's own words on why it is not available, where it says. */
  readonly stateMessage?: string;
  readonly networkInterfaceIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** The regional name first, then one per zone, then private names. */
  readonly dnsNames: readonly string[];
  readonly privateDnsEnabled: boolean;
  readonly tags?: Tags;
  readonly owner?: string;
  /** JSON, of endpoints that take one; absent where AWS does not tell. */
  readonly policy?: string;
}

/** A managed prefix list, of AWS or of the customer, with its entries. */
export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
}

/**
 * The route table that decides for a subnet: its own, else the main one of its VPC.
 * Source: Amazon VPC User Guide, "Subnet route tables".
 *
 * @returns undefined where neither is among the tables
 */
export function tableOfSubnet(
  { id, vpcId }: Pick<Subnet, 'id' | 'vpcId'>,
  tables: readonly RouteTable[],
): RouteTable | undefined {
  return (
    tables.find(({ subnetIds }) => subnetIds.includes(id)) ??
    tables.find((table) => table.isMain && table.vpcId === vpcId)
  );
}

/** The prefix lists that rules and routes name, each once. */
export function prefixListIds(
  groups: readonly SecurityGroup[],
  tables: readonly RouteTable[] = [],
): readonly string[] {
  const named = [
    ...groups.flatMap(({ rules }) => rules.map(({ peer }) => peer)),
    ...tables.flatMap(({ routes }) => routes.map(({ destination }) => destination)),
  ];
  return [...new Set(named.flatMap((one) => (one.kind === 'prefix-list' ? [one.prefixListId] : [])))];
}
