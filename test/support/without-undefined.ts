/** The same without the fields a sample takes away by giving them as `undefined`, however deep. */
export function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one) => withoutUndefined(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  // Fields that may be undefined may be absent as well.
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutUndefined(one)])) as T;
}
