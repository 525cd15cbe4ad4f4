/**
 * A wall time as ISO 8601 in UTC, to the second.
 *
 * @param atMs - milliseconds since the Unix epoch; undefined or beyond what a date can hold gives undefined
 */
export function isoTime(atMs: number | undefined): string | undefined {
  const date = new Date(atMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
