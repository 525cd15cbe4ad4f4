import type { ObjectFilter, Vantage } from '../../config/config.ts';
import type { DiscoveredTarget } from '../../core/aws/discovered-target.ts';
import { fitsWildcards } from '../../core/wildcard.ts';

/**
 * Whether an object that was found is to be watched. What AWS names no owner of belongs to the account of the vantage.
 */
export function isWanted(
  object: DiscoveredTarget,
  { include = [], exclude = [], spoke }: Pick<Vantage, 'include' | 'exclude' | 'spoke'>,
): boolean {
  const fitsOneOf = (filters: readonly ObjectFilter[]) =>
    filters.some((filter) => fits(object, filter, spoke?.account.id));
  return (include.length === 0 || fitsOneOf(include)) && !fitsOneOf(exclude);
}

function fits(
  { tags, name, owner }: DiscoveredTarget,
  filter: ObjectFilter,
  here: string | undefined,
): boolean {
  const owned = owner ?? here;
  return (
    Object.entries(filter.tags ?? {}).every(([key, pattern]) => {
      const value = tags[key];
      return value !== undefined && fitsWildcards(pattern, value);
    }) &&
    (filter.owners === undefined || (owned !== undefined && filter.owners.includes(owned))) &&
    (filter.names === undefined || filter.names.some((pattern) => fitsWildcards(pattern, name)))
  );
}
