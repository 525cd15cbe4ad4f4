import type { ObjectReader } from '../core/aws/object-reader.ts';

/** What can be loaded with its first call: every method answers a promise. */
export type Asked<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> };

/** The same promise for everybody who asks. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** A function that is loaded, with the SDK client it needs, with its first call. */
export function lazyCall<A extends readonly unknown[], R>(
  load: () => Promise<(...asked: A) => Promise<R>>,
): (...asked: A) => Promise<R> {
  const loaded = once(load);
  return async (...asked) => await (await loaded())(...asked);
}

/**
 * A reader or writer that is loaded, with the SDK client it needs, when it is first asked: a cold start waits for no
 * client that its event does not need.
 */
export function lazily<T extends Asked<T>>(load: () => Promise<T>): T {
  const loaded = once(load);
  return new Proxy({} as T, {
    get: (_, name) =>
      // An `await` of this object itself asks for `then`.
      name === 'then'
        ? undefined
        : async (...args: never[]) => await (await loaded())[name as keyof T](...args),
  });
}

/** The same of a reader of objects, whose listing is no promise. */
export function lazyObjects(load: () => Promise<ObjectReader>): ObjectReader {
  const loaded = once(load);
  return {
    list: async function* (...asked) {
      yield* (await loaded()).list(...asked);
    },
    read: async (...asked) => await (await loaded()).read(...asked),
  };
}
