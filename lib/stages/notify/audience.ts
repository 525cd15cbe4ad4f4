import type { Config } from '../../config/config.ts';
import { type HeldNotice, type Incident, type Subject, subjectId } from '../../core/notify/incident.ts';
import {
  isQuiet,
  isRouted,
  OWN_ACCOUNT,
  type Recipient,
  type RoutedFacts,
  readersOf,
} from '../../core/notify/route.ts';
import type { Severity } from '../../core/reason.ts';
import type { FoundTarget, RenderedFinding } from '../../core/report.ts';

/** Names of the recipients of a message. */
export interface Audience {
  readonly to: readonly string[];
  /** Those in their quiet hours: it is kept for them. */
  readonly held: readonly string[];
}

/** What a message is about, as far as it decides who receives it. */
export interface AudienceInput {
  /** Absent for what leaves no incident behind. */
  readonly subject?: Subject;
  readonly severity: Severity;
  readonly finding?: RenderedFinding | undefined;
  /** It ends, or improves, what was notified before. */
  readonly isEnd: boolean;
  /** Somebody tries whether messages arrive. */
  readonly isTest?: boolean;
  /** What is open of the subject. */
  readonly incident?: Incident | undefined;
}

interface AudienceTools {
  readonly config: Config;
  readonly nowMs: number;
  /** What waits for the end of quiet hours. */
  readonly held: readonly HeldNotice[];
}

/**
 * Who receives a message. Who was notified of a failure receives its end, whatever the routes say by then.
 *
 * @returns undefined where everything goes to everybody
 */
export function audienceOf(
  input: AudienceInput,
  { config, nowMs, held }: AudienceTools,
): Audience | undefined {
  const { notify } = config;
  if (!isRouted(notify)) return undefined;
  const { subject, severity, isEnd, isTest = false, incident } = input;
  if (isTest) return { to: namesOf(notify.recipients), held: [] };
  const readers = isEnd
    ? taking(severity, notify).filter((one) => wasNotified(one, incident))
    : readersOf(factsOf(input, config), notify, nowMs);
  // What follows something that still waits is read after it, in the same message.
  const isWaiting = ({ name, quiet }: Recipient) =>
    quiet?.except.includes(severity) !== true &&
    subject !== undefined &&
    held.some(
      (one) =>
        one.channel === name && one.subject !== undefined && subjectId(one.subject) === subjectId(subject),
    );
  const quiet = readers.filter((reader) => isQuiet(reader, severity, nowMs) || isWaiting(reader));
  return { to: namesOf(readers.filter((reader) => !quiet.includes(reader))), held: namesOf(quiet) };
}

/** What routes look at. */
export function factsOf(
  {
    subject,
    severity,
    finding,
  }: Pick<AudienceInput, 'subject' | 'severity'> & {
    readonly finding?: Pick<RenderedFinding, 'owner' | 'tags'> | undefined;
  },
  { vantages }: Pick<Config, 'vantages'>,
): RoutedFacts {
  const vantage = vantages.find(({ name }) => name === subject?.vantage);
  const key = subject?.kind === 'finding' ? subject : undefined;
  const target = vantage?.targets.find(({ name }) => name === key?.target);
  // The file has precedence over what AWS says of a configured target.
  const owner = target?.owner ?? finding?.owner;
  const tags =
    target === undefined && finding?.tags === undefined ? undefined : { ...finding?.tags, ...target?.tags };
  return {
    account: vantage?.spoke?.account.name ?? OWN_ACCOUNT,
    severity,
    ...(subject?.vantage !== undefined && { vantage: subject.vantage }),
    ...(key !== undefined && { target: key.target, check: key.check }),
    ...(owner !== undefined && { owner }),
    ...(tags !== undefined && { tags }),
  };
}

/** A target that discovery found or lost. */
export interface TargetChange {
  readonly vantage: string;
  readonly one: FoundTarget;
  readonly severity: Severity;
  /** What was open of it, and ends with it. */
  readonly incidents: readonly Incident[];
}

/**
 * Who receives that a target came or went: whom the routes name for what asks of no check, and who was notified of what
 * ends with it.
 *
 * @returns undefined where everything goes to everybody
 */
export function audienceOfTarget(
  { vantage, one, severity, incidents }: TargetChange,
  { config, nowMs }: Pick<AudienceTools, 'config' | 'nowMs'>,
): Audience | undefined {
  const { notify } = config;
  if (!isRouted(notify)) return undefined;
  const subject = { kind: 'finding', vantage, target: one.name, check: '' } as const;
  const { check: _, ...facts } = factsOf({ subject, severity, finding: one }, config);
  const routed = readersOf(facts, notify, nowMs);
  const notified = incidents.flatMap((incident) =>
    incident.lastNotifiedMs > 0 ? taking(severity, notify).filter((who) => wasNotified(who, incident)) : [],
  );
  const readers = notify.recipients.filter((who) => routed.includes(who) || notified.includes(who));
  const quiet = readers.filter((who) => isQuiet(who, severity, nowMs));
  return { to: namesOf(readers.filter((who) => !quiet.includes(who))), held: namesOf(quiet) };
}

function taking(severity: Severity, { recipients }: Config['notify']): readonly Recipient[] {
  return recipients.filter((one) => one.severity.includes(severity));
}

/** Where nobody was remembered everybody was notified. */
function wasNotified({ name, was = name }: Recipient, incident: Incident | undefined): boolean {
  const { notifiedTo } = incident ?? {};
  return notifiedTo === undefined || notifiedTo.includes(name) || notifiedTo.includes(was);
}

function namesOf(all: readonly Recipient[]): readonly string[] {
  return all.map(({ name }) => name);
}

/** Messages for some things at once: who receives the same ones shares one. */
export interface SharedMessage<T> {
  /** undefined: everybody. */
  readonly to: readonly string[] | undefined;
  readonly items: readonly T[];
}

export function sharedMessages<T>(
  items: readonly T[],
  toOf: (item: T) => readonly string[] | undefined,
): readonly SharedMessage<T>[] {
  const places = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    const to = toOf(item);
    if (to === undefined) return [{ to: undefined, items }];
    for (const name of to) places.set(name, [...(places.get(name) ?? []), index]);
  }
  const groups = Map.groupBy(places, ([, indices]) => indices.join());
  return [...groups.values()].map((group) => ({
    to: group.map(([name]) => name),
    items: (group[0]?.[1] ?? []).flatMap((index) => items.slice(index, index + 1)),
  }));
}
