import type { Config } from '../../config/config.ts';
import { asFields, parseFields } from '../../core/json.ts';
import type { StateStore } from '../../core/notify/incident.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** A finding that failed lately, as it is remembered between two runs. */
export interface Failing {
  readonly target: string;
  readonly check: string;
  /** Runs that found it failed, within what its alarm looks back over; milliseconds since the Unix epoch, oldest first. */
  readonly failedAtMs: readonly number[];
  /** When the failure began that lasts, or that ended last. */
  readonly sinceMs: number;
}

/** What a vantage's runs remember of failures. */
export interface FailingMemory {
  /** The time of the run that wrote it. */
  readonly atMs: number;
  readonly failing: readonly Failing[];
}

/** What another version wrote in another form counts as nothing. */
const VERSION = 1;

/** How far the alarm of a check looks back: after as long without a failure it has nothing more to tell. */
export function lookBackMs({ alarm, schedule }: Pick<Config, 'alarm' | 'schedule'>): number {
  return alarm.of * schedule.periodMs;
}

/**
 * What is to be remembered after a full run: what failed within the alarm's look-back, and of what became unknown what
 * was known before. A target that is no longer asked is forgotten.
 */
export function rememberFailing(
  before: readonly Failing[],
  findings: readonly Pick<RenderedFinding, 'target' | 'check' | 'status'>[],
  atMs: number,
  backMs: number,
): readonly Failing[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  return findings.flatMap(({ target, check, status }): readonly Failing[] => {
    const last = known.get(keyOf({ target, check }));
    if (status === 'unknown') return last === undefined ? [] : [last];
    const recent = (last?.failedAtMs ?? []).filter((one) => one > atMs - backMs && one < atMs);
    if (status === 'failed')
      return [{ target, check, failedAtMs: [...recent, atMs], sinceMs: last?.sinceMs ?? atMs }];
    return last === undefined || recent.length === 0 ? [] : [{ ...last, failedAtMs: recent }];
  });
}

/** Tells whether a finding failed within what its alarm looks back over. */
export function recentFailures(
  memory: readonly Failing[],
): (finding: Pick<Failing, 'target' | 'check'>) => boolean {
  const keys = new Set(memory.map(keyOf));
  return (finding) => keys.has(keyOf(finding));
}

function keyOf({ target, check }: Pick<Failing, 'target' | 'check'>): string {
  return `${target}\n${check}`;
}

/** @returns undefined where the table did not tell; that goes to `onError`, and no further */
export async function readFailing(
  vantage: string,
  store: Pick<StateStore, 'failing'>,
  onError: (error: unknown, during: string) => void,
): Promise<FailingMemory | undefined> {
  try {
    const json = await store.failing(vantage);
    return json === undefined ? { atMs: 0, failing: [] } : parseMemory(json);
  } catch (error) {
    onError(error, `reading what fails at ${vantage}`);
    return undefined;
  }
}

/**
 * Writes what fails; where nothing did and nothing does there is nothing to write. What could not be read is not written
 * either: it would be lost.
 */
export async function storeFailing(
  vantage: string,
  before: FailingMemory | undefined,
  now: FailingMemory,
  store: Pick<StateStore, 'putFailing'>,
  onError: (error: unknown, during: string) => void,
): Promise<void> {
  if (before === undefined || (before.failing.length === 0 && now.failing.length === 0)) return;
  try {
    await store.putFailing(vantage, JSON.stringify({ version: VERSION, ...now }));
  } catch (error) {
    onError(error, `keeping what fails at ${vantage}`);
  }
}

function parseMemory(json: string): FailingMemory {
  const { version, atMs, failing } = parseFields(json) ?? {};
  if (version !== VERSION || typeof atMs !== 'number' || !Array.isArray(failing))
    return { atMs: 0, failing: [] };
  return { atMs, failing: failing.filter(isFailing) };
}

function isFailing(value: unknown): value is Failing {
  const { target, check, failedAtMs, sinceMs } = asFields(value) ?? {};
  return (
    typeof target === 'string' &&
    typeof check === 'string' &&
    typeof sinceMs === 'number' &&
    Array.isArray(failedAtMs) &&
    failedAtMs.every((one) => typeof one === 'number')
  );
}
