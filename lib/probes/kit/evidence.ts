import type { Evidence } from '../../core/finding.ts';

/**
 * What was seen at one subject, without the fields that are not known, or empty. What AWS gives no word for was
 * described all the same.
 */
export function evidence<T extends { readonly subject: string; readonly outcome: string }>(
  fields: T,
): Evidence {
  const named = { ...fields, subject: fields.subject || '-', outcome: fields.outcome || 'described' };
  const kept = Object.entries(named).filter(([, value]) => value !== undefined && value !== '');
  // `subject` and `outcome` were just filled; all other fields of evidence are optional.
  return Object.fromEntries(kept) as unknown as Evidence;
}
