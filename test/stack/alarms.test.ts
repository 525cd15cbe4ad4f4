import assert from 'node:assert/strict';
import test from 'node:test';
import type { Config } from '../../lib/config/config.ts';
import { DISCOVERABLE } from '../../lib/config/schema.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { usedKinds } from '../../lib/stack/plan-of.ts';
import { AlarmEvaluator } from '../support/cloudwatch/alarm-evaluator.ts';
import { ALARMS_TOPIC, FALLBACK_TOPIC, stackAlarms } from '../support/stack-alarms.ts';

const CONFIG: Config = {
  language: 'en',
  schedule: { expression: 'rate(5 minutes)', periodMs: 300_000 },
  alarm: { failing: 2, of: 3 },
  notify: {
    email: [],
    channels: [],
    chat: false,
    routes: [],
    recipients: [],
    digestAbove: 5,
    reminderMs: 14_400_000,
    digestAt: '09:00',
    timezone: 'UTC',
  },
  accounts: [],
  concurrency: {},
  vantages: [
    {
      name: 'seoul-prod',
      network: { vpc: 'vpc-1', subnets: ['subnet-1'] },
      runs: false,
      discover: [...DISCOVERABLE],
      targets: [],
    },
    { name: 'idc', runs: false, discover: [], targets: [] },
    { name: 'idc-always-on', runs: true, discover: [], targets: [] },
  ],
  mtls: [],
  maintenance: [],
  metrics: 'full',
  viewers: [],
  dashboard: true,
  encryption: 'customer-key',
  logGroups: [],
  flowLogs: [],
};

