import { createHash } from 'node:crypto';
import { type AlarmNotification, alarmNotification } from './alarm-notification.ts';
import { type Alarm, type AlarmProperties, COMPARISONS, readAlarmProperties } from './alarm-properties.ts';
import { type AlarmState, evaluationRange, stateOf } from './alarm-state.ts';
import { type MetricPoint, MetricStore, periodValues } from './metric-store.ts';

/** A series of a query with GROUP BY, by the values it is grouped by. */
interface Contributor {
  readonly attributes: Readonly<Record<string, string>>;
  state: 'ALARM' | 'OK';
}

interface Standing {
  readonly alarm: Alarm;
  state: AlarmState;
  reason: string;
  /** "Only contributors in ALARM are retained": a series that is well is forgotten with its data. */
  contributors: Map<string, Contributor>;
}

/** "Alarms evaluating multiple time series will limit the number of contributors in ALARM to 100" (alarm limits). */
const MOST_CONTRIBUTORS = 100;
/** A query that returns more is evaluated on partial data (Metrics Insights limits). */
const MOST_SERIES = 500;

/**
 * A stand-in for CloudWatch's evaluation of alarms, on the test's own clock.
 *
 * Source: CloudWatch User Guide, "Alarm evaluation"; "Configuring how CloudWatch alarms treat missing data", with its
 * section on Metrics Insights queries that produce multiple time series; "Alarm limits"; "Acting on alarm changes":
 * SNS actions of such alarms run for each contributor, and none for the alarm.
 *
 * What the guide leaves open, and what is assumed here: the range is two periods longer than what is evaluated, also
 * where it is not three; of more than 100 alarming contributors the first by the query's order are kept, and one that is
 * displaced becomes OK; FILL fills a metric that has no data at all.
 */
export class AlarmEvaluator {
  readonly #store = new MetricStore();
  readonly #standing: readonly Standing[];
  readonly #configuredMs: number;

