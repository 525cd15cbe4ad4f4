import type {
  NetworkAcl,
  PrefixList,
  RouteTable,
  RouteTargetKind,
  SecurityGroup,
  Subnet,
  Vpc,
} from '../core/aws/network-state.ts';

/** Everything that was read, in the order it came. What is missing was not found or not asked for. */
export interface NetworkState {
  readonly vpcs: readonly Vpc[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables: readonly RouteTable[];
  readonly prefixLists: readonly PrefixList[];
}

/**
 * Stands for the internet: an address that is nobody's, and that no rule names (RFC 5737 and RFC 3849, blocks for
 * documentation).
 */
export const INTERNET = { 4: '192.0.2.1', 6: '2001:db8::1' } as const;

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/**
 * One end of a path. What is absent is not known: an end with an address alone is outside AWS, or in a
 * part of it that was not read, and is judged as far as it goes.
 */
export interface PathEnd {
  /** An address, or a CIDR block where only the subnet is known. */
  readonly address: string;
  readonly interfaceId?: string;
  readonly vpcId?: string;
  readonly subnet?: Subnet;
  /** Empty where the interface has none: then nothing of the kind filters it. */
  readonly securityGroupIds?: readonly string[];
  /** Empty where it is known to have none. */
  readonly publicAddresses?: readonly string[];
  /** Set where the interface belongs to a VPC endpoint, whose groups are changed through the endpoint. */
  readonly vpcEndpointId?: string;
  /** Set where the end is a function in a VPC, which is moved to other subnets by name. */
  readonly functionName?: string;
  /** The ports it asks from, where its operating system is known. */
  readonly ephemeralPorts?: PortRange;
}

export type PathProtocol = 'tcp' | 'udp' | 'icmp';
export type RuleProtocol = PathProtocol | 'icmpv6';

/** May `from` open a connection, or send a datagram and have the answer, to this port of `to`? */
export interface PathQuestion {
  readonly from: PathEnd;
  readonly to: PathEnd;
  readonly protocol: PathProtocol;
  /** Ignored for ICMP, where the question is an echo request and its reply. */
  readonly port: number;
  /**
   * The address or block the target sees instead of the source's own: clients behind an EC2 Instance Connect
   * endpoint that preserves their address.
   */
  readonly seenAs?: string;
  /** What a missing route ought to lead to, where the caller knows. */
  readonly via?: { readonly kind: RouteTargetKind; readonly id: string };
}

/** What the packet meets, in the order it meets it; `answer-…` is the way back. */
export type HopName =
  | 'out-of-group'
  | 'route'
  | 'out-of-subnet'
  | 'into-subnet'
  | 'into-group'
  | 'answer-out-of-subnet'
  | 'answer-route'
  | 'answer-into-subnet';

/** Why a hop stops a packet. Each has a sentence in every language (`sentences.*.ts`). */
export type BlockCode =
  | 'group-out-no-rule'
  | 'group-in-no-rule'
  | 'acl-out-denies'
  | 'acl-in-denies'
  | 'acl-out-no-rule'
  | 'acl-in-no-rule'
  | 'route-missing'
  | 'route-blackhole'
  | 'route-to-internet'
  | 'route-needs-public-address'
  /** The answer to a connection from outside would leave through a NAT or egress-only internet gateway. */
  | 'route-back-through-nat'
  /** A NAT gateway is on the best route to a private address, and its own subnet has no way there. */
  | 'route-through-nat'
  | 'route-stays-local';

/** Why a hop could not be decided. */
type OpenCode =
  | 'not-read'
  | 'prefix-list-not-read'
  | 'group-of-other-vpc'
  | 'address-not-known'
  /** It lies in the VPC's own block, and no network interface was found that holds it. */
  | 'address-not-held'
  | 'answer-port-not-known'
  | 'route-not-known';

export type HopVerdict =
  | {
      readonly verdict: 'passes';
      readonly rule?: string;
      readonly target?: { readonly kind: RouteTargetKind; readonly id: string };
    }
  | {
      readonly verdict: 'blocks';
      readonly code: BlockCode;
      /** The rule that denies, or the route that is taken; absent where there is none. */
      readonly rule?: string;
      /** The lowest ACL rule that denies, where a new one must come before it. */
      readonly before?: number;
      /** `some`: only some of the ports the source really asks from; connections fail at random. */
      readonly extent: 'all' | 'some';
      readonly target?: { readonly kind: RouteTargetKind; readonly id: string };
    }
  | { readonly verdict: 'open'; readonly code: OpenCode; readonly unknown: readonly string[] };

/** One element on the way and what it does to this packet. */
export type Hop = HopVerdict & {
  readonly hop: HopName;
  readonly what: 'security-group' | 'network-acl' | 'route-table';
  readonly ids: readonly string[];
  /** The addresses at the far side of the rule, as they are known. */
  readonly peer: string;
  /** The far side's groups, where a rule that names one of them would apply. */
  readonly peerGroupIds?: readonly string[];
  readonly ports: PortRange;
};

export type BlockingHop = Extract<Hop, { readonly verdict: 'blocks' }>;
type OpenHop = Extract<Hop, { readonly verdict: 'open' }>;

/** Something on the way that these rules say nothing of: what lies behind a gateway, a firewall, a host. */
export interface Unseen {
  readonly what: RouteTargetKind | 'host';
  readonly id: string;
}

/**
 * `blocked` only where a rule really stops this packet; `undecided` where what was not read could stop it and
 * nothing that was read does.
 */
export type PathVerdict =
  | { readonly outcome: 'allowed'; readonly by: readonly Hop[]; readonly unseen: readonly Unseen[] }
  | {
      readonly outcome: 'blocked';
      /** In the order the packet meets them; all must be fixed. */
      readonly by: readonly BlockingHop[];
      readonly hops: readonly Hop[];
    }
  | { readonly outcome: 'undecided'; readonly why: readonly OpenHop[]; readonly hops: readonly Hop[] };

/** IANA protocol numbers; EC2 writes names in security groups and numbers in network ACLs. */
const PROTOCOL_NUMBERS: Readonly<Record<string, string>> = {
  icmp: '1',
  tcp: '6',
  udp: '17',
  icmpv6: '58',
};
export const ALL_PROTOCOLS = '-1';

/** What rules call a protocol of a question: ICMP has another name and number for IPv6. */
export function protocolOf(protocol: PathProtocol, family: 4 | 6): RuleProtocol {
  return protocol === 'icmp' && family === 6 ? 'icmpv6' : protocol;
}

/** Types of an echo request and its reply (RFC 792; RFC 4443 sections 4.1 and 4.2), which rules name as ports. */
export const ECHO_TYPES = { 4: { request: 8, reply: 0 }, 6: { request: 128, reply: 129 } } as const;

function isIcmp(protocol: string): boolean {
  const number = protocolNumber(protocol);
  return number === PROTOCOL_NUMBERS.icmp || number === PROTOCOL_NUMBERS.icmpv6;
}

/** One notation for a protocol: `-1`, or the IANA number as text. */
export function protocolNumber(protocol: string): string {
  return PROTOCOL_NUMBERS[protocol.toLowerCase()] ?? protocol;
}

/** The ports of a rule; one that names none takes in every port. Of ICMP a group's rule names a type and a code. */
export function portSpan(rule: {
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
}): PortRange {
  if (isIcmp(rule.protocol) && rule.fromPort !== null && rule.fromPort >= 0) {
    // An echo has the code 0: a rule for another code is for none of ours.
    const isForEcho = rule.toPort === null || rule.toPort <= 0 || rule.toPort === rule.fromPort;
    return isForEcho ? { from: rule.fromPort, to: rule.fromPort } : { from: -1, to: -1 };
  }
  const from = rule.fromPort === null || rule.fromPort < 0 ? 0 : rule.fromPort;
  const to = rule.toPort === null || rule.toPort < 0 ? 65_535 : rule.toPort;
  return { from, to };
}
