import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The ranges that only answer inside a private network, by ipaddr.js' names of the IANA registries. */
const PRIVATE_RANGES = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']);

/** Ranges that are no place at all; filters answer with 0.0.0.0 or :: for a name they block. */
const NOWHERE_RANGES = new Set(['unspecified', 'broadcast', 'multicast']);

/** Whether an IP literal is one that a host of the internet can have. */
export function isPublicAddress(address: string): boolean {
  return !isPrivateAddress(address) && !isNowhere(address);
}

/** Whether an IP literal is no host's: connecting to 0.0.0.0 or :: reaches the machine that asks (Linux ip(7)). */
export function isNowhere(address: string): boolean {
  return NOWHERE_RANGES.has(ipaddr.process(address).range());
}

/** Whether an IP literal belongs to a range that is not routed on the internet (RFC 6890). */
export function isPrivateAddress(address: string): boolean {
  return PRIVATE_RANGES.has(ipaddr.process(address).range());
}

/**
 * Whether the text is an IPv4 or IPv6 literal in the usual notation (no octal, no short forms). Asked of
 * every name, so it must be quick to say no.
 */
export function isAddress(text: string): boolean {
  return text.includes(':') ? isIPv6(text) : isIPv4(text);
}

/** Whether an IP literal is of the sixth version. */
export function isIPv6Address(address: string): boolean {
  return address.includes(':');
}

/** Loopback, the link (169.254.0.0/16 holds every metadata service over IPv4), and what Linux takes for loopback. */
const MACHINE_RANGES = new Set(['loopback', 'linkLocal', 'unspecified']);
/** Metadata and credentials over IPv6 (EC2 User Guide, "Instance metadata"; EKS User Guide, "EKS Pod Identity"). */
const METADATA_PREFIX: [ipaddr.IPv6, number] = [new ipaddr.IPv6([0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0]), 32];

/** Whether an IP literal leads to the machine itself, to its link or to its metadata and credentials. */
export function isMachineAddress(address: string): boolean {
  const parsed = plain(address);
  if (MACHINE_RANGES.has(parsed.range())) return true;
  return parsed instanceof ipaddr.IPv6 && parsed.match(METADATA_PREFIX);
}

/** Whether an IP literal is the machine's, or that of no single host: broadcast and multicast reach the link as well. */
export function isOwnAddress(address: string): boolean {
  return isMachineAddress(address) || NOWHERE_RANGES.has(plain(address).range());
}

/** Without its zone, and as IPv4 where an IPv4 address is inside one of IPv6 (RFC 4291 §2.5.5.2, RFC 6052 §2.1). */
function plain(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.process(address.replace(/%.*$/, ''));
  return parsed.range() === 'rfc6052' ? ipaddr.fromByteArray(parsed.toByteArray().slice(12)) : parsed;
}
