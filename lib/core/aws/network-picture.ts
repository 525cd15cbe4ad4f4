import { NETWORK_READER_ACTIONS } from './network-reader.ts';
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

/** What is between subnets, VPCs and sites, in the words of the EC2 API. */
export interface NatGateway {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** `available`, `pending`, `failed`, `deleting`, `deleted` … as EC2 says. */
  readonly state: string;
  /** `public` | `private` */
  readonly connectivity: string;
  readonly privateAddress: string;
  readonly publicAddress?: string;
}

export interface VpcPeering {
  readonly id: string;
  /** `active`, `pending-acceptance`, `rejected`, `expired` … as EC2 says. */
  readonly state: string;
  readonly requesterVpcId: string;
  readonly accepterVpcId: string;
}

/** A transit gateway attachment with the subnets it is in, where it is a VPC's. */
export interface TransitAttachment {
  readonly id: string;
  readonly transitGatewayId: string;
  /** `vpc`, `vpn`, `direct-connect-gateway`, `peering`, `connect` … as EC2 says. */
  readonly resourceType: string;
  readonly resourceId: string;
  readonly state: string;
  /** The route table that decides for what comes in here; absent where it is associated with none. */
  readonly routeTableId?: string;
  readonly subnetIds: readonly string[];
}

export interface TransitTable {
  readonly id: string;
  readonly transitGatewayId: string;
  readonly routes: readonly {
    readonly destination: string;
    /** `static` | `propagated` */
    readonly type: string;
    /** `active` | `blackhole` … */
    readonly state: string;
    readonly attachmentIds: readonly string[];
  }[];
}

/** The network of one account and Region, as far as it was read. */
export interface NetworkPicture {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly interfaces: readonly NetworkInterface[];
  readonly endpoints: readonly VpcEndpoint[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables: readonly RouteTable[];
  readonly prefixLists: readonly PrefixList[];
  readonly natGateways: readonly NatGateway[];
  readonly peerings: readonly VpcPeering[];
  readonly transitAttachments: readonly TransitAttachment[];
  readonly transitTables: readonly TransitTable[];
  /** IAM actions that were refused: what they would have shown is missing. */
  readonly refused: readonly string[];
}

/** Reads the part of a picture that decides how something in a VPC reaches a service. */
export interface PictureReader {
  /**
   * Without what leads to other networks: peerings and transit gateways.
   *
   * @param callers - the interfaces that ask
   * @param service - as in `com.amazonaws.<region>.<service>`: only its endpoints have their interfaces read
   * @throws {AwsRefusal} with the first action that was refused, throttled or unavailable
   */
  readonly ofService: (
    vpcId: string,
    callers: readonly NetworkInterface[],
    service: string,
    signal: AbortSignal,
  ) => Promise<NetworkPicture>;
}

/** The IAM actions behind it. */
export const PICTURE_READER_ACTIONS = [
  ...Object.values(NETWORK_READER_ACTIONS).flat(),
  'ec2:DescribeNatGateways',
] as const;
