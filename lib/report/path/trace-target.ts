import type { Evidence, Finding, FindingFault } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import {
  HOPS,
  type HopName,
  type HopState,
  type KindHop,
  type PathHop,
  type PathLane,
  type TargetPath,
} from '../../core/path.ts';
import type { Probe } from '../../core/probe.ts';
import type { Status } from '../../core/reason.ts';
import { PATH_PHRASES } from '../phrases/path-phrases.ts';
import { describeValue, measuredAt, worstValue } from './figure.ts';
import { ANYWHERE, keyOf, mostExact, type Place, placesOf, widerPlaces } from './places.ts';
import { shownLanes } from './shown-lanes.ts';

/** One place of one hop, as one check saw it. */
interface Seen {
  readonly line: string;
  readonly from: string | undefined;
  readonly hop: KindHop;
  readonly check: string;
  readonly place: Place;
  readonly shown: string | undefined;
  readonly state: HopState;
  readonly degraded: boolean;
  readonly reason: string | undefined;
  readonly values: readonly number[];
  readonly outcome: string | undefined;
}

/** What several checks and entries say of one hop of one lane. */
interface DraftHop {
  readonly name: HopName;
  readonly state: HopState;
  readonly degraded: boolean;
  readonly reason: string | undefined;
  readonly check: string | undefined;
  readonly shown: readonly string[];
  readonly seen: readonly Seen[];
}

const OWN_LINE = '';
/** A path is looked at, not searched: more lanes than this are counted. */
const MOST_LANES = 12;

/** The paths of all targets of one vantage, in the order of their findings. */
export function tracePaths(
  findings: readonly Finding[],
  probes: readonly Probe[],
  locale: Locale,
): readonly TargetPath[] {
  return [...Map.groupBy(findings, ({ target }) => target)].map(([target, its]) =>
    traceTarget(target, its, probes, locale),
  );
}

function traceTarget(
  target: string,
  findings: readonly Finding[],
  probes: readonly Probe[],
  locale: Locale,
): TargetPath {
  const vantage = findings[0]?.vantage ?? '';
  const seen = findings.flatMap((finding) =>
    seenBy(finding, probes.find(({ kind }) => kind === finding.check)?.hops ?? []),
  );
  const wrong = findings.filter(({ status }) => status !== 'healthy');
  const broken = wrong.length > 0 && wrong.every(({ reason }) => reason === 'vantage-broken');
  const lanes = [...Map.groupBy(seen, ({ line }) => line).values()]
    .flatMap((ofLine) => lanesOf(ofLine, ofLine[0]?.from ?? vantage, broken, locale))
    .sort((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status));
  const kept = shownLanes({ lanes }, MOST_LANES);
  return {
    target,
    status: worstStatus(findings.map(({ status }) => status)),
    lanes: kept,
    ...(lanes.length > kept.length && { lanesLeftOut: lanes.length - kept.length }),
  };
}

const WORST: readonly Status[] = ['failed', 'unknown', 'degraded', 'healthy'];

function worstStatus(statuses: readonly Status[]): Status {
  return WORST.find((status) => statuses.includes(status)) ?? 'healthy';
}

/** The worst lane on which a check is. */
export function laneOf(path: TargetPath | undefined, check: string): PathLane | undefined {
  return path?.lanes.find(({ hops }) => hops.some((hop) => hop.check === check)) ?? path?.lanes[0];
}

/** What one finding says of each of its kind's hops. */
function seenBy(finding: Finding, hops: readonly KindHop[]): readonly Seen[] {
  const taken = new Set(hops.flatMap(({ reasons = [] }) => reasons));
  const isOf = (hop: KindHop, { reason }: FindingFault) =>
    hop.reasons === undefined ? !taken.has(reason) : hop.reasons.includes(reason);
  return hops.flatMap((hop, index) => {
    const here = finding.evidence.filter((entry) => hop.at?.(entry) ?? true);
    const faults = finding.faults.filter((fault) => isOf(hop, fault));
    const before = finding.faults.filter(
      (fault) => fault.status === 'failed' && hops.slice(0, index).some((one) => isOf(one, fault)),
    );
    const entries = here.flatMap((entry) => seenAt(finding, hop, entry, faults, before));
    // Where an outage has no evidence of its own it is everywhere.
    const homeless = faults.filter((fault) => !here.some((entry) => isAt(fault, entry)));
    const [worst] = homeless;
    if (worst === undefined) return entries;
    const everywhere = {
      line: OWN_LINE,
      from: undefined,
      hop,
      check: finding.check,
      place: ANYWHERE,
      shown: undefined,
      values: [],
      outcome: undefined,
    };
    return [...entries, { ...everywhere, ...stateOf(homeless) }];
  });
}

function seenAt(
  finding: Finding,
  hop: KindHop,
  entry: Evidence,
  faults: readonly FindingFault[],
  before: readonly FindingFault[],
): readonly Seen[] {
  const { by = [], each, shows, figure, line } = hop;
  const own = faults.filter((fault) => isAt(fault, entry));
  const found = line?.(entry);
  const beside = found !== undefined && found.from !== finding.vantage ? found : undefined;
  const state =
    own.length === 0 && before.some((fault) => by.length === 0 || isAt(fault, entry))
      ? ({ state: 'not-reached', degraded: false, reason: undefined } as const)
      : stateOf(own);
  // How long an answer took says nothing where there was none.
  const values =
    figure !== undefined && 'measurement' in figure && (figure.as !== 'time' || own.length === 0)
      ? measuredAt(finding.measurements, entry.subject, figure)
      : [];
  return placesOf(entry, by, each).map((place) => ({
    line: beside?.key ?? OWN_LINE,
    from: beside?.from,
    hop,
    check: finding.check,
    place,
    shown: shownAt(shows, place, entry),
    ...state,
    values,
    outcome: entry.outcome,
  }));
}

