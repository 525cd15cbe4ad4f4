/**
 * What the sources use and Node 20 does not have yet. The bundle of the command line begins with it, for that runs on
 * whatever Node its user has; the functions and the project itself run on Node 24.
 */
if (typeof Map.groupBy !== 'function') {
  Object.defineProperty(Map, 'groupBy', { value: groupBy, writable: true, configurable: true });
}

/** ECMA-262, 24.1.2.1 Map.groupBy (2024). */
function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export {};
