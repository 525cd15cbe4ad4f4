import type { Lookup } from '../../core/names.ts';
import type { ObserveContext } from '../../core/probe.ts';
import type { DnsSpec } from './spec.ts';

/** The run's shared look-up of the name, and the servers that were asked. */
export type DnsObservation = Lookup & { readonly servers: readonly string[] };

/** Looks the name up. The resolver repeats the question itself, to each server, within the time. */
export async function observeDns(
  spec: DnsSpec,
  { names, deadline }: ObserveContext,
): Promise<DnsObservation> {
  const lookup = await names.lookup(spec.host, deadline.signal);
  return { ...lookup, servers: names.servers };
}
