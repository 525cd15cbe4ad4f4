import type { Config } from '../../config/config.ts';
import { asFields, parseFields } from '../../core/json.ts';
import {
  type ClosedIncident,
  closed,
  type Incident,
  type IncidentKey,
  isOpen,
  type Mute,
  type StateStore,
  type Subject,
} from '../../core/notify/incident.ts';
import type { TargetPlace } from '../../core/plan.ts';

type Vantages = Pick<Config, 'vantages'>;

/** What targets were called before (`was` of gatewatch.yaml). */
export interface FormerNames {
  /** The name of today; the same place where it is none of before. */
  readonly now: (place: TargetPlace) => TargetPlace;
  /** The names of before, newest first as they are written. */
  readonly before: (place: TargetPlace) => readonly TargetPlace[];
  /** The renamed targets of a vantage. */
  readonly at: (vantage: string) => readonly Renamed[];
}

interface Renamed {
  readonly target: string;
  readonly was: readonly TargetPlace[];
}

/** One configuration is asked about by every event. */
const read = new WeakMap<Config['vantages'], FormerNames>();

export function formerNames({ vantages }: Vantages): FormerNames {
  const known = read.get(vantages) ?? readNames(vantages);
  read.set(vantages, known);
  return known;
}

function readNames(vantages: Config['vantages']): FormerNames {
  const renamed = new Map(
    vantages.map(({ name, targets }) => [
      name,
      targets.flatMap(({ name: target, was = [] }): readonly Renamed[] =>
        was.length === 0 ? [] : [{ target, was }],
      ),
    ]),
  );
  const today = new Map(
    [...renamed].flatMap(([vantage, its]) =>
      its.flatMap(({ target, was }) => was.map((one) => [idOf(one), { vantage, target }] as const)),
    ),
  );
  const at = (vantage: string) => renamed.get(vantage) ?? [];
  return {
    now: (place) => today.get(idOf(place)) ?? place,
    before: ({ vantage, target }) => at(vantage).find((one) => one.target === target)?.was ?? [],
    at,
  };
}

function idOf({ vantage, target }: TargetPlace): string {
  return `${vantage}\n${target}`;
}

/** A finding's key under the names of today. */
export function underTodaysName<K extends TargetPlace>(key: K, names: FormerNames): K {
  const { vantage, target } = names.now(key);
  return vantage === key.vantage && target === key.target ? key : { ...key, vantage, target };
}

/**
 * The table as it would be had every target always been called what it is called today. What stands under an earlier
 * name is read as the target's own, and written anew under the name of today.
 */
export function withFormerNames<S extends StateStore>(store: S, config: Vantages): S {
  if (config.vantages.every(({ targets }) => targets.every(({ was = [] }) => was.length === 0))) return store;
  const names = formerNames(config);
  const openBefore = async (subject: Subject): Promise<readonly Incident[]> => {
    const subjects = subject.kind === 'finding' ? names.before(subject) : [];
    const found = await Promise.all(
      subjects.map((place) => store.incident({ ...subject, ...place } as Subject)),
    );
    return found.filter(isOpen).toSorted((a, b) => b.stateChangedMs - a.stateChangedMs);
  };
  const putIncident = async (incident: Incident | ClosedIncident): Promise<boolean> => {
    const isWritten = await store.putIncident(incident);
    if (isWritten)
      await Promise.all((await openBefore(incident.subject)).map((one) => store.putIncident(closed(one))));
    return isWritten;
  };
  const incident = async (subject: Subject): Promise<Incident | ClosedIncident | undefined> => {
    const [own, [old]] = await Promise.all([store.incident(subject), openBefore(subject)]);
    if (old === undefined || (own !== undefined && own.stateChangedMs >= old.stateChangedMs)) return own;
    return renamed(old, subject);
  };
  /** The incident under the name of today; undefined where that name has a later one. */
  const carryOver = async (one: Incident): Promise<Incident | undefined> => {
    const subject = subjectToday(one.subject, names);
    if (subject === one.subject) return one;
    const carried = await incident(subject);
    const isCarried =
      carried !== undefined && isOpen(carried) && carried.stateChangedMs === one.stateChangedMs;
    if (!isCarried) {
      await store.putIncident(closed(one));
      return undefined;
    }
    await putIncident(carried);
    return carried;
  };
  return {
    ...store,
    incident,
    putIncident,
    openIncidents: async () => {
      const carried: Incident[] = [];
      // One after the other: two of before may be one today.
      for (const one of await store.openIncidents()) carried.push(...[(await carryOver(one)) ?? []].flat());
      return carried;
    },
    held: async () =>
      (await store.held()).map((notice) =>
        notice.subject === undefined ? notice : { ...notice, subject: subjectToday(notice.subject, names) },
      ),
    mutes: async () => (await store.mutes()).flatMap((mute) => withTodaysNames(mute, config)),
    lastGood: async (vantage) => {
      const own = await store.lastGood(vantage);
      const carried = await rememberedOf(vantage, own, 'lastGood', store.lastGood, names);
      // Written here, for a run in which nothing changes writes nothing. Refused, it is read the same way next time.
      if (carried !== undefined && carried !== own) await store.putLastGood(vantage, carried).catch(() => {});
      return carried;
    },
    failing: async (vantage) =>
      rememberedOf(vantage, await store.failing(vantage), 'failing', store.failing, names),
  };
}

