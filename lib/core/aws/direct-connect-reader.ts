import type { Tags } from './aws-object.ts';

/** A BGP session over a virtual interface. */
export interface DirectConnectPeer {
  readonly id: string;
  /** `ipv4` | `ipv6`, as it came. */
  readonly family?: string | undefined;
  readonly asn?: number | undefined;
  readonly amazonAddress?: string | undefined;
  readonly customerAddress?: string | undefined;
  /** `verifying` | `pending` | `available` | `deleting` | `deleted`, as it came. */
  readonly state: string;
  /** `up` | `down` | `unknown`, as it came. */
  readonly status: string;
}

export interface VirtualInterface {
  readonly id: string;
  readonly name?: string | undefined;
  /** `private` | `public` | `transit`, as it came. */
  readonly type?: string | undefined;
  readonly state: string;
  readonly connectionId?: string | undefined;
  readonly location?: string | undefined;
  readonly vlan?: number | undefined;
  readonly mtuBytes?: number | undefined;
  readonly amazonSideAsn?: number | undefined;
  /** One of these says where the AWS side ends; a public one has none. */
  readonly directConnectGatewayId?: string | undefined;
  readonly virtualGatewayId?: string | undefined;
  readonly peers: readonly DirectConnectPeer[];
  readonly tags: Tags;
}

/** The line that virtual interfaces run over. */
export interface DirectConnectConnection {
  readonly id: string;
  readonly name?: string | undefined;
  readonly state: string;
}

/** What a Direct Connect gateway leads to. */
interface AssociatedGateway {
  /** Absent of a Cloud WAN core network. */
  readonly id?: string | undefined;
  /** `virtualPrivateGateway` | `transitGateway`, as it came. */
  readonly type?: string | undefined;
}

/**
 * Reads Direct Connect.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface DirectConnectReader {
  /** Every virtual interface of the account in this Region, deleted ones included while AWS shows them. */
  readonly virtualInterfaces: (signal: AbortSignal) => Promise<readonly VirtualInterface[]>;
  /** Those that are associated, in any Region and account. */
  readonly associatedGateways: (
    directConnectGatewayId: string,
    signal: AbortSignal,
  ) => Promise<readonly AssociatedGateway[]>;
  /** Undefined for a line that another account owns: it is not told. */
  readonly connection: (id: string, signal: AbortSignal) => Promise<DirectConnectConnection | undefined>;
}
