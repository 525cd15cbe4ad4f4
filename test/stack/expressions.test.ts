import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scheduleFaults } from '../support/aws-grammar/schedule-expression.ts';
import { type AlarmProperties, readAlarmProperties } from '../support/cloudwatch/alarm-properties.ts';
import { type CompiledStack, compileStack } from '../support/compiled-stack.ts';

/** Texts inside the template that no linter reads: they are parsed here, as the service would. */

const YAML = `
schedule: rate(5 minutes)
notify:
  email: [{ to: oncall@example.com }]
  slack: { webhookSecret: gatewatch/slack }
  chat: true
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
  - { name: idc, runs: true, targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }
mtls:
  - { name: api, loadBalancer: app/api/0123456789abcdef, logs: "s3://logs-of-api/alb", page: { reasons: [client-cert-expired, client-cert-untrusted], atLeast: 20 } }
`;

describe('what the template says in texts', () => {
  const cleanUps: (() => unknown)[] = [];
  let stack: CompiledStack;
  before(async () => {
    stack = await compileStack({ after: (cleanUp) => cleanUps.push(cleanUp) }, YAML);
  });
  after(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));

  test('every alarm can be evaluated: its query or expression is read, and each metric in it is given', () => {
    const alarms = stack
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties as AlarmProperties);
    const kinds = alarms.map((properties) => readAlarmProperties(properties));
    for (const alarm of kinds) {
      assert(alarm.failing <= alarm.of, `${alarm.name}: ${alarm.failing} of ${alarm.of}`);
      assert(alarm.periodMs % 60_000 === 0 && alarm.periodMs > 0, alarm.name);
      assert(
        (alarm.periodMs / 1000) * alarm.of <= 3 * 3600,
        `${alarm.name} looks back more than three hours`,
      );
      if (alarm.watched.kind !== 'math') continue;
      const ids = new Set(alarm.watched.metrics.map(({ id }) => id));
      const asked: string[] = [];
      alarm.watched.expression((id) => {
        asked.push(id);
        return 0;
      });
      assert.deepEqual(
        asked.filter((id) => !ids.has(id)),
        [],
        alarm.name,
      );
      assert.deepEqual(
        [...ids].filter((id) => !asked.includes(id)),
        [],
        `${alarm.name}: given and not asked for`,
      );
    }
    assert.deepEqual(
      new Set(kinds.map(({ watched }) => watched.kind)),
      new Set(['insights', 'metric', 'math']),
    );
  });

  test('every schedule is one that Scheduler knows', () => {
    const schedules = stack.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    assert(schedules.length >= 2);
    for (const { Name, ScheduleExpression: text } of schedules)
      assert.deepEqual(scheduleFaults(text), [], `${Name}: ${text}`);
  });

  for (const wrong of [
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'every minute',
    'cron(* * * * *)',
  ])
    test(`"${wrong}" is none`, () => assert.notDeepEqual(scheduleFaults(wrong), []));

  test('every text that is JSON is JSON', () => {
    const texts = [
      ...stack.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties.Target.Input),
      ...stack.ofType('AWS::CloudWatch::Dashboard').map(({ Properties }) => textOf(Properties.DashboardBody)),
      ...stack
        .ofType('AWS::Lambda::Function')
        .flatMap(({ Properties }) => Object.values(Properties.Environment?.Variables ?? {}).map(textOf))
        .filter((text) => text.startsWith('{')),
    ];
    assert(texts.length >= 3);
    for (const text of texts) assert.doesNotThrow(() => JSON.parse(text), text);
  });

  test('the dashboard shows the alarms of the stack, by their names', () => {
    const [{ Properties } = { Properties: undefined }] = stack.ofType('AWS::CloudWatch::Dashboard');
    const shown = [...textOf(Properties.DashboardBody).matchAll(/:alarm:([\w~-]+)/g)].map(([, name]) => name);
    const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(({ Properties: { AlarmName } }) => AlarmName);
    assert.deepEqual(shown.toSorted(), alarms.toSorted());
  });

  test('no account, Region or partition is written out', () => {
    const text = JSON.stringify(stack.resources);
    assert.doesNotMatch(text, /arn:aws[a-z-]*:/);
    assert.doesNotMatch(text, /\b\d{12}\b(?!\d)/);
    assert.doesNotMatch(text, /\b(?:us|eu|ap|sa|ca|me|af)-(?:north|south|east|west|central)[a-z]*-\d\b/);
  });

  test('subscribers are of kinds that SNS has', () => {
    const protocols = stack.ofType('AWS::SNS::Subscription').map(({ Properties }) => Properties.Protocol);
    assert.deepEqual([...new Set(protocols)].sort(), ['email', 'sqs']);
  });
});

/** A text, or one whose references stand for something. */
function textOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null && 'Fn::Sub' in value ? value['Fn::Sub'] : value;
  return String(text).replace(/\$\{[^}]+\}/g, 'x');
}
