import { Cron } from 'croner';
import { CHANNEL_KEYS } from '../channels/settings.ts';
import { formatPath } from '../core/errors.ts';
import { isMapping } from '../core/json.ts';
import { suggest } from '../core/nearest.ts';
import { EVERYBODY } from '../core/notify/route.ts';
import { HOUR_MS } from '../core/time.ts';
import { spokeVantageName } from '../core/vantage.ts';
import { accountIssues } from './account-rules.ts';
import { parseDurationMs } from './duration.ts';
import { isCron, isTimeZone } from './fields.ts';
import { formerNameIssues } from './former-name-rules.ts';
import { type SchemaIssue, showValue } from './issues.ts';
import { parseRate } from './rate.ts';
import { hoursIssues } from './route-rules.ts';
import { again, at, listAt, nameIn, ordinal, type PlacedVantage, twice } from './rule-kit.ts';

/** Metrics Insights looks back three hours at most (CloudWatch User Guide, "Metrics Insights quotas"). */
const MAX_ALARM_WINDOW_MS = 3 * 3_600_000;

/**
 * What several values together must obey. It takes the file as it was read, for these faults are shown
 * beside those of the schema: whatever has the wrong type is passed over here.
 */
export function ruleIssues(root: unknown): readonly SchemaIssue[] {
  const placed = placedVantages(root);
  return [
    ...alarmIssues(root),
    ...accountIssues(root),
    ...noVantageIssues(root),
    ...twice(listAt(root, 'vantages'), ['vantages'], 'vantage'),
    ...placed.flatMap(({ vantage, path }) => [
      ...twice(listAt(vantage, 'targets'), [...path, 'targets'], 'target of this vantage'),
      ...placeIssues(vantage, path),
      ...viaIssues(vantage, path),
    ]),
    ...formerNameIssues(placed),
    // Its alarm's logical id begins with a capital, whatever the name does.
    ...twice(listAt(root, 'mtls'), ['mtls'], 'load balancer', (name) => name.toLowerCase()),
    ...mailIssues(root),
    ...channelNameIssues(root),
    ...fallbackIssues(root),
    ...twice(listAt(root, 'maintenance'), ['maintenance'], 'maintenance window'),
    ...maintenanceIssues(
      root,
      placed.map(({ vantage }) => vantage),
    ),
    ...endlessIssues(root),
    ...hoursIssues(root),
  ];
}

/** What an account is called by, the first that is there. */
const ACCOUNT_KEYS = ['name', 'id', 'organizationalUnit'];

/** Every vantage that the file names, of this account and of others. */
function placedVantages(root: unknown): readonly PlacedVantage[] {
  const here = listAt(root, 'vantages').map((vantage, index) => ({
    vantage,
    name: nameIn(at(vantage, 'name')),
    path: ['vantages', index],
  }));
  const elsewhere = listAt(root, 'accounts').flatMap((account, index) =>
    listAt(account, 'vantages').map((vantage, place) => ({
      vantage,
      name: spokeVantageName({
        // An entry without an account stands for every account of its unit.
        account: { id: '', name: nameIn(ACCOUNT_KEYS.map((key) => at(account, key)).find(Boolean)) },
        region: nameIn(at(vantage, 'region') ?? listAt(account, 'regions')[0]),
        vantage: nameIn(at(vantage, 'name')),
      }),
      path: ['accounts', index, 'vantages', place],
    })),
  );
  return [...here, ...elsewhere];
}

function noVantageIssues(root: unknown): readonly SchemaIssue[] {
  const vantages = at(root, 'vantages');
  if (!Array.isArray(vantages) || vantages.length > 0 || listAt(root, 'accounts').length > 0) return [];
  return [{ path: ['vantages'], about: 'value', message: 'expected at least 1 entry, got a list' }];
}

function alarmIssues(root: unknown): readonly SchemaIssue[] {
  const alarm = at(root, 'alarm') ?? { failing: 2, of: 3 };
  const failing = at(alarm, 'failing');
  const of = at(alarm, 'of');
  if (typeof failing !== 'number' || typeof of !== 'number') return [];
  const faults: SchemaIssue[] = [];
  if (failing > of) {
    const message = `expected at most "of", which is ${of}, got number ${failing}`;
    faults.push({ path: ['alarm', 'failing'], about: 'value', message });
  }
  const schedule = at(root, 'schedule') ?? 'rate(5 minutes)';
  const rate = typeof schedule === 'string' ? parseRate(schedule) : undefined;
  if (rate !== undefined && 'periodMs' in rate && rate.periodMs * of > MAX_ALARM_WINDOW_MS) {
    const message = `an alarm looks back three hours at most: expected schedule × ${of} (alarm.of) to be 3 h or less, got "${rate.expression}"`;
    faults.push({ path: ['schedule'], about: 'value', message });
  }
  return faults;
}

