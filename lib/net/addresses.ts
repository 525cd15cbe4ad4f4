import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The ranges that only answer inside a network of one's own, by ipaddr.js' names of the IANA registries. */
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

/** The instance metadata service's own address of the sixth version (EC2 User Guide, "Use the Instance Metadata Service"). */
const METADATA_IPV6 = ipaddr.parse('fd00:ec2::254').toString();
const OWN_RANGES = new Set(['loopback', 'linkLocal', ...NOWHERE_RANGES]);

/**
 * Whether an IP literal leads to the machine itself or to its metadata (169.254.0.0/16 holds every metadata service),
 * also where an address of the fourth version is inside one of the sixth (RFC 4291 §2.5.5.2, RFC 6052 §2.1).
 */
export function isOwnAddress(address: string): boolean {
  const parsed = ipaddr.process(address.replace(/%.*$/, ''));
  if (parsed.kind() === 'ipv6' && parsed.range() === 'rfc6052')
    return isOwnAddress(parsed.toByteArray().slice(12).join('.'));
  return OWN_RANGES.has(parsed.range()) || parsed.toString() === METADATA_IPV6;
}