function isAt(fault: FindingFault, entry: Evidence): boolean {
  return fault.subject === entry.subject && (fault.address === undefined || fault.address === entry.address);
}

function shownAt(shows: KindHop['shows'], place: Place, entry: Evidence): string | undefined {
  if (shows === undefined) return undefined;
  if (shows === 'port') {
    if (place.port === undefined) return undefined;
    return typeof entry.serves === 'string' ? `:${place.port} ${entry.serves}` : `:${place.port}`;
  }
  const value =
    shows === 'host' ? place.host : shows === 'address' ? (place.address ?? entry.address) : entry[shows];
  return typeof value === 'string' ? value : undefined;
}

/** What faults make of a hop. What a lower outage hides is not reached; what could not be asked is not checked. */
function stateOf(faults: readonly FindingFault[]): Pick<Seen, 'state' | 'degraded' | 'reason'> {
  const failed = faults.find(({ status }) => status === 'failed');
  if (failed !== undefined) return { state: 'failed', degraded: false, reason: failed.reason };
  const unknown = faults.find(({ status }) => status === 'unknown');
  if (unknown !== undefined) {
    const state = unknown.blockedBy === undefined ? 'not-checked' : 'not-reached';
    return { state, degraded: false, reason: unknown.reason };
  }
  const [degraded] = faults;
  return { state: 'passed', degraded: degraded !== undefined, reason: degraded?.reason };
}

/** The lanes of one line: one for each place, those whose hops look alike made one. */
function lanesOf(seen: readonly Seen[], from: string, broken: boolean, locale: Locale): readonly PathLane[] {
  const ofHop = HOPS.flatMap((name) => {
    const its = seen.filter(({ hop }) => hop.name === name);
    return its.length === 0 ? [] : [{ name, ofPlace: Map.groupBy(its, ({ place }) => keyOf(place)) }];
  });
  const drafts = mostExact(seen.map(({ place }) => place)).map((place) => {
    const keys = widerPlaces(place).map(keyOf);
    return ofHop.flatMap(({ name, ofPlace }) => {
      const here = keys.flatMap((key) => ofPlace.get(key) ?? []);
      return here.length === 0 ? [] : [combined(name, here)];
    });
  });
  const alike = Map.groupBy(drafts, (hops) =>
    hops.map(({ name, state, degraded, reason }) => `${name} ${state} ${degraded} ${reason}`).join('\n'),
  );
  const start: PathHop = { name: 'vantage', state: broken ? 'failed' : 'passed', label: from };
  return [...alike.values()].map((group) => {
    const hops = [start, ...foldedHops(group, locale)];
    return { status: statusOf(hops), hops };
  });
}

const HEAVIEST: readonly HopState[] = ['failed', 'not-checked', 'not-reached', 'passed'];

function combined(name: HopName, seen: readonly Seen[]): DraftHop {
  const worst = [...seen].sort(
    (a, b) =>
      HEAVIEST.indexOf(a.state) - HEAVIEST.indexOf(b.state) || Number(b.degraded) - Number(a.degraded),
  )[0];
  return {
    name,
    state: worst?.state ?? 'not-checked',
    degraded: worst?.degraded ?? false,
    reason: worst?.reason,
    check: worst?.check,
    shown: seen.flatMap(({ shown }) => shown ?? []),
    seen,
  };
}

/** Lanes that look alike, as one. */
function foldedHops(group: readonly (readonly DraftHop[])[], locale: Locale): readonly PathHop[] {
  const [first = []] = group;
  return first.map(({ name, state, degraded, reason, check }, index): PathHop => {
    const alike = group.flatMap((hops) => hops[index] ?? []);
    const label = describeShown(name, new Set(alike.flatMap(({ shown }) => shown)), locale);
    const figure = state === 'not-reached' ? undefined : figureOf(alike, state, locale);
    return {
      name,
      state,
      ...(label !== undefined && { label }),
      ...(figure !== undefined && { figure }),
      ...(degraded && { degraded }),
      ...(reason !== undefined && { reason }),
      ...(check !== undefined && { check }),
    };
  });
}

function describeShown(name: HopName, shown: ReadonlySet<string>, locale: Locale): string | undefined {
  const [only] = shown;
  if (shown.size <= 1) return only;
  return `${shown.size}${PATH_PHRASES[locale].several[name] ?? ''}`;
}

function figureOf(alike: readonly DraftHop[], state: HopState, locale: Locale): string | undefined {
  const seen = alike.flatMap((hop) => hop.seen);
  const figure = seen.find(({ hop }) => hop.figure !== undefined)?.hop.figure;
  if (figure === undefined) return undefined;
  if ('share' in figure) {
    const places = new Map(seen.flatMap((one) => (one.shown === undefined ? [] : [[one.shown, one]])));
    const counted = [...places.values()].filter(({ outcome = '' }) => figure.share.includes(outcome));
    return places.size === 0 ? undefined : `${counted.length}/${places.size}`;
  }
  // Of a certificate that is refused it is no matter how long it lasts; by how much a clock is off is the finding.
  if (state === 'failed' && figure.as !== 'offset') return undefined;
  const value = worstValue(
    seen.filter((one) => one.hop.figure === figure).flatMap(({ values }) => values),
    figure,
  );
  return value === undefined ? undefined : describeValue(value, figure, locale);
}

function statusOf(hops: readonly PathHop[]): Status {
  if (hops.some(({ state }) => state === 'failed')) return 'failed';
  if (hops.some(({ state }) => state !== 'passed')) return 'unknown';
  return hops.some(({ degraded }) => degraded === true) ? 'degraded' : 'healthy';
}
