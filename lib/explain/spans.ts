import ipaddr from 'ipaddr.js';

/** A run of addresses of one family, both ends included. An address is a run of one. */
export interface AddressSpan {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the prefix it was written with. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The addresses of a CIDR block or of one address; undefined for what is neither. */
export function spanOf(text: string): AddressSpan | undefined {
  const [address, prefix] = parse(text) ?? [];
  if (address === undefined || prefix === undefined) return undefined;
  const family = address.kind() === 'ipv4' ? 4 : 6;
  const hostBits = BigInt(BITS[family] - prefix);
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (value >> hostBits) << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n, prefix };
}

function parse(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)) {
    return ipaddr.parseCIDR(text);
  }
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return [ipaddr.IPv4.parse(text), 32];
  return ipaddr.IPv6.isValid(text) ? [ipaddr.IPv6.parse(text), 128] : undefined;
}

/** Every address of a family. */
export function wholeFamily(family: 4 | 6): AddressSpan {
  return { family, first: 0n, last: (1n << BigInt(BITS[family])) - 1n, prefix: 0 };
}

export function contains(outer: AddressSpan, inner: AddressSpan): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

function overlaps(one: AddressSpan, other: AddressSpan): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** How much of `whole` the parts cover together. */
export function coverage(whole: AddressSpan, parts: readonly AddressSpan[]): 'all' | 'some' | 'none' {
  const inside = parts
    .filter((part) => overlaps(whole, part))
    .sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
  if (inside.length === 0) return 'none';
  let reached = whole.first;
  for (const part of inside) {
    if (part.first > reached) return 'some';
    if (part.last >= reached) reached = part.last + 1n;
  }
  return reached > whole.last ? 'all' : 'some';
}

/** Cuts `whole` wherever one of the parts begins or ends: no part covers a piece by halves. */
export function cut(whole: AddressSpan, parts: readonly AddressSpan[]): readonly AddressSpan[] {
  const starts = new Set([whole.first]);
  for (const part of parts) {
    if (part.family !== whole.family) continue;
    for (const start of [part.first, part.last + 1n]) {
      if (start > whole.first && start <= whole.last) starts.add(start);
    }
  }
  const ordered = [...starts].sort((one, other) => (one < other ? -1 : 1));
  return ordered.map((first, index) => ({
    ...whole,
    first,
    last: (ordered[index + 1] ?? whole.last + 1n) - 1n,
  }));
}

/**
 * Blocks an internet gateway carries nothing to: RFC 1918, RFC 6598 (shared address space), RFC 3927 and
 * RFC 4291 §2.5.6 (link-local), RFC 4193 (unique local IPv6).
 */
const NEVER_ON_THE_INTERNET = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fe80::/10',
  'fc00::/7',
].flatMap((cidr) => spanOf(cidr) ?? []);

export function isOffTheInternet(span: AddressSpan): boolean {
  return NEVER_ON_THE_INTERNET.some((block) => contains(block, span));
}
