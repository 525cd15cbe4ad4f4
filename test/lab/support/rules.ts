import type { Namespace } from './netns.ts';

/**
 * What a router may do to a packet, in nftables' words (nft(8), "REJECT STATEMENT"). What connect(2) makes
 * of it: a reset and port-unreachable are ECONNREFUSED, host-unreachable and the prohibitions EHOSTUNREACH,
 * net-unreachable ENETUNREACH (Linux icmp(7); measured with Node 24).
 */
const DEEDS = {
  drop: 'drop',
  reset: 'reject with tcp reset',
  'port-unreachable': 'reject with icmp type port-unreachable',
  'host-unreachable': 'reject with icmp type host-unreachable',
  'net-unreachable': 'reject with icmp type net-unreachable',
  'host-prohibited': 'reject with icmp type host-prohibited',
  'admin-prohibited': 'reject with icmp type admin-prohibited',
} as const;
export type Deed = keyof typeof DEEDS;

/**
 * Packets told apart by their payload (`@ih`), as an inspection device does. A TLS record is type (1 byte,
 * 0x16 = handshake), version (2), length (2); the handshake message's type follows (RFC 8446 §5.1, §4). A
 * record of more than 1,000 bytes in a first packet is a ClientHello with post-quantum key shares.
 */
const PAYLOADS = {
  'client-hello': { port: 'dport', match: '@ih,0,8 0x16 @ih,40,8 0x01' },
  'large-client-hello': { port: 'dport', match: '@ih,0,8 0x16 @ih,24,16 > 1000 @ih,40,8 0x01' },
  'server-hello': { port: 'sport', match: '@ih,0,8 0x16 @ih,40,8 0x02' },
} as const;

/** One thing a router does, to packets it forwards. What is left out matches everything. */
export interface Rule {
  /** With `redirectTo` the connection goes to this port of the router itself: a transparent interceptor. */
  readonly does: Deed | { readonly redirectTo: number };
  readonly protocol?: 'tcp' | 'udp';
  /** The server's address, whichever way the packet goes. */
  readonly address?: string;
  /** The server's ports, whichever way the packet goes. */
  readonly ports?: readonly number[];
  /** Only the packet that carries this; everything else of the connection passes. */
  readonly carries?: keyof typeof PAYLOADS;
}

/** Replaces what a router does by these rules; none lets everything pass. */
export async function setRules(router: Namespace, rules: readonly Rule[]): Promise<void> {
  const forwarded = rules.flatMap(({ does, ...rule }) =>
    typeof does === 'string' ? [`${matchOf(rule)} ${DEEDS[does]}`] : [],
  );
  const redirected = rules.flatMap(({ does, ...rule }) =>
    typeof does === 'string' ? [] : [`${matchOf(rule)} redirect to :${does.redirectTo}`],
  );
  await router.rules(`table ip lab {
    chain arriving {
      type nat hook prerouting priority dstnat
      ${redirected.join('\n      ')}
    }
    chain forwarding {
      type filter hook forward priority filter
      ${forwarded.join('\n      ')}
    }
  }`);
}

function matchOf({ protocol = 'tcp', address, ports, carries }: Omit<Rule, 'does'>): string {
  const payload = carries === undefined ? undefined : PAYLOADS[carries];
  const end = payload?.port === 'sport' ? 's' : 'd';
  return [
    ...(address === undefined ? [] : [`ip ${end}addr ${address}`]),
    ports === undefined ? `meta l4proto ${protocol}` : `${protocol} ${end}port { ${ports.join(', ')} }`,
    ...(payload === undefined ? [] : [payload.match]),
  ].join(' ');
}
