import type { Tags } from './aws-object.ts';

/** A pre-shared key that can be compared and not shown. */
export interface ComparableKey {
  readonly equals: (other: ComparableKey) => boolean;
}

/** Where a tunnel logs to; undefined groups where that log is off. */
interface VpnTunnelLogs {
  readonly enabled: boolean;
  readonly groupArn?: string | undefined;
  /** `json` | `text` */
  readonly format?: string | undefined;
  readonly bgpEnabled: boolean;
  readonly bgpGroupArn?: string | undefined;
}

/** What an endpoint of AWS accepts in one phase; undefined where AWS names nothing. */
export interface VpnPhaseOptions {
  readonly encryption?: readonly string[] | undefined;
  readonly integrity?: readonly string[] | undefined;
  readonly dhGroups?: readonly number[] | undefined;
  readonly lifetimeSeconds?: number | undefined;
}

/**
 * One tunnel: its telemetry and its options, joined by outside address. Either side may be missing.
 * The pre-shared key never leaves the reader.
 */
export interface VpnTunnel {
  readonly outsideAddress?: string | undefined;
  /** `UP` | `DOWN`, as it came. */
  readonly status?: string | undefined;
  /** `IPSEC IS DOWN`, `2 BGP ROUTES` … */
  readonly statusMessage?: string | undefined;
  readonly lastStatusChangeMs?: number | undefined;
  readonly acceptedRoutes?: number | undefined;
  readonly insideCidr?: string | undefined;
  readonly insideIpv6Cidr?: string | undefined;
  readonly ikeVersions: readonly string[];
  /** `add`: the customer's device must begin; `start`: AWS does. */
  readonly startupAction?: string | undefined;
  readonly dpdAction?: string | undefined;
  readonly certificateArn?: string | undefined;
  readonly lifecycleControl?: boolean | undefined;
  readonly logs: VpnTunnelLogs;
  readonly phase1?: VpnPhaseOptions | undefined;
  readonly phase2?: VpnPhaseOptions | undefined;
  readonly dpdTimeoutSeconds?: number | undefined;
}

export interface VpnConnection {
  readonly id: string;
  /** `pending` | `available` | `deleting` | `deleted`, as it came. */
  readonly state: string;
  readonly customerGatewayId?: string | undefined;
  /** One of these says where the AWS side ends. */
  readonly vpnGatewayId?: string | undefined;
  readonly transitGatewayId?: string | undefined;
  readonly coreNetworkArn?: string | undefined;
  /** A VPN Concentrator, which is at a transit gateway for many small sites. */
  readonly concentratorId?: string | undefined;
  readonly staticRoutesOnly: boolean;
  readonly outsideAddressType?: string | undefined;
  /** Private outside addresses: the attachment of the Direct Connect gateway that carries the tunnels. */
  readonly transportAttachmentId?: string | undefined;
  /** `standard` | `large`, as it came. */
  readonly tunnelBandwidth?: string | undefined;
  /** Its tunnels begin at edge locations, and need NAT traversal. */
  readonly isAccelerated?: boolean | undefined;
  /** The traffic selectors: what lies behind the device, and what lies behind AWS. */
  readonly localCidr?: string | undefined;
  readonly remoteCidr?: string | undefined;
  readonly tunnels: readonly VpnTunnel[];
  readonly staticRoutes: readonly { readonly destination: string; readonly state?: string | undefined }[];
  readonly tags: Tags;
}

export interface VpnGateway {
  readonly id: string;
  readonly state: string;
  readonly amazonSideAsn?: number | undefined;
  readonly attachments: readonly { readonly vpcId: string; readonly state: string }[];
  readonly tags: Tags;
}

export interface CustomerGateway {
  readonly id: string;
  readonly state: string;
  readonly address?: string | undefined;
  readonly bgpAsn?: string | undefined;
  readonly certificateArn?: string | undefined;
  readonly deviceName?: string | undefined;
  readonly tags: Tags;
}

/** `pending` is AWS's own word; empty or `false`-like words mean that nothing is planned. */
export interface TunnelReplacement {
  readonly outsideAddress: string;
  readonly pending?: string | undefined;
  readonly autoAppliedAfterMs?: number | undefined;
  readonly lastAppliedMs?: number | undefined;
}

/**
 * Reads Site-to-Site VPN.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface VpnReader {
  /** Every connection of the account in this Region that carries all of the given tags, deleted ones included while AWS shows them. */
  readonly connections: (
    where: { readonly ids?: readonly string[]; readonly tags?: Tags },
    signal: AbortSignal,
  ) => Promise<readonly VpnConnection[]>;
  /**
   * The pre-shared keys by outside address, from the connection's CustomerGatewayConfiguration, to be compared and
   * never shown. A tunnel is absent where AWS tells no key: it may be in Secrets Manager, or the caller may not see it.
   */
  readonly tunnelKeys: (id: string, signal: AbortSignal) => Promise<ReadonlyMap<string, ComparableKey>>;
  readonly vpnGateway: (id: string, signal: AbortSignal) => Promise<VpnGateway | undefined>;
  readonly customerGateway: (id: string, signal: AbortSignal) => Promise<CustomerGateway | undefined>;
  /** Undefined where the tunnel is not known (any more). */
  readonly tunnelReplacement: (
    connectionId: string,
    outsideAddress: string,
    signal: AbortSignal,
  ) => Promise<TunnelReplacement | undefined>;
}