function placeIssues(vantage: unknown, path: readonly PropertyKey[]): readonly SchemaIssue[] {
  const hasVpc = at(vantage, 'vpc') !== undefined;
  const hasSubnets = at(vantage, 'subnets') !== undefined;
  const faults: SchemaIssue[] = [];
  if (hasVpc !== hasSubnets) {
    const [missing, present] = hasVpc ? ['subnets', 'vpc'] : ['vpc', 'subnets'];
    const message = `is missing: expected it beside "${present}" (an on-premises vantage has neither)`;
    faults.push({ path: [...path, missing], about: 'value', message });
  }
  if (at(vantage, 'ipv6') !== undefined && !hasVpc) {
    const message = 'is for a vantage in a VPC: expected "vpc" and dual-stack "subnets" beside it';
    faults.push({ path: [...path, 'ipv6'], about: 'value', message });
  }
  if (at(vantage, 'concurrency') !== undefined && !hasVpc) {
    const message = 'is for a vantage in a VPC: expected "vpc" and "subnets" beside it';
    faults.push({ path: [...path, 'concurrency'], about: 'value', message });
  }
  for (const key of ['include', 'exclude'])
    if (listAt(vantage, key).length > 0 && listAt(vantage, 'discover').length === 0) {
      const message = 'is about what is found: expected at least one entry under "discover" beside it';
      faults.push({ path: [...path, key], about: 'value', message });
    }
  const targets = at(vantage, 'targets');
  const empty = targets === undefined || (Array.isArray(targets) && targets.length === 0);
  const discover = listAt(vantage, 'discover');
  if (isMapping(vantage) && empty && discover.length === 0) {
    const message = 'has nothing to watch: expected at least one entry under "targets" or "discover"';
    faults.push({ path, about: 'value', message });
  }
  return faults;
}

/** A mailbox subscribes once: of two subscriptions of one address SNS would keep the first one's severities. */
function mailIssues(root: unknown): readonly SchemaIssue[] {
  return again(listAt(at(root, 'notify'), 'email'), 'to', (to) => to.toLowerCase()).map(
    ({ value, index, first }) => ({
      path: ['notify', 'email', index, 'to'],
      about: 'value' as const,
      message: `expected another address, got ${showValue(value)}, which is the ${ordinal(first)} mailbox already (it takes a list of severities)`,
    }),
  );
}

/** What routes call everything that is no channel with a name: no channel may be called so. */
const TAKEN_NAMES: readonly string[] = [...CHANNEL_KEYS, 'chat', EVERYBODY];

/** Routes, filters and what is remembered know a channel by its name. */
function channelNameIssues(root: unknown): readonly SchemaIssue[] {
  const notify = at(root, 'notify');
  const entries = CHANNEL_KEYS.flatMap((key) =>
    listAt(notify, key).map((entry, index) => ({
      name: at(entry, 'name'),
      path: ['notify', key, index, 'name'],
    })),
  );
  const first = new Map<unknown, string>();
  return entries.flatMap(({ name, path }): readonly SchemaIssue[] => {
    const [, key = ''] = path;
    const message =
      typeof name === 'string' && TAKEN_NAMES.includes(name)
        ? `expected another name, got "${name}", which routes give to something else`
        : first.has(name ?? key)
          ? name === undefined
            ? `is missing: expected it, for ${first.get(key)} has none and is called "${String(key)}"`
            : `expected another name, got ${showValue(name)}, which is that of ${first.get(name)} already`
          : undefined;
    if (message !== undefined) return [{ path, about: 'value', message }];
    first.set(name ?? key, formatPath(path.slice(0, -1)));
    return [];
  });
}

/** Keys of `notify` that are no channel of people. */
const NO_CHANNEL = new Set(['email', 'eventBridge', 'routes']);

/**
 * When a channel fails, only a mailbox can receive that: its path shares neither topic, queue, function, secret nor key
 * with the others.
 */
