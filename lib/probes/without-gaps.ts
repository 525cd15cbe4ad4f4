import type { Evidence } from '../core/finding.ts';

/** The same without the fields that are not known, or empty. */
export function withoutGaps<T extends { readonly subject: string; readonly outcome: string }>(
  fields: T,
): Evidence {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  // `subject` and `outcome` are never empty; all other fields of evidence are optional.
  return Object.fromEntries(kept) as unknown as Evidence;
}
