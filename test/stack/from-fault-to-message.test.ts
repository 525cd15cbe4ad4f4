import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GATEWAY_METRICS, type GatewayMetric } from '../../lib/catalogue/gateway-metrics.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { METRIC_NAMESPACE } from '../../lib/core/metric.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { AlarmEvaluator } from '../support/cloudwatch/alarm-evaluator.ts';
import { STAGE } from '../support/installation.ts';
import { alarmsToNotify } from '../support/stack-alarms.ts';

/** The table of docs/proof.md, computed anew by the alarms of the stack and a stand-in for CloudWatch's evaluation. */
const PAGE = new URL('../../docs/proof.md', import.meta.url);
const MINUTES = [1, 5, 15, 60];
const ALARMS = [
  { failing: 1, of: 1 },
  { failing: 2, of: 3 },
  { failing: 3, of: 3 },
];
/** A run takes so long at most before its values are there, an evaluation comes once in so long, a queue waits so long. */
const RUN_MINUTES = 1;
const EVALUATION_MINUTES = 1;
const QUEUE_MINUTES = 1;
/** Of the fault, and a while before it that is healthy. */
const BEFORE_RUNS = 4;

/** Minutes from a fault that begins right after a run until it is told, at most. */
async function minutesToMessage(everyMinutes: number, alarm: (typeof ALARMS)[number]): Promise<number> {
  const config = parseConfig(`
schedule: rate(${everyMinutes} minute${everyMinutes === 1 ? '' : 's'})
alarm: { failing: ${alarm.failing}, of: ${alarm.of} }
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: filer, type: tcp, address: "10.0.0.1:443" }]
`);
  const beginMs = Date.UTC(2026, 0, 1);
  const evaluator = new AlarmEvaluator(await alarmsToNotify(config), beginMs);
  const faultMinute = BEFORE_RUNS * everyMinutes;
  for (let minute = 0; minute < faultMinute + 20 * everyMinutes; minute += 1) {
    const runMinute = minute - RUN_MINUTES;
    if (runMinute >= 0 && runMinute % everyMinutes === 0)
      evaluator.put([
        {
          namespace: METRIC_NAMESPACE,
          name: 'Status',
          dimensions: { Stage: STAGE, Vantage: 'here', Target: 'filer', Check: 'port' },
          value: runMinute > faultMinute ? 2 : 0,
          atMs: beginMs + runMinute * MINUTE_MS,
        },
      ]);
    const told = evaluator.evaluate(beginMs + minute * MINUTE_MS);
    if (told.some((one) => JSON.stringify(one).includes('filer')))
      return minute - faultMinute + EVALUATION_MINUTES + QUEUE_MINUTES;
  }
  throw new Error('never told');
}

test('from fault to message takes as long as the page says, for each schedule and alarm', async () => {
  const rows: string[] = [];
  for (const minutes of MINUTES) {
    const cells = await Promise.all(ALARMS.map((alarm) => minutesToMessage(minutes, alarm)));
    const schedule = `rate(${minutes} minute${minutes === 1 ? '' : 's'})`;
    rows.push(`| \`${schedule}\` | ${cells.map((cell) => `${cell} min`).join(' | ')} |`);
  }
  const page = readFileSync(PAGE, 'utf8');
  assert.deepEqual(
    page.split('\n').filter((line) => line.startsWith('| `rate(')),
    rows,
  );
});

const metrics: readonly GatewayMetric[] = GATEWAY_METRICS;
const points = metrics.flatMap(({ tells }) => tells?.points ?? []);
const [fewest, most] = [Math.min(...points), Math.max(...points)];
/** Minutes that what a kind reads may be old. Source of the first: "Connection logs for your Application Load Balancer". */
const OLDER: Readonly<Record<string, string>> = {
  mtls: '5: a load balancer writes its logs every five minutes',
  'gateway-load': `${5 * fewest} to ${5 * most}: ${fewest} to ${most} data points of five minutes, by metric`,
};

test('the page says for every check what it adds', () => {
  const probes: readonly Probe[] = PROBES;
  const moreOf = ({ kind, onDemand }: Probe) =>
    onDemand === true ? 'never by itself: a person asks' : (OLDER[kind] ?? '0: asked in the run');
  const rows = [...Map.groupBy(probes, moreOf)].map(
    ([more, same]) => `| ${same.map(({ kind }) => `\`${kind}\``).join(', ')} | ${more} |`,
  );
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  assert.deepEqual(
    rows.filter((row) => !lines.includes(row)),
    [],
  );
});
