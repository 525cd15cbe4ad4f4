import ipaddr from 'ipaddr.js';
import { isAddress, isIPv6Address } from './addresses.ts';

/** What a place may connect to. */
export interface Reach {
  /** Whether it has IPv6 at all. */
  readonly ipv6: boolean;
  /** Addresses of the machine itself or its link that the configuration names; no others of these are connected to. */
  readonly allow: readonly string[];
}

/** Ranges that a name has no business to lead to: the runtime's own API and the credentials of a machine live there. */
const OWN_RANGES = new Set(['loopback', 'linkLocal', 'unspecified']);
/** Metadata and credentials over IPv6 (EC2 User Guide, "Instance metadata"; EKS User Guide, "EKS Pod Identity"). */
const METADATA_PREFIX = ipaddr.IPv6.parseCIDR('fd00:ec2::/32');

/** Why an address is not connected to, in words for the evidence; undefined where it is. */
export function refusal(address: string, { ipv6, allow }: Reach): string | undefined {
  if (isOwn(address) && !allow.some((one) => isSame(one, address)))
    return `${address} belongs to the vantage itself or to its metadata, and the configuration does not name it`;
  if (isIPv6Address(address) && !ipv6 && !isOwn(address))
    return `${address} is IPv6, which the vantage does not have`;
  return undefined;
}

/** Every address of the machine or its link that a value names, at any depth: `127.0.0.1:8080`, `[::1]:53`. */
export function namedOwnAddresses(value: unknown): readonly string[] {
  const texts = JSON.stringify(value ?? null).match(/[0-9A-Fa-f:.]{3,45}/g) ?? [];
  const candidates = texts.flatMap((text) => [text, text.replace(/:\d+$/, '')]);
  return [...new Set(candidates.filter((text) => isAddress(text) && isOwn(text)))];
}

function isOwn(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (OWN_RANGES.has(parsed.range())) return true;
  return parsed instanceof ipaddr.IPv6 && parsed.match(METADATA_PREFIX);
}

function isSame(a: string, b: string): boolean {
  return ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString();
}
