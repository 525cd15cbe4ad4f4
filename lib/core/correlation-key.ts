/**
 * What a question turned out to be about, in the ids and addresses that AWS and the question gave, be it well or not.
 * It is what proves that findings of several targets are one outage (`lib/stages/check/correlate.ts`); it is not shown.
 */
export type CorrelationKey = ConnectionKey | AttachmentKey;

/** A Site-to-Site VPN connection. */
export interface ConnectionKey {
  readonly of: 'vpn-connection';
  /** Its id; the one that was asked for where it does not exist. */
  readonly vpn: string;
  /** The transit gateway, virtual private gateway or core network it ends at, where AWS tells. */
  readonly endsAt?: string | undefined;
  /** Whether its prefixes come by BGP, and so go with its tunnels; undefined where AWS no longer tells. */
  readonly announces?: boolean | undefined;
  /** The address of the customer's device. */
  readonly device?: string | undefined;
  /** Addresses that the question names as lying beyond it. */
  readonly reaches: readonly string[];
  /** The VPC from which what lies beyond is asked. */
  readonly askedFrom?: string | undefined;
}

/** An attachment of a transit gateway. */
export interface AttachmentKey {
  readonly of: 'transit-gateway-attachment';
  /** Its id; the one that was asked for where it does not exist. */
  readonly attachment: string;
  readonly transitGateway?: string | undefined;
  /** The VPC or the VPN connection that is attached. */
  readonly resource?: string | undefined;
  /** Where the attachment's own table leads: to attachments and to what they belong to. */
  readonly ways: readonly { readonly destination: string; readonly to: readonly string[] }[];
}
