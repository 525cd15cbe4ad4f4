/** First in, first out, in constant time: `Array.shift` moves all the others. */
export interface Queue<T> {
  readonly add: (one: T) => void;
  readonly take: () => T | undefined;
  readonly size: () => number;
}

export function createQueue<T>(): Queue<T> {
  const waiting = new Set<{ readonly one: T }>();
  return {
    add: (one) => void waiting.add({ one }),
    take: () => {
      for (const entry of waiting) {
        waiting.delete(entry);
        return entry.one;
      }
      return undefined;
    },
    size: () => waiting.size,
  };
}
