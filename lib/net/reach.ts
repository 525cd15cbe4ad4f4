import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { isAddress, isIPv6Address, isMachineAddress } from './addresses.ts';

/** What a place may connect to. */
export interface Reach {
  /** Whether it has IPv6 at all. */
  readonly ipv6: boolean;
  /** Whether it has IPv4; left out, it does. */
  readonly ipv4?: boolean;
  /**
   * Addresses of the machine itself or its link that the configuration names; no others of these are connected to. Left
   * out, all of them: a person runs the check on their computer.
   */
  readonly allow?: readonly string[];
}

/** Why an address is not connected to, in words for the evidence; undefined where it is. */
export function refusal(address: string, { ipv6, ipv4 = true, allow }: Reach): string | undefined {
  if (isMachineAddress(address))
    return allow === undefined || allow.some((one) => isSame(one, address))
      ? undefined
      : `${address} belongs to the vantage itself or to its metadata, and the configuration does not name it`;
  const [family, has] = isIPv6Address(address) ? ['IPv6', ipv6] : ['IPv4', ipv4];
  return has ? undefined : `${address} is ${family}, which the vantage does not have`;
}

/**
 * The families of a machine: those it has an address of beyond itself and its link. Where nothing but itself is seen,
 * nothing is refused: connecting tells more.
 */
export function reachOfMachine(interfaces = networkInterfaces()): Reach {
  const outward = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, internal }) => !internal && !isMachineAddress(address));
  const has = (family: string) => outward.some((one) => one.family === family);
  return outward.length === 0 ? { ipv6: true } : { ipv6: has('IPv6'), ipv4: has('IPv4') };
}

/** Every address of the machine or its link that a value names, at any depth: `127.0.0.1:8080`, `[::1]:53`. */
export function namedOwnAddresses(value: unknown): readonly string[] {
  const texts = JSON.stringify(value ?? null).match(/[0-9A-Fa-f:.]{3,45}/g) ?? [];
  const candidates = texts.flatMap((text) => [text, text.replace(/:\d+$/, '')]);
  return [...new Set(candidates.filter((text) => isAddress(text) && isMachineAddress(text)))];
}

function isSame(a: string, b: string): boolean {
  return ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString();
}