function subjectToday(subject: Subject, names: FormerNames): Subject {
  return subject.kind === 'finding' ? underTodaysName(subject, names) : subject;
}

/**
 * CloudWatch has no data under the earlier name any more, and calls that OK: runs decide when it is over, unless the
 * name of today alarms as well.
 */
function renamed(old: Incident, subject: Subject): Incident {
  const { vantage, target } = old.subject as IncidentKey;
  return {
    ...old,
    subject,
    openedAs: old.openedAs ?? { vantage, target },
    ...(old.phase === 'alarm' && { phase: 'vanished' }),
  };
}

/** A mute names no vantage: one of the earlier name mutes what has it now, and what still has that name elsewhere. */
function withTodaysNames(mute: Mute, { vantages }: Vantages): readonly Mute[] {
  const today = vantages.flatMap(({ targets }) =>
    targets.filter(({ was = [] }) => was.some(({ target }) => target === mute.target)),
  );
  return [mute, ...today.map(({ name: target }) => ({ ...mute, target }))];
}

/** A list of what is remembered of a vantage's targets, JSON, with the entries of before under the names of today. */
async function rememberedOf(
  vantage: string,
  own: string | undefined,
  list: 'lastGood' | 'failing',
  readAt: (vantage: string) => Promise<string | undefined>,
  names: FormerNames,
): Promise<string | undefined> {
  const its = entriesOf(own, list);
  const known = new Set(its.entries.map(targetOf));
  const missing = names.at(vantage).filter(({ target }) => !known.has(target));
  if (missing.length === 0) return own;
  const places = [...new Set(missing.flatMap(({ was }) => was.map((one) => one.vantage)))];
  const before = new Map(
    await Promise.all(
      places.map(
        async (place) => [place, place === vantage ? its : entriesOf(await readAt(place), list)] as const,
      ),
    ),
  );
  const carried = missing.flatMap(({ target, was }) =>
    was.flatMap((one) =>
      (before.get(one.vantage)?.entries ?? [])
        .filter((entry) => targetOf(entry) === one.target)
        .map((entry) => ({ ...asFields(entry), target })),
    ),
  );
  if (carried.length === 0) return own;
  const kept = its.entries.filter((entry) => {
    const now = names.now({ vantage, target: targetOf(entry) });
    return now.vantage === vantage && now.target === targetOf(entry);
  });
  const others = [...before.values()].map(({ fields }) => fields);
  return JSON.stringify({ ...Object.assign({}, ...others), ...its.fields, [list]: [...kept, ...carried] });
}

function entriesOf(json: string | undefined, list: string) {
  const fields = json === undefined ? {} : (parseFields(json) ?? {});
  const entries = fields[list];
  return { fields, entries: Array.isArray(entries) ? (entries as readonly unknown[]) : [] };
}

function targetOf(entry: unknown): string {
  return String(asFields(entry)?.target);
}
