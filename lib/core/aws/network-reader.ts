import type {
  NetworkAcl,
  NetworkInterface,
  PrefixList,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from './network-state.ts';

/** Which network interfaces are wanted. `vpcId` narrows addresses, which VPCs may share. */
export type NetworkInterfaceQuery =
  | { readonly by: 'id'; readonly ids: readonly string[] }
  | { readonly by: 'address'; readonly addresses: readonly string[]; readonly vpcId?: string }
  | { readonly by: 'instance'; readonly instanceIds: readonly string[] };

/**
 * Reads what of EC2 decides whether a packet passes. All answers are whole: pages are followed, however many.
 *
 * What does not exist is absent from the answer, never an exception (ask by filter: by id, EC2 rejects the whole
 * request for one unknown id). An empty list of ids answers an empty list without asking.
 *
 * Every method rejects with `AwsRefusal` where AWS refuses or throttles, its `action` from `NETWORK_READER_ACTIONS`,
 * and ends when `signal` is aborted.
 */
export interface NetworkReader {
  readonly networkInterfaces: (
    query: NetworkInterfaceQuery,
    signal: AbortSignal,
  ) => Promise<readonly NetworkInterface[]>;
  readonly securityGroups: (ids: readonly string[], signal: AbortSignal) => Promise<readonly SecurityGroup[]>;
  /** The ACL of each subnet; one that serves several subnets is answered once. */
  readonly networkAcls: (subnetIds: readonly string[], signal: AbortSignal) => Promise<readonly NetworkAcl[]>;
  /** The table of each subnet: the one associated with it, else its VPC's main table; each table once. */
  readonly routeTables: (subnets: readonly Subnet[], signal: AbortSignal) => Promise<readonly RouteTable[]>;
  readonly subnets: (
    query: { readonly ids: readonly string[] } | { readonly vpcId: string },
    signal: AbortSignal,
  ) => Promise<readonly Subnet[]>;
  readonly vpcs: (ids: readonly string[], signal: AbortSignal) => Promise<readonly Vpc[]>;
  readonly prefixLists: (ids: readonly string[], signal: AbortSignal) => Promise<readonly PrefixList[]>;
  readonly vpcEndpoints: (
    query:
      | { readonly ids: readonly string[] }
      | { readonly vpcId: string }
      /** An endpoint that owns one of these names, letter case and a final dot aside. */
      | { readonly dnsNames: readonly string[] },
    signal: AbortSignal,
  ) => Promise<readonly VpcEndpoint[]>;
}

/** The IAM actions behind each method. Kinds that use a reader list them as their permissions. */
export const NETWORK_READER_ACTIONS = {
  networkInterfaces: ['ec2:DescribeNetworkInterfaces'],
  securityGroups: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSecurityGroupRules'],
  networkAcls: ['ec2:DescribeNetworkAcls'],
  routeTables: ['ec2:DescribeRouteTables'],
  subnets: ['ec2:DescribeSubnets'],
  vpcs: ['ec2:DescribeVpcs'],
  prefixLists: ['ec2:DescribeManagedPrefixLists', 'ec2:GetManagedPrefixListEntries'],
  vpcEndpoints: ['ec2:DescribeVpcEndpoints'],
} as const satisfies Readonly<Record<keyof NetworkReader, readonly string[]>>;