  /** @param configuredMs - when the alarms were made */
  constructor(alarms: readonly AlarmProperties[], configuredMs: number) {
    this.#configuredMs = configuredMs;
    this.#standing = alarms.map((properties) => ({
      alarm: readAlarmProperties(properties),
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      contributors: new Map(),
    }));
  }

  put(points: readonly MetricPoint[]): void {
    this.#store.put(points);
  }

  forget(beforeMs: number): void {
    this.#store.forget(beforeMs);
  }

  /** The state of an alarm as a whole. */
  state(name: string): { readonly state: AlarmState; readonly reason: string; readonly inAlarm: number } {
    const one = this.#standing.find(({ alarm }) => alarm.name === name);
    if (one === undefined) throw new Error(`no alarm ${name}`);
    const inAlarm = [...one.contributors.values()].filter(({ state }) => state === 'ALARM').length;
    return { state: one.state, reason: one.reason, inAlarm };
  }

  /**
   * One evaluation of every alarm; CloudWatch makes one a minute, whatever the period.
   *
   * @returns what the actions are told, in the order of the alarms
   */
  evaluate(atMs: number): readonly AlarmNotification[] {
    return this.#standing.flatMap((one) =>
      one.alarm.watched.kind === 'insights'
        ? this.#evaluateGroups(one, atMs)
        : this.#evaluateSingle(one, atMs),
    );
  }

  #evaluateSingle(one: Standing, atMs: number): readonly AlarmNotification[] {
    const { alarm } = one;
    const values = this.#values(alarm, atMs);
    const state = judge(alarm, values);
    if (state === 'retained' || state === one.state) return [];
    const reason = reasonOf(alarm, values, state, atMs);
    const before = one.state;
    Object.assign(one, { state, reason });
    return alarmNotification(alarm, { state, before, reason, atMs, configuredMs: this.#configuredMs });
  }

  #values({ watched, ...alarm }: Alarm, atMs: number): readonly (number | undefined)[] {
    const window = windowOf(alarm, atMs);
    if (watched.kind === 'insights') throw new Error('a query has several series');
    const metrics = watched.kind === 'math' ? watched.metrics : [{ ...watched.metric, id: 'only' }];
    const rows = new Map(
      metrics.map(({ id, namespace, name, dimensions, statistic }) => {
        const [series] = this.#store
          .named(namespace, name, Object.keys(dimensions))
          .filter((one) => Object.entries(dimensions).every(([key, value]) => one.dimensions[key] === value));
        return [id, periodValues(series?.points ?? [], statistic, window)];
      }),
    );
    const expression =
      watched.kind === 'math'
        ? watched.expression
        : (valueIn: (id: string) => number | undefined) => valueIn('only');
    return Array.from({ length: window.count }, (_, index) => expression((id) => rows.get(id)?.[index]));
  }

  #evaluateGroups(one: Standing, atMs: number): readonly AlarmNotification[] {
    const { alarm } = one;
    const groups = this.#groups(alarm, atMs);
    const judged = groups.map(({ key, attributes, values }) => {
      const before = one.contributors.get(key)?.state ?? 'OK';
      const state = judge(alarm, values);
      return { key, attributes, values, before, state: state === 'retained' ? before : state };
    });
    const alarming = judged.filter(({ state }) => state === 'ALARM');
    const kept = new Set(alarming.slice(0, MOST_CONTRIBUTORS).map(({ key }) => key));
    const changes = judged.map((each) => {
      const state = kept.has(each.key) ? ('ALARM' as const) : ('OK' as const);
      return { ...each, state, reason: contributorReason(alarm, each.values, state, atMs) };
    });
    const seen = new Set(judged.map(({ key }) => key));
    const vanished = [...one.contributors]
      .filter(([key]) => !seen.has(key))
      .map(([key, { attributes, state: before }]) => ({
        key,
        attributes,
        before,
        state: 'OK' as const,
        reason: VANISHED,
      }));
    one.contributors = new Map(changes.map(({ key, attributes, state }) => [key, { attributes, state }]));
    Object.assign(one, parentState(groups.length, alarming.length));
    return [...changes, ...vanished]
      .filter(({ state, before }) => state !== before)
      .flatMap(({ attributes, state, before, reason }) =>
        alarmNotification(alarm, {
          state,
          before,
          reason,
          atMs,
          configuredMs: this.#configuredMs,
          contributor: { id: contributorId(attributes), attributes },
        }),
      );
  }

  /** The series a query returns, in its order; a series without a point in the range is not returned at all. */
  #groups(alarm: Alarm, atMs: number) {
    if (alarm.watched.kind !== 'insights') throw new Error('only a query has groups');
    const { query } = alarm.watched;
    const window = windowOf(alarm, atMs);
    const matching = this.#store
      .named(query.namespace, query.metric, query.dimensions)
      .filter(({ dimensions }) =>
        query.where.every(({ dimension, value }) => dimensions[dimension] === value),
      );
    const groups = Map.groupBy(matching, ({ dimensions }) =>
      JSON.stringify(query.groupBy.map((name) => dimensions[name])),
    );
    return [...groups]
      .map(([key, series]) => {
        const values = periodValues(
          series.flatMap(({ points }) => points),
          'Maximum',
          window,
        );
        const attributes = Object.fromEntries(
          query.groupBy.map((name) => [name, series[0]?.dimensions[name] ?? 'Other']),
        );
        const worst = Math.max(...values.filter((value) => value !== undefined));
        return { key, attributes, values, worst };
      })
      .filter(({ values }) => values.some((value) => value !== undefined))
      .sort((a, b) => (query.descending ? b.worst - a.worst : a.worst - b.worst) || (a.key < b.key ? -1 : 1))
      .slice(0, MOST_SERIES);
  }
}

export const VANISHED = 'No data was returned for this contributor';

/** "For any period of one minute or longer, an alarm is evaluated every minute", over periods that end with it. */
function windowOf({ periodMs, of }: Pick<Alarm, 'periodMs' | 'of'>, atMs: number) {
  return { endMs: Math.floor(atMs / 60_000) * 60_000, periodMs, count: evaluationRange({ of }) };
}

