import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { parseConfig } from '../../lib/config/load.ts';
import { METRIC_NAMESPACE } from '../../lib/core/metric.ts';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/core/time.ts';
import { type Failing, recentFailures, rememberFailing } from '../../lib/stages/memory/failing.ts';
import { metricsOf } from '../../lib/stages/publish/publish.ts';
import { lookFinding } from '../support/alarm-messages.ts';
import { AlarmEvaluator } from '../support/cloudwatch/alarm-evaluator.ts';
import type { AlarmProperties } from '../support/cloudwatch/alarm-properties.ts';
import { Installation, STAGE } from '../support/installation.ts';
import { ALARMS_TOPIC, alarmsToNotify } from '../support/stack-alarms.ts';

/**
 * A year of one installation: its own alarms evaluated by the stand-in for CloudWatch, its own `notify` and tick, with
 * what a year brings. What people get is compared with what happened: nothing lost, nothing twice.
 */

const PERIOD_MS = 30 * MINUTE_MS;
const EVALUATED_EVERY_MS = 10 * MINUTE_MS;
const BEGIN_MS = Date.UTC(2026, 0, 1);
const YEAR_DAYS = 365;

const yaml = (targets: readonly string[], metrics: string) => `
schedule: rate(30 minutes)
metrics: ${metrics}
alarm: { failing: 2, of: 3 }
notify: { email: [{ to: oncall@example.com }], remindEvery: P30D }
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [${targets.map((name) => `{ name: ${name}, type: tcp, address: "10.0.0.1:443" }`).join(', ')}]
maintenance:
  - { name: patch-night, targets: [filer], cron: "0 18 * * SAT", duration: PT4H, timezone: UTC }
`;

/** Hours of the year, counted from its begin; each outage is longer than an alarm looks back. */
interface Outage {
  readonly target: string;
  readonly fromHour: number;
  readonly hours: number;
}

const hourOfDay = (day: number, hour = 0) => day * 24 + hour;

/** 2026-01-01 is a Thursday: day 2 is the first Saturday. */
const SATURDAY = 2 + 7 * 20;
const OUTAGES: readonly Outage[] = [
  { target: 'web', fromHour: hourOfDay(10, 3), hours: 5 },
  // Its messages arrive twice, and the end before the begin.
  { target: 'web', fromHour: hourOfDay(20, 3), hours: 5 },
  // It is removed from gatewatch.yaml while it fails.
  { target: 'old', fromHour: hourOfDay(59), hours: 300 * 24 },
  { target: 'added', fromHour: hourOfDay(90, 1), hours: 4 },
  // Inside a maintenance window, and over its end.
  { target: 'filer', fromHour: hourOfDay(SATURDAY, 18), hours: 2 },
  { target: 'filer', fromHour: hourOfDay(SATURDAY + 7, 19), hours: 6 },
  // The same two targets at once.
  { target: 'web', fromHour: hourOfDay(250, 1), hours: 4 },
  { target: 'filer', fromHour: hourOfDay(250, 1), hours: 4 },
];
/** Nothing calls: the schedule was switched off for two weeks. */
const IDLE = { fromHour: hourOfDay(200), hours: 14 * 24 };
/** Nothing of AWS runs in the Region: no run, no evaluation, no message, no tick. */
const REGION_OUT = { fromHour: hourOfDay(300, 6), hours: 6 };
const RENAMED_AT_HOUR = hourOfDay(60);
const TWICE = { fromHour: hourOfDay(20), hours: 24 };

const isIn = (hour: number, { fromHour, hours }: { readonly fromHour: number; readonly hours: number }) =>
  hour >= fromHour && hour < fromHour + hours;

class Year {
  readonly at = new Installation();
  readonly #evaluator: AlarmEvaluator;
  #failing: readonly Failing[] = [];
  #waiting: string[] = [];

  static async begin(metrics: string): Promise<Year> {
    return new Year(await alarmsToNotify(parseConfig(yaml(['web', 'filer', 'old'], metrics))), metrics);
  }

  readonly metrics: string;

  private constructor(alarms: readonly AlarmProperties[], metrics: string) {
    this.metrics = metrics;
    this.#evaluator = new AlarmEvaluator(alarms, BEGIN_MS);
    Object.assign(this.at, { config: parseConfig(yaml(['web', 'filer', 'old'], metrics)) });
    this.at.nowMs = BEGIN_MS;
    this.at.see = ({ targets }) => this.#look().filter(({ target }) => targets.includes(target));
  }

  get hour(): number {
    return (this.at.nowMs - BEGIN_MS) / HOUR_MS;
  }

