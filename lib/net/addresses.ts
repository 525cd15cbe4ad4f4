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
