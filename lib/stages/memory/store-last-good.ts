import { asFields, parseFields } from '../../core/json.ts';
import type { LastGood, Mark } from '../../core/last-good.ts';
import type { StateStore } from '../../core/notify/incident.ts';
import type { Probe } from '../../core/probe.ts';
import type { CheckRun } from '../check/run-checks.ts';
import { rememberRun } from './last-good.ts';
import { readInTime } from './read-in-time.ts';

type OnError = (error: unknown, during: string) => void;

/** What another version wrote in another form counts as nothing. */
const VERSION = 1;

/**
 * What the table remembers of a vantage's targets.
 *
 * @returns undefined when the table did not tell, or not in time; that goes to `onError`, and no further
 */
export async function readLastGood(
  vantage: string,
  store: Pick<StateStore, 'lastGood'>,
  onError: OnError,
): Promise<readonly LastGood[] | undefined> {
  return await readInTime(
    async () => {
      const json = await store.lastGood(vantage);
      return json === undefined ? [] : parseLastGood(json);
    },
    `reading what was last good of ${vantage}`,
    onError,
  );
}

/** A run with what was remembered before it; undefined where that is not known. */
export interface RememberedRun extends CheckRun {
  readonly lastGood: readonly LastGood[] | undefined;
}

/**
 * Writes what is well now, where it differs from what is remembered. What could not be read is not written either: it
 * would be lost. A run is no worse for a table that is down: `onError` gets that, and no more.
 *
 * @param atMs - the time of the runs
 */
export async function storeLastGood(
  runs: readonly RememberedRun[],
  probes: readonly Probe[],
  atMs: number,
  store: Pick<StateStore, 'putLastGood'>,
  onError: OnError,
): Promise<void> {
  await Promise.all(
    runs.map(async ({ findings, report: { vantage }, lastGood: before }) => {
      if (before === undefined) return;
      try {
        const lastGood = rememberRun(before, findings, probes, atMs);
        if (lastGood === undefined) return;
        await store.putLastGood(vantage, JSON.stringify({ version: VERSION, lastGood }));
      } catch (error) {
        onError(error, `keeping what is good of ${vantage}`);
      }
    }),
  );
}

function parseLastGood(json: string): readonly LastGood[] {
  const { version, lastGood } = parseFields(json) ?? {};
  return version === VERSION && Array.isArray(lastGood) ? lastGood.filter(isLastGood) : [];
}

function isLastGood(value: unknown): value is LastGood {
  const { target, check, subject, marks, endedMs } = asFields(value) ?? {};
  return (
    [target, check, subject].every((one) => typeof one === 'string') &&
    Array.isArray(marks) &&
    marks.every(isMark) &&
    (endedMs === undefined || typeof endedMs === 'number')
  );
}

function isMark(value: unknown): value is Mark {
  const { id, name } = asFields(value) ?? {};
  return typeof id === 'string' && (name === undefined || typeof name === 'string');
}
