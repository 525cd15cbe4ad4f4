import { asFields, parseFields } from '../../core/json.ts';
import type { StateStore } from '../../core/notify/incident.ts';
import type { FoundTarget, Report } from '../../core/report.ts';

/** An object that discovery found before. */
interface KnownTarget extends FoundTarget {
  /** The last run did not find it: AWS may list an object in one answer and not in the next. */
  readonly isMissed?: true;
}

export interface KnownTargets {
  /** When the run began that was taken last. */
  readonly startedAt: string;
  /** The words under `discover:` that had a whole answer: only what comes after that is new. */
  readonly words: readonly string[];
  readonly targets: readonly KnownTarget[];
}

export interface TargetNews {
  readonly known: KnownTargets;
  readonly found: readonly FoundTarget[];
  readonly gone: readonly FoundTarget[];
}

/** What another version wrote in another form counts as nothing: then nothing is new. */
const VERSION = 1;

/**
 * What came and what went since the runs before. What a word could not list is not gone, and what a first whole answer
 * lists was there before. Pure.
 *
 * @param words - what is looked for today: what is no longer looked for is forgotten without a word
 * @returns undefined where this run was taken already
 */
export function targetNews(
  before: KnownTargets | undefined,
  { startedAt, discovered }: Pick<Report, 'startedAt' | 'discovered'>,
  words: readonly string[],
): TargetNews | undefined {
  if (discovered === undefined || before?.startedAt === startedAt) return undefined;
  const { found, incomplete } = discovered;
  const seen = new Map(found.map((one) => [one.id, one]));
  const old = new Map(before?.targets.map((one) => [one.id, one]));
  const isNews = ({ by, isWritten }: FoundTarget) =>
    before?.words.includes(by) === true && isWritten !== true;
  const unseen = [...old.values()].filter(({ id, by }) => !seen.has(id) && words.includes(by));
  const missed = unseen.filter(({ by, isMissed }) => incomplete.includes(by) || isMissed !== true);
  const gone = unseen.filter((one) => !missed.includes(one));
  const whole = words.filter((word) => !incomplete.includes(word));
  return {
    known: {
      startedAt,
      words: words.filter((word) => whole.includes(word) || before?.words.includes(word) === true),
      targets: [
        ...seen.values(),
        ...missed.map((one) => (incomplete.includes(one.by) ? one : { ...one, isMissed: true as const })),
      ],
    },
    found: [...seen.values()].filter((one) => !old.has(one.id) && isNews(one)),
    gone: gone.filter(isNews),
  };
}

export async function readKnownTargets(
  vantage: string,
  store: Pick<StateStore, 'knownTargets'>,
): Promise<KnownTargets | undefined> {
  const json = await store.knownTargets(vantage);
  const { version, startedAt, words, targets } = parseFields(json ?? '') ?? {};
  if (
    version !== VERSION ||
    typeof startedAt !== 'string' ||
    !Array.isArray(words) ||
    !Array.isArray(targets)
  )
    return undefined;
  return { startedAt, words, targets: targets.filter(isKnown) };
}

export async function storeKnownTargets(
  vantage: string,
  known: KnownTargets,
  store: Pick<StateStore, 'putKnownTargets'>,
): Promise<void> {
  await store.putKnownTargets(vantage, JSON.stringify({ version: VERSION, ...known }));
}

function isKnown(value: unknown): value is KnownTarget {
  const { id, name, type, by } = asFields(value) ?? {};
  return [id, name, type, by].every((one) => typeof one === 'string');
}
