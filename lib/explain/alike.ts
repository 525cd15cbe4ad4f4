/** Items with the same key together, in the order they came: `Map.groupBy`, with groups that are never empty to the compiler either. */
export function alike<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [item]);
    else same.push(item);
  }
  return [...groups.values()];
}
