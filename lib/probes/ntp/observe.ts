import type { ObserveContext } from '../../core/probe.ts';
import { isIPv6Address } from '../../net/addresses.ts';
import { askNtp, type NtpAnswer } from '../../net/ntp.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { NtpSpec } from './spec.ts';

/** One time server: an address of one of the hosts, or a host that has none. */
export type NtpServer = { readonly host: string; readonly port: number } & (
  | { readonly address: string; readonly attempts: number; readonly answer: NtpAnswer }
  | {
      readonly answer: Exclude<Resolved, { readonly outcome: 'answered' }>;
    }
);

export interface NtpObservation {
  readonly outcome: 'asked';
  readonly servers: readonly NtpServer[];
}

/**
 * How many addresses of a host are asked. A pool's name answers with servers that stand in for each other,
 * and asking all of them would be a load on volunteers; two show whether one dead server or the path is at fault.
 */
const ADDRESSES_PER_HOST = 2;

/** Asks the servers of every host side by side; one that gives no usable answer is asked again. */
export async function observeNtp(spec: NtpSpec, context: ObserveContext): Promise<NtpObservation> {
  const servers = await Promise.all(
    spec.hosts.map(async ({ host, port }): Promise<readonly NtpServer[]> => {
      const resolved = await resolveHost(host, context);
      if (resolved.outcome !== 'answered') return [{ host, port, answer: resolved }];
      return await Promise.all(
        chooseAddresses(resolved.addresses).map((address) => askServer(host, address, port, context)),
      );
    }),
  );
  return { outcome: 'asked', servers: servers.flat() };
}

/** The first two, of one family: that a second family has no route says nothing about the time servers. */
function chooseAddresses(addresses: readonly string[]): readonly string[] {
  const [first] = addresses;
  if (first === undefined) return [];
  return addresses.filter((one) => isIPv6Address(one) === isIPv6Address(first)).slice(0, ADDRESSES_PER_HOST);
}

async function askServer(
  host: string,
  address: string,
  port: number,
  context: ObserveContext,
): Promise<NtpServer> {
  const { clock, deadline } = context;
  const asked = await askUntilSettled<NtpAnswer>(
    context,
    { outcome: 'silent', ignored: 0 },
    async (timeoutMs, before) => {
      const now = await askNtp(address, port, clock, timeoutMs, deadline.signal);
      // Hosts and routers limit their ICMP errors (Linux icmp(7)): a silence takes no rejection back.
      return now.outcome === 'silent' && isRejection(before) ? before : now;
    },
    isSettled,
  );
  return { host, port, address, ...asked };
}

/** A server that answered has answered. After a kiss, asking again is what it forbids (RFC 5905 §7.4). */
function isSettled({ outcome }: NtpAnswer): boolean {
  return outcome === 'answered' || outcome === 'unsynchronised' || outcome === 'kiss';
}

function isRejection({ outcome }: NtpAnswer): boolean {
  return outcome === 'refused' || outcome === 'unreachable';
}
