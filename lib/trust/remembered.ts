/** Longer keys are not worth keeping: a few of them would fill the memory that many short ones need. */
const LONGEST_KEY = 16 * 1024;

/**
 * A pure function of a text that remembers its last `limit` results, the latest used ones.
 *
 * The same certificates and keys come back in every question of a run; reading one costs more than judging it.
 */
export function remembered<V>(limit: number, make: (key: string) => V): (key: string) => V {
  const results = new Map<string, V>();
  return (key) => {
    if (key.length > LONGEST_KEY) return make(key);
    const known = results.get(key);
    if (known !== undefined) {
      results.delete(key);
      results.set(key, known);
      return known;
    }
    const made = make(key);
    results.set(key, made);
    if (results.size > limit) {
      const [oldest] = results.keys();
      if (oldest !== undefined) results.delete(oldest);
    }
    return made;
  };
}
