import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { AlarmEvaluator } from './alarm-evaluator.ts';
import type { AlarmProperties } from './alarm-properties.ts';
import { type MissingData, stateOf } from './alarm-state.ts';
import { parseMath } from './metric-math.ts';
import { parseInsights } from './metrics-insights.ts';

const BEGIN_MS = Date.UTC(2026, 10, 21, 10);

/** CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": its tables, row by row. */
const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const TABLES = [
  [3, '0 - X - X', 'OK OK OK OK'],
  [3, '0 - - - -', 'OK OK OK OK'],
  [3, '- - - - -', 'INSUFFICIENT_DATA retained ALARM OK'],
  [3, '0 X X - X', 'ALARM ALARM ALARM ALARM'],
  [3, '- - X - -', 'ALARM retained ALARM OK'],
  [2, '0 - X - X', 'ALARM ALARM ALARM ALARM'],
  [2, '0 0 X 0 X', 'ALARM ALARM ALARM ALARM'],
  [2, '0 - X - -', 'OK OK ALARM OK'],
  [2, '- - - - 0', 'OK OK ALARM OK'],
  [2, '- - - X -', 'ALARM retained ALARM OK'],
] as const;

const range = (row: string) => row.split(' ').map((point) => ({ '0': false, X: true })[point]);

describe('the state of a row of datapoints', () => {
  for (const [failing, row, expected] of TABLES) {
    test(`${failing} of 3, ${row}: as in the guide`, () => {
      const states = TREATMENTS.map((missing) => stateOf(range(row), { of: 3, failing, missing }));
      assert.equal(states.join(' '), expected);
    });
  }

  test('an alarm does not go off at the first datapoints after silence ("Avoiding premature transitions")', () => {
    for (const row of ['- - - - X', '- - - X -', '- - - X 0', '- - X - 0'])
      assert.equal(stateOf(range(row), { of: 3, failing: 3, missing: 'missing' }), 'OK', row);
  });
});

describe('queries and expressions', () => {
  const QUERY = `SELECT MAX("Status") FROM SCHEMA("Gatewatch", "Stage", "Vantage", "Target", "Check") WHERE "Stage" = 'dev' AND "Check" = 'tls' GROUP BY "Vantage", "Target" ORDER BY MAX() DESC`;

  test('our own query is read', () => {
    assert.deepEqual(parseInsights(QUERY), {
      statistic: 'MAX',
      metric: 'Status',
      namespace: 'Gatewatch',
      dimensions: ['Stage', 'Vantage', 'Target', 'Check'],
      where: [
        { dimension: 'Stage', value: 'dev' },
        { dimension: 'Check', value: 'tls' },
      ],
      groupBy: ['Vantage', 'Target'],
      descending: true,
    });
  });

  for (const [what, broken] of [
    ['another function', QUERY.replace('MAX("', 'AVG("')],
    ['no GROUP BY', QUERY.replace('GROUP BY "Vantage", "Target" ', '')],
    ['no ORDER BY', QUERY.replace(' ORDER BY MAX() DESC', '')],
    ['an order by something else', QUERY.replace('BY MAX()', 'BY AVG()')],
    ['an unquoted value', QUERY.replace("'tls'", 'tls')],
    ['OR', QUERY.replace(' AND ', ' OR ')],
    ['a group that is no dimension', QUERY.replace('GROUP BY "Vantage"', 'GROUP BY "Region"')],
    ['a bare name', QUERY.replace('"Check" =', 'Check =')],
    ['a limit', `${QUERY} LIMIT 5`],
  ] as const) {
    test(`a query with ${what} is refused`, () => {
      assert.throws(() => parseInsights(broken));
    });
  }

  test('expressions are worth what their metrics are', () => {
    const values: Readonly<Record<string, number>> = { dead: 1, oldest: 901 };
    const worth = (text: string) => parseMath(text)((id) => values[id]);
    assert.equal(worth('IF(FILL(dead, 0) > 0, 1, 0) + IF(FILL(oldest, 0) > 900, 1, 0)'), 2);
    assert.equal(worth('IF(FILL(none, 0) > 0, 1, 0)'), 0);
    assert.equal(worth('MAX([FILL(none, 0), FILL(oldest, 0)])'), 901);
    assert.equal(worth('dead + none'), 1);
    assert.equal(worth('none + none'), undefined);
    assert.equal(worth('IF(none > 0, 1, 0)'), undefined);
    assert.equal(worth('IF(none > 0, 1, 0) + IF(oldest > 900, 1, 0)'), 1);
    for (const broken of [
      'dead + 1',
      '1 + dead',
      'dead - 1',
      'MAX(dead',
      'AVG([dead])',
      'dead oldest',
      'IF(dead, 1)',
      '',
    ])
      assert.throws(() => parseMath(broken), broken);
  });
});

const CHECK: AlarmProperties = {
  AlarmName: 'gatewatch-dev-tls',
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 2,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  TreatMissingData: 'missing',
  Metrics: [
    {
      Id: 'status',
      Expression: `SELECT MAX("Status") FROM SCHEMA("Gatewatch", "Stage", "Vantage", "Target", "Check") WHERE "Stage" = 'dev' AND "Check" = 'tls' GROUP BY "Vantage", "Target" ORDER BY MAX() DESC`,
      Period: 60,
      ReturnData: true,
    },
  ],
  AlarmActions: ['arn:alarms'],
  OKActions: ['arn:alarms'],
};

