import type { Tags } from './aws-object.ts';

/** An attachment. `association` is absent when it is in no route table. */
export interface TransitGatewayAttachment {
  readonly id: string;
  readonly transitGatewayId: string;
  readonly transitGatewayOwnerId?: string | undefined;
  /** `vpc` | `vpn` | `direct-connect-gateway` | `connect` | `peering` | `tgw-peering` …, as it came. */
  readonly resourceType: string;
  readonly resourceId?: string | undefined;
  readonly resourceOwnerId?: string | undefined;
  readonly state: string;
  readonly association?: { readonly routeTableId: string; readonly state: string } | undefined;
  readonly tags: Tags;
}

/** A VPC attachment's own side: which subnets hold its interfaces. */
export interface TransitGatewayVpcSide {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** `enable` | `disable` */
  readonly applianceMode?: string | undefined;
}

interface TransitGatewayRouteTable {
  readonly id: string;
  readonly state: string;
  readonly isDefaultAssociation: boolean;
  readonly isDefaultPropagation: boolean;
  readonly tags: Tags;
}

export interface TransitRoute {
  readonly destination: string;
  /** `static` | `propagated` */
  readonly type?: string | undefined;
  /** `active` | `blackhole` … */
  readonly state: string;
  readonly attachmentIds: readonly string[];
  readonly resourceIds: readonly string[];
  readonly prefixListId?: string | undefined;
}

/** One member of a route table: who is associated with it, or who propagates into it. */
export interface TransitTableMember {
  readonly attachmentId: string;
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly state: string;
}

/**
 * Reads Transit Gateway.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface TransitGatewayReader {
  readonly attachments: (
    where: {
      readonly ids?: readonly string[];
      readonly resourceIds?: readonly string[];
      readonly tags?: Tags;
    },
    signal: AbortSignal,
  ) => Promise<readonly TransitGatewayAttachment[]>;
  /** The multicast domains that an attachment is in. */
  readonly multicastDomains: (
    attachment: Pick<TransitGatewayAttachment, 'id' | 'transitGatewayId'>,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  readonly vpcSide: (attachmentId: string, signal: AbortSignal) => Promise<TransitGatewayVpcSide | undefined>;
  readonly routeTables: (
    transitGatewayId: string,
    signal: AbortSignal,
  ) => Promise<readonly TransitGatewayRouteTable[]>;
  /**
   * Routes of a table: all, or those that would match an address or a prefix (longest match or narrower, as
   * AWS answers). `complete` is false when AWS held some back (it answers 1,000 at most).
   */
  readonly routes: (
    routeTableId: string,
    towards: { readonly longestMatch?: string; readonly within?: string },
    signal: AbortSignal,
  ) => Promise<{ readonly routes: readonly TransitRoute[]; readonly complete: boolean }>;
  readonly associations: (
    routeTableId: string,
    signal: AbortSignal,
  ) => Promise<readonly TransitTableMember[]>;
  readonly propagations: (
    routeTableId: string,
    signal: AbortSignal,
  ) => Promise<readonly TransitTableMember[]>;
}