function fallbackIssues(root: unknown): readonly SchemaIssue[] {
  const notify = at(root, 'notify');
  if (!isMapping(notify) || listAt(notify, 'email').length > 0) return [];
  const [channel] = Object.entries(notify).find(
    ([key, value]) =>
      !NO_CHANNEL.has(key) &&
      (value === true || isMapping(value) || (Array.isArray(value) && value.length > 0)),
  ) ?? [undefined];
  if (channel === undefined) return [];
  const message = `has no mailbox: expected at least one entry under "email" beside "${channel}", for only a mailbox is told when ${channel} cannot be reached`;
  return [{ path: ['notify'], about: 'value', message }];
}

/** `via` names a proxy among the targets of the same vantage. */
function viaIssues(vantage: unknown, path: readonly PropertyKey[]): readonly SchemaIssue[] {
  const targets = listAt(vantage, 'targets');
  const proxies = targets
    .filter((target) => at(target, 'type') === 'http-proxy')
    .map((target) => at(target, 'name'))
    .filter((name) => typeof name === 'string');
  return targets.flatMap((target, place) => {
    const via = at(target, 'via');
    if (typeof via !== 'string' || proxies.includes(via)) return [];
    const message = `expected the name of an http-proxy target of this vantage, got ${showValue(via)}${suggest(via, proxies)}`;
    return [{ path: [...path, 'targets', place, 'via'], about: 'value' as const, message }];
  });
}

function maintenanceIssues(root: unknown, vantages: readonly unknown[]): readonly SchemaIssue[] {
  // What discovery finds has names nobody wrote down.
  if (vantages.some((vantage) => listAt(vantage, 'discover').length > 0)) return [];
  const names = vantages
    .flatMap((vantage) => listAt(vantage, 'targets').map((target) => at(target, 'name')))
    .filter((name) => typeof name === 'string');
  return listAt(root, 'maintenance').flatMap((window, index) =>
    listAt(window, 'targets').flatMap((name, place) => {
      if (typeof name !== 'string' || names.includes(name)) return [];
      const message = `expected the name of a target, got ${showValue(name)}${suggest(name, names)}`;
      return [{ path: ['maintenance', index, 'targets', place], about: 'value' as const, message }];
    }),
  );
}

/** Any year does; this one is the same in every run. */
const COMPARED_FROM_MS = Date.parse('2026-01-01T00:00:00Z');
/** More begins than any day has: a pattern that leaves no gap among them leaves none within a day. */
const BEGINS_COMPARED = 1500;
const HALF_DAY_MS = 12 * HOUR_MS;
const HALF_DAYS_COMPARED = 2 * 366;

/** A window that begins again before it ends never ends, and no message would ever be sent. */
function endlessIssues(root: unknown): readonly SchemaIssue[] {
  return listAt(root, 'maintenance').flatMap((window, index) => {
    const [cron, duration, zone] = ['cron', 'duration', 'timezone'].map((key) => at(window, key));
    if (typeof cron !== 'string' || typeof duration !== 'string' || typeof zone !== 'string') return [];
    if (!isCron(cron) || !isTimeZone(zone)) return [];
    const durationMs = parseDurationMs(duration);
    if (durationMs === undefined || hasGap(cron, zone, durationMs)) return [];
    const message = `expected a window that ends before it begins again, got ${showValue(duration)} with the cron ${showValue(cron)}: no message would ever be sent`;
    return [{ path: ['maintenance', index, 'duration'], about: 'value' as const, message }];
  });
}

function hasGap(cron: string, timezone: string, durationMs: number): boolean {
  const begins = new Cron(cron, { paused: true, mode: '5-part', timezone });
  let begun = begins.nextRun(new Date(COMPARED_FROM_MS));
  for (let compared = 0; begun !== null && compared < BEGINS_COMPARED; compared++) {
    const next = begins.nextRun(begun);
    if (next === null || next.getTime() - begun.getTime() > durationMs) return true;
    begun = next;
  }
  // Then what is left are days that have no begin at all.
  return Array.from(
    { length: HALF_DAYS_COMPARED },
    (_, place) => COMPARED_FROM_MS + place * HALF_DAY_MS,
  ).some((atMs) => {
    // Croner looks for runs strictly before the given second.
    const [last] = begins.previousRuns(1, new Date(atMs + 1000));
    const next = begins.nextRun(new Date(atMs));
    return last !== undefined && (next === null || next.getTime() - last.getTime() > durationMs);
  });
}
