import type { Question } from '../../core/observation.ts';
import { isAddress } from '../../net/addresses.ts';

/** A name has an address in each zone of an interface endpoint; a Region has three as a rule. */
const ADDRESSES_OF_A_NAME = 3;

/** How many addresses a host is likely to have: what a name has is known once it was looked up. */
export function addressesOf(host: unknown): number {
  return typeof host === 'string' && isAddress(host) ? 1 : ADDRESSES_OF_A_NAME;
}

/** What a question takes of this machine while it is asked, in sockets: its addresses × its ports. */
export function weightOf({ host, hosts, ports }: Question): number {
  const addresses = Array.isArray(hosts)
    ? hosts.reduce<number>((sum, one) => sum + addressesOf(one?.host), 0)
    : host === undefined
      ? 1
      : addressesOf(host);
  return Math.max(1, addresses * (Array.isArray(ports) ? ports.length : 1));
}
