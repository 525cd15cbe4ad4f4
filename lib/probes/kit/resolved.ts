import type { Lookup } from '../../core/names.ts';
import type { ObserveContext } from '../../core/probe.ts';

/** A host's addresses, or why there are none: then every question about the host is explained by `dns`. */
export type Resolved =
  | { readonly outcome: 'answered'; readonly addresses: readonly string[] }
  | { readonly outcome: 'unresolved'; readonly lookup: Exclude<Lookup['outcome'], 'answered'> };

/** Resolves a question's host through the run's shared look-ups. */
export async function resolveHost(host: string, { names, deadline }: ObserveContext): Promise<Resolved> {
  const lookup = await names.lookup(host, deadline.signal);
  return lookup.outcome === 'answered'
    ? { outcome: 'answered', addresses: lookup.addresses }
    : { outcome: 'unresolved', lookup: lookup.outcome };
}