  #look(): readonly RenderedFinding[] {
    const names = this.at.config.vantages.flatMap(({ targets }) => targets.map(({ name }) => name));
    return names.map((target) => {
      const isOut = OUTAGES.some((outage) => outage.target === target && isIn(this.hour, outage));
      return lookFinding(isOut ? 'failed' : 'healthy', { target, check: 'port' }, 'port-refused');
    });
  }

  /** A run on schedule; Scheduler may call twice for one time. */
  async run(): Promise<void> {
    const findings = this.#look();
    const { config, table, nowMs } = this.at;
    const data = metricsOf({
      stage: STAGE,
      vantage: 'seoul',
      scheduledAtMs: nowMs,
      findings,
      heartbeat: true,
      metrics: config.metrics,
      recent: recentFailures(this.#failing),
      logsHealthy: false,
      measuredTargets: new Set(),
    });
    this.#evaluator.put(
      data.map(({ name, value, dimensions }) => ({
        namespace: METRIC_NAMESPACE,
        name,
        value,
        dimensions,
        atMs: nowMs,
      })),
    );
    this.#failing = rememberFailing(this.#failing, findings, nowMs, 3 * PERIOD_MS);
    await table.putFailing('seoul', JSON.stringify({ version: 1, atMs: nowMs, failing: this.#failing }));
    const totals = { healthy: 0, degraded: 0, failed: 0, unknown: 0 };
    const report = {
      version: 1,
      vantage: 'seoul',
      startedAt: '',
      durationMs: 1,
      totals,
      findings,
      doesNotProve: [],
    };
    await table.putLastReport('seoul', JSON.stringify(report));
  }

  /** CloudWatch evaluates, SNS and SQS deliver: at least once, and in any order. */
  async evaluate(): Promise<void> {
    const bodies = this.#evaluator
      .evaluate(this.at.nowMs)
      .filter(({ topicArn }) => topicArn === ALARMS_TOPIC)
      .map(({ message }, index) =>
        JSON.stringify({ Type: 'Notification', MessageId: `${this.at.nowMs}-${index}`, Message: message }),
      );
    const isUnruly = isIn(this.hour, TWICE);
    const held = bodies.filter((body) => isUnruly && body.includes('NewStateValue\\":\\"ALARM'));
    const now = bodies.filter((body) => !held.includes(body));
    if (now.length > 0) {
      const batch = [...now, ...this.#waiting];
      this.#waiting = [];
      await this.at.deliver(...batch);
      if (isUnruly) await this.at.deliver(...batch);
    }
    this.#waiting.push(...held);
  }

  async pass(): Promise<void> {
    const steps = (YEAR_DAYS * DAY_MS) / EVALUATED_EVERY_MS;
    for (let step = 0; step < steps; step += 1) {
      this.at.nowMs = BEGIN_MS + step * EVALUATED_EVERY_MS;
      if (this.hour === RENAMED_AT_HOUR)
        Object.assign(this.at, { config: parseConfig(yaml(['web', 'filer', 'added'], this.metrics)) });
      if (isIn(this.hour, REGION_OUT)) continue;
      const isDue = (step * EVALUATED_EVERY_MS) % PERIOD_MS === 0;
      if (isDue && !isIn(this.hour, IDLE)) {
        await this.run();
        if (step % 7 === 0) await this.run();
      }
      this.at.nowMs += MINUTE_MS;
      await this.evaluate();
      if (isDue) await this.at.tick(0);
      if (step % 1000 === 0) this.#evaluator.forget(this.at.nowMs - DAY_MS);
    }
  }

  /** What people got, by what it is about: `HOUR type target`. */
  told(): readonly string[] {
    return this.at.published.map(({ message }) => {
      const { type, atMs } = message;
      const about =
        'finding' in message && message.finding !== undefined
          ? message.finding.target
          : 'alarm' in message
            ? String(message.alarm)
            : '';
      return `${Math.floor((atMs - BEGIN_MS) / DAY_MS)} ${type} ${about}`.trim();
    });
  }
}

interface Passed {
  readonly told: readonly string[];
  readonly open: readonly unknown[];
  readonly errors: readonly string[];
}

/** A year has a thread: node:test follows every promise of its own, which takes as long as the year itself. */
async function passed(metrics: string): Promise<Passed> {
  const [seen] = await once(new Worker(new URL(import.meta.url), { workerData: metrics }), 'message');
  return seen;
}

if (isMainThread)
  describe('of a year', { concurrency: true }, () => {
    for (const metrics of ['full', 'failing', 'summary'] as const)
      test(`a year with "metrics: ${metrics}": every outage is told once, and its end once`, async () => {
        const { told, open, errors } = await passed(metrics);
        const of = (day: number) =>
          told.filter((one) => one.startsWith(`${day} `)).map((one) => one.replace(/^\d+ /, ''));
        assert.deepEqual(of(10), ['failed web', 'recovered web'], told.join('\n'));
        assert.deepEqual(of(90), ['failed added', 'recovered added']);
        assert.deepEqual(of(250).sort(), ['failed filer', 'failed web', 'recovered filer', 'recovered web']);
        assert.deepEqual(of(SATURDAY), [], 'a maintenance night that ends well sends no message');
        assert.equal(
          [...of(SATURDAY + 7), ...of(SATURDAY + 8)].join(', '),
          'still-broken-after-maintenance filer, recovered filer',
        );
        const removed = told.filter((one) => one.endsWith(' old'));
        assert.deepEqual(removed.map((one) => one.replace(/^\d+ /, '')).slice(0, 1), ['failed old']);
        assert(
          removed.slice(1).every((one) => !/ (failed|reminder) /.test(one)),
          `no page for what was removed: ${removed.join(', ')}`,
        );
        const heartbeats = told.filter((one) => one.includes('heartbeat'));
        assert(
          heartbeats.some((one) => one.startsWith('200 ')),
          heartbeats.join(', '),
        );
        assert(
          heartbeats.some((one) => one.startsWith('214 ')),
          heartbeats.join(', '),
        );
        const unruly = of(20);
        assert(unruly.length >= 1 && unruly.length <= 2, unruly.join(', '));
        assert.equal(new Set(unruly).size, unruly.length, 'duplicates and wrong order tell nothing twice');
        assert.deepEqual(open, []);
        assert.deepEqual(errors, []);
      });
  });
else {
  const year = await Year.begin(workerData);
  await year.pass();
  const [told, open] = [year.told(), await year.at.table.openIncidents()];
  parentPort?.postMessage({ told, open, errors: year.at.errors.map(String) } satisfies Passed);
}
