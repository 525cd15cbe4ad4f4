import type { Config } from '../../config/config.ts';
import { type Subject, subjectId } from '../../core/notify/incident.ts';
import { sameElsewhere } from './recheck.ts';

/**
 * Works on some subjects side by side, but one after the other on those that are one target at several vantages, in the
 * order of gatewatch.yaml: what is notified from the first need not be notified from the next.
 */
export async function inTurn<T, R>(
  all: readonly T[],
  subjectOf: (one: T) => Subject | undefined,
  config: Config,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const order = config.vantages.map(({ name }) => name);
  const placeOf = (one: T) => order.indexOf(subjectOf(one)?.vantage ?? '');
  const done = new Map<string, Promise<unknown>>();
  const results = new Map<T, Promise<R>>();
  for (const one of all.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const subject = subjectOf(one);
    const before =
      subject?.kind === 'finding'
        ? sameElsewhere(subject, config).map((key) => done.get(subjectId({ kind: 'finding', ...key })))
        : [];
    const working = Promise.allSettled(before).then(async () => await work(one));
    if (subject !== undefined) done.set(subjectId(subject), working);
    results.set(one, working);
  }
  return await Promise.all(all.map((one) => results.get(one) as Promise<R>));
}