type Properties = Readonly<Record<string, unknown>> & {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Metrics?: readonly {
    readonly Id: string;
    readonly Expression?: string;
    readonly Period?: number;
    readonly MetricStat?: {
      readonly Metric: {
        readonly Namespace: string;
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  }[];
};

async function alarms(
  config: Config = CONFIG,
  queues: readonly string[] = ['gatewatch-prod-notify'],
): Promise<readonly Properties[]> {
  const all = await stackAlarms(config, { queues, deadLetterQueues: ['gatewatch-prod-notify-dead'] });
  return all as readonly Properties[];
}

async function alarmNamed(name: string): Promise<Properties> {
  const found = (await alarms()).find(({ AlarmName }) => AlarmName === name);
  assert.ok(found, `no alarm ${name}`);
  return found;
}

test('each check has one alarm that groups by vantage and target', async () => {
  const all = await alarms();
  const probes: readonly Probe[] = PROBES;
  const used = usedKinds(CONFIG, PROBES);
  assert(used.size > 8);
  for (const { kind, reasons, onDemand } of probes) {
    const named = all.filter(({ AlarmName }) => AlarmName === `gatewatch-prod-${kind}`);
    const canFail = Object.values(reasons).some(({ status }) => status === 'failed');
    assert.equal(named.length, canFail && !onDemand && used.has(kind) ? 1 : 0, kind);
  }
  const port = await alarmNamed('gatewatch-prod-port');
  assert.equal(
    port.Metrics?.[0]?.Expression,
    `SELECT MAX("Status") FROM SCHEMA("Gatewatch", "Stage", "Vantage", "Target", "Check") WHERE "Stage" = 'prod' AND "Check" = 'port' GROUP BY "Vantage", "Target" ORDER BY MAX() DESC`,
  );
  assert.equal(port.Metrics?.[0]?.Period, 300);
  assert.deepEqual(
    [port.ComparisonOperator, port.Threshold, port.DatapointsToAlarm, port.EvaluationPeriods],
    ['GreaterThanOrEqualToThreshold', 2, 2, 3],
  );
  assert.deepEqual(port.AlarmActions, [ALARMS_TOPIC]);
  assert.deepEqual(port.OKActions, [ALARMS_TOPIC]);
});

test('a silent vantage breaches after three periods, an on-premises one only where the config says that it runs', async () => {
  const names = (await alarms())
    .map(({ AlarmName }) => AlarmName)
    .filter((name) => name.includes('heartbeat'));
  assert.deepEqual(names, ['gatewatch-prod-heartbeat-seoul-prod', 'gatewatch-prod-heartbeat-idc-always-on']);
  const heartbeat = await alarmNamed('gatewatch-prod-heartbeat-seoul-prod');
  assert.deepEqual(
    [
      heartbeat.TreatMissingData,
      heartbeat.DatapointsToAlarm,
      heartbeat.EvaluationPeriods,
      heartbeat.Threshold,
    ],
    ['breaching', 3, 3, 1],
  );
});

test('unknown has an alarm for every vantage, and missing data is no unknown', async () => {
  const unknown = (await alarms()).filter(({ AlarmName }) => AlarmName.startsWith('gatewatch-prod-unknown-'));
  assert.equal(unknown.length, 3);
  for (const one of unknown) assert.equal(one.TreatMissingData, 'notBreaching');
});

test('lost and waiting messages go to the fallback topic, past what they watch', async () => {
  const undelivered = await alarmNamed('gatewatch-prod-undelivered');
  assert.deepEqual(undelivered.AlarmActions, [FALLBACK_TOPIC]);
  const expression = undelivered.Metrics?.find(({ Id }) => Id === 'undelivered')?.Expression;
  assert.equal(expression, 'IF(dead0 > 0, 1, 0) + IF(oldest0 > 900, 1, 0) + IF(lost > 0, 1, 0)');
});

test('of many queues the second alarm has a number', async () => {
  const queues = Array.from({ length: 5 }, (_, at) => `queue-${at}`);
  const names = (await alarms(CONFIG, queues)).map(({ AlarmName }) => AlarmName);
  assert.deepEqual(
    names.filter((name) => name.includes('undelivered')),
    ['gatewatch-prod-undelivered', 'gatewatch-prod-undelivered~2'],
  );
});

test('one metric with data is enough for the alarm, though the others never had any', async () => {
  const undelivered = await alarmNamed('gatewatch-prod-undelivered');
  const metrics = (undelivered.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
  assert.equal(metrics.length, 3);
  const at = (minute: number) => Date.UTC(2026, 10, 21, 10, minute);
  for (const { Namespace: namespace, MetricName: name, Dimensions } of metrics) {
    const evaluator = new AlarmEvaluator([undelivered], at(0));
    const stateAt = (minute: number) => {
      evaluator.evaluate(at(minute));
      return evaluator.state(undelivered.AlarmName).state;
    };
    assert.equal(stateAt(6), 'OK', 'no metric has data');
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    const point = { namespace, name, dimensions };
    evaluator.put([{ ...point, value: 901, atMs: at(10) }]);
    assert.equal(stateAt(15), 'ALARM', name);
    // Of the next period only what is well has arrived.
    evaluator.put([{ ...point, value: 0, atMs: at(16) }]);
    assert.equal(stateAt(20), 'ALARM', `${name} is not over by one period`);
    assert.equal(stateAt(40), 'OK', `${name} is at rest`);
  }
});

test('the alarm of a test is raised by no metric, and tells ALARM alone', async () => {
  const alarm = await alarmNamed('gatewatch-prod-test');
  assert.deepEqual(
    [alarm.MetricName, alarm.TreatMissingData, alarm.AlarmActions, alarm.OKActions],
    ['Test', 'notBreaching', [ALARMS_TOPIC], undefined],
  );
});

test('every description fits, names its reasons and holds no placeholder, in each language', async () => {
  for (const language of LOCALES) {
    for (const { AlarmName, AlarmDescription } of await alarms({ ...CONFIG, language })) {
      assert.ok(
        AlarmDescription.length > 40 && AlarmDescription.length <= 1024,
        `${AlarmName} ${language}: ${AlarmDescription.length}`,
      );
      assert.doesNotMatch(AlarmDescription, /\{[a-z]+\}/i, `${AlarmName} ${language}`);
      // A step that was but a value says nothing without it, and commands stand elsewhere.
      assert.doesNotMatch(AlarmDescription, /[:.] ?…\.?$|[:.] …[:.]/m, `${AlarmName} ${language}`);
      if (!/-(heartbeat|unknown|undelivered|test)/.test(AlarmName))
        assert.match(AlarmDescription, /\n.*gatewatch runbook .*$/, `${AlarmName} ${language}`);
    }
    const port = (await alarms({ ...CONFIG, language })).find(
      ({ AlarmName }) => AlarmName === 'gatewatch-prod-port',
    );
    assert.match(port?.AlarmDescription ?? '', /^port-refused: /);
  }
});
