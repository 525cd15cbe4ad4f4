import { NotReachableFromHere } from '../../core/errors.ts';
import type { Lookup } from '../../core/names.ts';
import type { ObserveContext } from '../../core/probe.ts';

/** A host's addresses, or why there are none: then every question about the host is explained by `dns`. */
export type Resolved =
  | { readonly outcome: 'answered'; readonly addresses: readonly string[] }
  | { readonly outcome: 'unresolved'; readonly lookup: Exclude<Lookup['outcome'], 'answered'> };

/**
 * Resolves a question's host through the run's shared look-ups. Addresses that this place may not connect to, or of a
 * family it lacks, are left out: they say nothing of the target.
 *
 * @throws {NotReachableFromHere} where none is left
 */
export async function resolveHost(host: string, { names, deadline }: ObserveContext): Promise<Resolved> {
  const lookup = await names.lookup(host, deadline.signal);
  if (lookup.outcome !== 'answered') return { outcome: 'unresolved', lookup: lookup.outcome };
  const refusals = lookup.addresses.flatMap((address) => names.refusal?.(address) ?? []);
  const addresses = lookup.addresses.filter((address) => names.refusal?.(address) === undefined);
  const [first] = refusals;
  if (addresses.length === 0 && first !== undefined) throw new NotReachableFromHere(first);
  return { outcome: 'answered', addresses };
}
