import type { Explanation, Finding } from '../../core/finding.ts';
import type { ChangeWord, Fingerprint, LastGood, Mark } from '../../core/last-good.ts';
import type { Probe } from '../../core/probe.ts';
import { isoTime } from '../../core/time.ts';

/** A fingerprint with its place. */
interface PlacedFingerprint extends Fingerprint {
  readonly target: string;
  readonly check: string;
}

/** What the findings of one vantage can be recognised by. Pure. */
function fingerprintsOf(
  findings: readonly Finding[],
  probes: readonly Probe[],
): readonly PlacedFingerprint[] {
  return findings.flatMap((finding) => {
    const { target, check } = finding;
    const probe = probes.find(({ kind }) => kind === check);
    return (probe?.fingerprints?.(finding) ?? []).map((one) => ({ ...one, target, check }));
  });
}

type Placed = Pick<LastGood, 'target' | 'check' | 'subject'>;

/** Names hold no control characters (`lib/config/fields.ts`), so a line feed keeps them apart. */
function placeOf({ target, check, subject }: Placed): string {
  return `${target}\n${check}\n${subject}`;
}

function isSame(some: readonly Mark[], others: readonly Mark[]): boolean {
  return some.length === others.length && some.every(({ id }) => others.some((other) => other.id === id));
}

/** What was last well so long ago is no help to anybody. */
const FORGET_AFTER_MS = 90 * 86_400_000;
/** An item holds 400 KB (DynamoDB Developer Guide, "Constraints"), and what does not shrink must fit as well. */
const LARGEST_BYTES = 350_000;

/**
 * What is remembered after a full look: the fingerprint of what is well now; of everything else the one it had, with
 * the time at which that ended. Pure.
 *
 * @param atMs - the time of this look
 * @returns undefined where nothing has changed
 */
export function rememberRun(
  before: readonly LastGood[],
  findings: readonly Finding[],
  probes: readonly Probe[],
  atMs: number,
): readonly LastGood[] | undefined {
  const well = new Map(
    fingerprintsOf(findings, probes)
      .filter(({ verdict }) => verdict === 'well')
      .map((one) => [placeOf(one), one]),
  );
  const known = new Set(before.map(placeOf));
  const after = [
    ...before.flatMap((one) => {
      const now = well.get(placeOf(one));
      if (now === undefined) return (one.endedMs ?? atMs) > atMs - FORGET_AFTER_MS ? [ended(one, atMs)] : [];
      return [one.endedMs === undefined && isSame(one.marks, now.marks) ? one : entryOf(now)];
    }),
    ...[...well.values()].filter((one) => !known.has(placeOf(one))).map(entryOf),
  ];
  const kept = whatFits(after);
  const isUnchanged = kept.length === before.length && kept.every((one, place) => one === before[place]);
  return isUnchanged ? undefined : kept;
}

function ended(one: LastGood, atMs: number): LastGood {
  return one.endedMs === undefined ? { ...one, endedMs: atMs } : one;
}

function entryOf({ target, check, subject, marks }: PlacedFingerprint): LastGood {
  return { target, check, subject, marks };
}

function whatFits(entries: readonly LastGood[]): readonly LastGood[] {
  let bytes = 0;
  return entries.filter((one) => {
    bytes += Buffer.byteLength(JSON.stringify(one)) + 1;
    return bytes < LARGEST_BYTES;
  });
}

/** Explanations that say what fixes something must find room beside these. */
const MAX_CHANGES = 3;

/**
 * Adds to what is wrong how it differs from when it was last well; what did not change is left alone. Pure.
 *
 * @param nowMs - stands for the end of what every full look so far saw well
 */
export function withChanges(
  findings: readonly Finding[],
  lastGood: readonly LastGood[],
  probes: readonly Probe[],
  nowMs: number,
): readonly Finding[] {
  if (lastGood.length === 0) return findings;
  const before = new Map(lastGood.map((one) => [placeOf(one), one]));
  return findings.map((finding) => {
    if (finding.status !== 'failed' && finding.status !== 'degraded') return finding;
    const changes = fingerprintsOf([finding], probes).flatMap((now) => {
      const then = before.get(placeOf(now));
      if (now.verdict !== 'bad' || then === undefined || isSame(then.marks, now.marks)) return [];
      return [changeOf(then, now, nowMs)];
    });
    if (changes.length === 0) return finding;
    return { ...finding, explanations: [...finding.explanations, ...together(changes)] };
  });
}

interface Change {
  readonly subject: string;
  readonly why: ChangeWord;
  readonly values: { readonly until: string; readonly before: string; readonly now: string };
}

function changeOf(then: LastGood, now: Fingerprint, nowMs: number): Change {
  return {
    subject: now.subject,
    why: now.marks.length === 0 ? 'nothing-since-good' : 'changed-since-good',
    values: {
      until: isoTime(then.endedMs ?? nowMs) ?? '-',
      before: listOf(then.marks.map(nameOf)),
      now: listOf(now.marks.map(nameOf)),
    },
  };
}

const LISTED = 6;

function nameOf({ id, name = id }: Mark): string {
  return name;
}

function listOf(names: readonly string[]): string {
  return `${names.slice(0, LISTED).join(', ')}${names.length > LISTED ? ', …' : ''}`;
}

/** Ports that changed alike at the same time are one change. */
function together(changes: readonly Change[]): readonly Explanation[] {
  const alike = Map.groupBy(changes, ({ why, values }) => JSON.stringify([why, values]));
  return [...alike.values()].slice(0, MAX_CHANGES).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { why, values } = first;
    const id = listOf(group.map(({ subject }) => subject));
    return [{ what: 'changed', id, why, values, fix: '' }];
  });
}