const HEARTBEAT: AlarmProperties = {
  AlarmName: 'gatewatch-dev-heartbeat-here',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 3,
  TreatMissingData: 'breaching',
  Namespace: 'Gatewatch',
  MetricName: 'Heartbeat',
  Dimensions: [{ Name: 'Stage', Value: 'dev' }],
  Period: 60,
  Statistic: 'Sum',
  AlarmActions: ['arn:alarms'],
  OKActions: ['arn:alarms'],
};

/** Evaluates minute by minute; each minute has the values that were put in it, by target. */
function play(alarm: AlarmProperties, minutes: readonly Readonly<Record<string, number>>[]) {
  const evaluator = new AlarmEvaluator([alarm], BEGIN_MS);
  const told = minutes.map((values, minute) => {
    const atMs = BEGIN_MS + minute * MINUTE_MS;
    evaluator.put(
      Object.entries(values).map(([target, value]) => ({
        namespace: 'Gatewatch',
        name: alarm === HEARTBEAT ? 'Heartbeat' : 'Status',
        dimensions:
          alarm === HEARTBEAT
            ? { Stage: 'dev' }
            : { Stage: 'dev', Vantage: 'here', Target: target, Check: 'tls' },
        value,
        atMs,
      })),
    );
    return evaluator.evaluate(atMs + MINUTE_MS).map(({ message }) => JSON.parse(message));
  });
  return { told, evaluator };
}

const states = (told: readonly (readonly { NewStateValue: string }[])[]) =>
  told.map((messages) => messages.map(({ NewStateValue }) => NewStateValue).join('+')).join(' ');

describe('an alarm that groups', () => {
  test('goes off for one contributor at M of N, names it, and ends for it', () => {
    const well = { a: 0, b: 0 };
    const { told } = play(CHECK, [well, well, { a: 2, b: 0 }, { a: 2, b: 0 }, { a: 2, b: 0 }, well, well]);
    assert.equal(states(told), '   ALARM   OK');
    const [alarm] = told[3] ?? [];
    assert.deepEqual(alarm.AlarmContributorAttributes, { Vantage: 'here', Target: 'a' });
    assert.deepEqual([alarm.OldStateValue, alarm.StateChangeTime], ['OK', '2026-11-21T10:04:00.000+0000']);
    assert.equal(
      alarm.NewStateReason,
      'Threshold Crossed: 2 datapoints were greater than or equal to the threshold (2.0). The most recent datapoint which crossed the threshold: [2.0 (21/11/26 10:03:00)].',
    );
    assert.equal(alarm.AlarmContributorId, told[6]?.[0].AlarmContributorId);
  });

  test('says nothing of a contributor that is well from the beginning', () => {
    assert.equal(states(play(CHECK, [{ a: 0 }, { a: 0 }]).told), ' ');
  });

  test('calls a contributor that vanished OK, whatever missing data means, and itself without data', () => {
    for (const TreatMissingData of TREATMENTS) {
      const alarm = { ...CHECK, TreatMissingData };
      const { told, evaluator } = play(alarm, [{ a: 2 }, { a: 2 }, { a: 2 }, {}, {}, {}, {}, {}, {}]);
      const last = told.flat().at(-1);
      assert.equal(last?.NewStateValue, 'OK', TreatMissingData);
      if (TreatMissingData !== 'notBreaching') {
        assert.equal(last?.NewStateReason, 'No data was returned for this contributor', TreatMissingData);
        assert.equal(states(told).trim().split(/ +/).join(' '), 'ALARM OK', TreatMissingData);
      }
      assert.equal(evaluator.state(CHECK.AlarmName).state, 'INSUFFICIENT_DATA', TreatMissingData);
    }
  });

  test('holds on while some of the range is left', () => {
    const { told } = play(CHECK, [{ a: 2 }, { a: 2 }, { a: 2 }, {}, {}, {}, { a: 2 }]);
    assert.equal(states(told).trim(), 'ALARM');
  });

  test('has at most 100 contributors in ALARM, and says that there are more', () => {
    const values = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`target-${index}`, 2]));
    const { told, evaluator } = play(CHECK, [values, values, values]);
    assert.equal(told.flat().length, 100);
    assert.deepEqual(evaluator.state(CHECK.AlarmName), {
      state: 'ALARM',
      reason: '100+ time series evaluated to ALARM',
      inAlarm: 100,
    });
  });

  test('takes in metrics of exactly its dimensions only', () => {
    const evaluator = new AlarmEvaluator([CHECK], BEGIN_MS);
    const dimensions = { Stage: 'dev', Vantage: 'here', Target: 'a', Check: 'tls', Subject: 'x' };
    for (let minute = 0; minute < 5; minute += 1) {
      const atMs = BEGIN_MS + minute * MINUTE_MS;
      evaluator.put([{ namespace: 'Gatewatch', name: 'Status', dimensions, value: 2, atMs }]);
      assert.deepEqual(evaluator.evaluate(atMs + MINUTE_MS), []);
    }
  });
});

describe('an alarm of one series', () => {
  test('breaks its silence when nothing arrives, and says when something does again', () => {
    const beat = { only: 1 };
    const { told } = play(HEARTBEAT, [beat, beat, beat, {}, {}, {}, {}, {}, beat, beat]);
    assert.equal(states(told).trim().split(/ +/).join(' '), 'OK ALARM OK');
    const [first, alarm] = told.flat();
    assert.deepEqual([first?.OldStateValue, alarm?.OldStateValue], ['INSUFFICIENT_DATA', 'OK']);
    assert.equal('AlarmContributorId' in alarm, false);
  });

  test('is refused with a property the stand-in does not know', () => {
    assert.throws(
      () => new AlarmEvaluator([{ ...CHECK, EvaluationWindow: {} }], 0),
      /unknown here: EvaluationWindow/,
    );
  });
});
