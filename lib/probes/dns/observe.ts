import type { Lookup } from '../../core/names.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { lookUpAt } from '../../net/resolve.ts';
import type { DnsSpec } from './spec.ts';

/** What a server answers that the others should forward to. */
export interface Forwarder {
  readonly server: string;
  readonly lookup: Lookup;
}

/** The run's shared look-up of the name, and the servers that were asked. */
export type DnsObservation = Lookup & {
  readonly servers: readonly string[];
  readonly forwarders?: readonly Forwarder[];
};

/** Of the time there is, how much a forwarder may take: the question itself must still end in time. */
const FORWARDER_SHARE = 0.8;

/** Looks the name up. The resolver repeats the question itself, to each server, within the time. */
export async function observeDns(
  { host, forwarders }: DnsSpec,
  { names, deadline }: ObserveContext,
): Promise<DnsObservation> {
  const timeoutMs = deadline.remainingMs() * FORWARDER_SHARE;
  const [lookup, ...asked] = await Promise.all([
    names.lookup(host, deadline.signal),
    ...(forwarders ?? []).map((server) => lookUpAt(host, server, timeoutMs)),
  ]);
  return {
    ...lookup,
    servers: names.servers,
    ...(forwarders !== undefined && {
      forwarders: asked.map((one, at) => ({ server: forwarders[at] ?? '', lookup: one })),
    }),
  };
}