function judge(alarm: Alarm, values: readonly (number | undefined)[]): AlarmState | 'retained' {
  const { breaches } = COMPARISONS[alarm.comparison];
  const range = values.map((value) => (value === undefined ? undefined : breaches(value, alarm.threshold)));
  return stateOf(range, alarm);
}

function parentState(
  returned: number,
  alarming: number,
): { readonly state: AlarmState; readonly reason: string } {
  if (returned === 0) return { state: 'INSUFFICIENT_DATA', reason: 'No data was returned by the query' };
  const count = alarming > MOST_CONTRIBUTORS ? `${MOST_CONTRIBUTORS}+` : `${alarming} out of ${returned}`;
  return { state: alarming > 0 ? 'ALARM' : 'OK', reason: `${count} time series evaluated to ALARM` };
}

/** Stable for the same attributes. */
function contributorId(attributes: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(attributes)).digest('hex').slice(0, 16);
}

interface Point {
  readonly value: number;
  readonly fromMs: number;
}

function pointsOf(alarm: Alarm, values: readonly (number | undefined)[], atMs: number): readonly Point[] {
  const { endMs, count, periodMs } = windowOf(alarm, atMs);
  return values
    .flatMap((value, index) =>
      value === undefined ? [] : [{ value, fromMs: endMs - (count - index) * periodMs }],
    )
    .slice(-alarm.of);
}

/** `2.0 (21/11/26 10:01:00)`: a value always has a decimal place, a period is named by its beginning. */
function written({ value, fromMs }: Point): string {
  const [, year, month, day, time] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(new Date(fromMs).toISOString()) ?? [];
  return `${decimal(value)} (${day}/${month}/${year} ${time})`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** The words of CloudWatch's own reasons (User Guide, "Alarm events and EventBridge", sample events). */
function reasonOf(
  alarm: Alarm,
  values: readonly (number | undefined)[],
  state: AlarmState,
  atMs: number,
): string {
  const { of, failing, missing, threshold, comparison } = alarm;
  const { words, breaches } = COMPARISONS[comparison];
  const points = pointsOf(alarm, values, atMs);
  if (points.length === 0) {
    const what = `no datapoints were received for ${of} period${of === 1 ? '' : 's'}`;
    if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${of} datapoints were unknown.`;
    const as = missing === 'breaching' ? '[Breaching]' : '[NonBreaching]';
    return `Threshold Crossed: ${what} and ${of} missing datapoint${of === 1 ? ' was' : 's were'} treated as ${as}.`;
  }
  const decisive = points.filter(({ value }) => breaches(value, threshold) === (state === 'ALARM'));
  const not = state === 'ALARM' ? '' : 'not ';
  const transition = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  const list = decisive.map(written).join(', ');
  const enough = state === 'ALARM' ? failing : of - failing + 1;
  return `Threshold Crossed: ${decisive.length} out of the last ${of} datapoints [${list}] was ${not}${words} the threshold (${decimal(threshold)}) (minimum ${enough} datapoint${enough === 1 ? '' : 's'} for ${transition} transition).`;
}

/** A contributor has a shorter reason, and no `reasonData` (User Guide, "Alarm contributor state change" sample event). */
function contributorReason(
  alarm: Alarm,
  values: readonly (number | undefined)[],
  state: 'ALARM' | 'OK',
  atMs: number,
): string {
  const { words, breaches } = COMPARISONS[alarm.comparison];
  const decisive = pointsOf(alarm, values, atMs).filter(
    ({ value }) => breaches(value, alarm.threshold) === (state === 'ALARM'),
  );
  const latest = decisive.at(-1);
  const not = state === 'ALARM' ? '' : 'not ';
  const count = `${decisive.length} datapoint${decisive.length === 1 ? ' was' : 's were'}`;
  const last =
    latest === undefined
      ? ''
      : ` The most recent datapoint which crossed the threshold: [${written(latest)}].`;
  return `Threshold Crossed: ${count} ${not}${words} the threshold (${decimal(alarm.threshold)}).${last}`;
}
