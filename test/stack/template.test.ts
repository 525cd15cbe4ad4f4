import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { CHANNELS } from '../../lib/channels/registry.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { FLOW_LOG_ACTIONS } from '../../lib/core/aws/flow-log-reader.ts';
import { INSTANCE_CONNECT_ACTIONS } from '../../lib/core/aws/instance-connect-reader.ts';
import { NETWORK_READER_ACTIONS } from '../../lib/core/aws/network-reader.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { describePlan } from '../../lib/stack/describe-plan.ts';
import { installedBy } from '../../lib/stack/installed.ts';
import { planInTemplate } from '../../lib/stack/kept-plan.ts';
import { variable } from '../../lib/stack/names.ts';
import { createService } from '../../lib/stack/service.ts';
import { consoleLinks } from '../../lib/stages/notify/console-links.ts';
import { type CompiledStack, compileStacks } from '../support/compiled-stack.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';

/** What is deployed, as CloudFormation gets it: osls' own template of a gatewatch.yaml. */

const EXAMPLE = readFileSync(new URL('../../gatewatch.yaml', import.meta.url), 'utf8');
const TWO = `
schedule: rate(1 minute)
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0, subnet-0fedcba9876543210]
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
  - name: seoul-dev
    vpc: vpc-0fedcba9876543210
    subnets: [subnet-00000000000000001]
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
  - name: idc
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
`;
const WATCH_INSIDE = `${TWO}watch: { vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0] }\n`;

const EVERY_CHANNEL = `${TWO}
notify:
  email: [{ to: oncall@example.com, severity: [critical] }, { to: team@example.com }]
  slack: { webhookSecret: gatewatch/slack, severity: [critical, warning, info] }
  teams: { webhookSecret: gatewatch/teams }
  discord: { webhookSecret: gatewatch/discord }
  pagerDuty: { keySecret: gatewatch/pager-duty, severity: [critical] }
  opsgenie: { keySecret: gatewatch/opsgenie }
  webhook: { webhookSecret: gatewatch/webhook }
  eventBridge: { bus: on-call }
  chat: true
mtls:
  - { name: api, loadBalancer: app/api/0123456789abcdef, logs: "s3://logs-of-api/alb", page: { reasons: [client-cert-expired, client-cert-untrusted], atLeast: 20 } }
  - { name: inner, loadBalancer: app/inner/0123456789abcdef }
`;

/** What `watch` reads for itself, whatever it is asked. */
const OWN = new Set<string>([...Object.values(INSTANCE_CONNECT_ACTIONS).flat(), ...FLOW_LOG_ACTIONS]);

let stacks: ReadonlyMap<string, CompiledStack> = new Map();
const texts = {
  'every channel': EVERY_CHANNEL,
  'the example': EXAMPLE,
  'every type': SAMPLE_CONFIGS['every type of target'] ?? '',
  'two vantages': TWO,
  'watch inside a VPC': WATCH_INSIDE,
};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Query {
  readonly Expression?: string;
  readonly Period?: number;
  readonly MetricStat?: { readonly Period?: number };
}

function statementsOf(stack: CompiledStack, role: string): readonly Statement[] {
  return stack.resources[role]?.Properties.Policies[0].PolicyDocument.Statement;
}

describe('the compiled template', () => {
  const cleanUps: (() => unknown)[] = [];
  before(async () => {
    stacks = await compileStacks({ after: (cleanUp) => cleanUps.push(cleanUp) }, texts);
  });
  after(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));
  const stackOf = (name: keyof typeof texts): CompiledStack => {
    const stack = stacks.get(name);
    assert(stack !== undefined);
    return stack;
  };

  test('it carries the plan it was made of, to compare another one with', () => {
    for (const [name, yaml] of Object.entries(texts)) {
      const kept = planInTemplate(readFileSync(stackOf(name as keyof typeof texts).file, 'utf8'));
      const plan = JSON.parse(JSON.stringify(describePlan(parseConfig(yaml), PROBES)));
      assert.deepEqual(kept, { version: 1, ...plan }, name);
    }
  });

  test('every name that gatewatch doctor looks for is the name of something in it', async () => {
    for (const [name, yaml] of Object.entries(texts)) {
      const stack = stackOf(name as keyof typeof texts);
      const { functions, schedules, alarms, deadLetters, tables, subscriptions, workers } = await installedBy(
        parseConfig(yaml),
        'dev',
      );
      const namesOf = (type: string, property: string) =>
        stack.ofType(type).map(({ Properties }) => Properties[property]);
      assert.deepEqual(functions.toSorted(), namesOf('AWS::Lambda::Function', 'FunctionName').toSorted());
      assert.deepEqual(schedules.toSorted(), namesOf('AWS::Scheduler::Schedule', 'Name').toSorted());
      assert.deepEqual(
        alarms.map((one) => one.name).toSorted(),
        namesOf('AWS::CloudWatch::Alarm', 'AlarmName').toSorted(),
      );
      assert.deepEqual(tables, namesOf('AWS::DynamoDB::Table', 'TableName'));
      const queues = namesOf('AWS::SQS::Queue', 'QueueName');
      assert.deepEqual([...deadLetters, ...workers.map((one) => one.queue)].toSorted(), queues.toSorted());
      assert.equal(workers.length, stack.ofType('AWS::Lambda::EventSourceMapping').length);
      assert.equal(subscriptions.length, stack.ofType('AWS::SNS::Subscription').length);
      const topics = new Set(namesOf('AWS::SNS::Topic', 'TopicName'));
      for (const { topic } of [...alarms, ...subscriptions]) assert(topics.has(topic), topic);
    }
  });

  for (const name of Object.keys(texts) as (keyof typeof texts)[]) {
    test(`every function of ${name} has a role of its own, retained logs and one architecture`, () => {
      const stack = stackOf(name);
      const functions = stack.ofType('AWS::Lambda::Function');
      const roles = functions.map(({ Properties }) => Properties.Role['Fn::Sub']);
      assert.equal(new Set(roles).size, functions.length);
      for (const { Properties } of functions) {
        assert.deepEqual([Properties.Runtime, Properties.Architectures], ['nodejs24.x', ['arm64']]);
        assert(Properties.FunctionName.length <= 64);
        assert.deepEqual(Properties.Tags, [
          { Key: 'Project', Value: 'gatewatch' },
          { Key: 'Stage', Value: 'dev' },
        ]);
      }
      const groups = stack.ofType('AWS::Logs::LogGroup');
      assert.deepEqual(
        groups.map(({ Properties }) => Properties.LogGroupName).sort(),
        functions.map(({ Properties }) => `/aws/lambda/${Properties.FunctionName}`).sort(),
      );
      for (const { Properties } of groups) assert.equal(Properties.RetentionInDays, 30);
    });
  }

  test('the dashboard is JSON, shows every alarm and every vantage, and is the page that messages lead to', () => {
    for (const name of ['every channel', 'the example'] as const) {
      const stack = stackOf(name);
      const [dashboard] = stack.ofType('AWS::CloudWatch::Dashboard');
      const body: string = dashboard?.Properties.DashboardBody['Fn::Sub'];
      const links = consoleLinks({ stage: 'dev', region: 'us-east-1' }, undefined);
      assert.ok(links.dashboard?.endsWith(`/${dashboard?.Properties.DashboardName}`), links.dashboard);
      const { widgets } = JSON.parse(body);
      const [alarms, ...others] = widgets;
      assert.equal(alarms.properties.alarms.length, stack.ofType('AWS::CloudWatch::Alarm').length);
      // What Fn::Sub takes the value of must stand in the template.
      for (const [, id = ''] of body.matchAll(/\$\{([A-Za-z0-9]+)\.Arn\}/g))
        assert(id in stack.resources, id);
      const seriesOf = ({ properties }: { readonly properties: { readonly metrics?: readonly unknown[] } }) =>
        JSON.stringify(properties.metrics ?? '');
      const vantages = parseConfig(texts[name]).vantages.length;
      assert.equal(
        others.filter((one: never) => /SELECT MAX\(\\"Status/.test(seriesOf(one))).length,
        vantages,
      );
      assert.equal(
        others.filter((one: never) => /"Heartbeat","Stage","dev"/.test(seriesOf(one))).length,
        vantages,
      );
      assert.match(
        others.at(-1).properties.query,
        /^SOURCE '\/aws\/lambda\/gatewatch-dev-watch'\n\| filter type/,
      );
    }
  });

  test('each vantage has a widget of its own, which calls the dashboard function of this stage and region', () => {
    const stack = stackOf('two vantages');
    const [dashboard] = stack.ofType('AWS::CloudWatch::Dashboard');
    const { widgets } = JSON.parse(dashboard?.Properties.DashboardBody['Fn::Sub']);
    const custom = widgets.filter(({ type }: { readonly type: string }) => type === 'custom');
    assert.deepEqual(
      custom,
      ['seoul-prod', 'seoul-dev', 'idc'].map((vantage) => ({
        type: 'custom',
        width: 24,
        height: 9,
        properties: {
          title: `Last report: ${vantage}`,
          endpoint: `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:gatewatch-dev-dashboard`,
          updateOn: { refresh: true, resize: false, timeRange: false },
          params: { vantage },
        },
      })),
    );
    assert.equal(widgets[1].type, 'custom', 'what is wrong stands right under the alarms');
  });

  test('the dashboard function may read the last reports and their history and ask watch, and nothing else', () => {
    const stack = stackOf('two vantages');
    const statements = statementsOf(stack, 'DashboardRole');
    assert.deepEqual(
      statements.map(({ Sid, Effect, Action }) => [Sid, Effect, Action]),
      [
        ['WriteOwnLogs', 'Allow', ['logs:CreateLogStream', 'logs:PutLogEvents']],
        ['ReadReports', 'Allow', ['dynamodb:GetItem']],
        ['ReadHistory', 'Allow', ['cloudwatch:GetMetricData']],
        ['AskForALook', 'Allow', ['lambda:InvokeFunction']],
      ],
    );
    const [logs, table, , watch] = statements;
    assert.match(JSON.stringify(logs?.Resource), /log-group:\/aws\/lambda\/gatewatch-dev-dashboard:\*"/);
    assert.deepEqual(table?.Resource, { 'Fn::GetAtt': ['StateTable', 'Arn'] });
    assert.deepEqual(table?.Condition, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['report'] },
    });
    assert.match(JSON.stringify(watch?.Resource), /:function:gatewatch-dev-watch"/);
    const fn = stack
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === 'gatewatch-dev-dashboard')?.Properties;
    assert.equal(fn.VpcConfig, undefined);
    assert.deepEqual(fn.Environment.Variables, { GATEWATCH_STAGE: 'dev' });
  });

  test('watch reads the reports of other vantages, and nothing that was told', () => {
    const { Condition } = statementsOf(stackOf('two vantages'), 'WatchRole').find(
      ({ Sid }) => Sid === 'RememberWhatWasGood',
    ) ?? { Condition: undefined };
    assert.deepEqual(Condition, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['last-good', 'failing', 'report'] },
    });
  });

  test('every alarm speaks to a topic of the stack, within what Metrics Insights and a description can hold', () => {
    const alarms = stackOf('every channel').ofType('AWS::CloudWatch::Alarm');
    assert(alarms.length >= 5);
    for (const { Properties: alarm } of alarms) {
      const name: string = alarm.AlarmName;
      const topic = /-((undelivered|functions)(~\d+)?|tick)$/.test(name) ? 'FallbackTopic' : 'AlarmsTopic';
      // A test has no end to tell.
      const atOk = name.endsWith('-test') ? undefined : [{ Ref: topic }];
      assert.deepEqual([alarm.AlarmActions, alarm.OKActions], [[{ Ref: topic }], atOk], name);
      assert(alarm.DatapointsToAlarm <= alarm.EvaluationPeriods, name);
      assert(alarm.AlarmDescription.length <= 1024, name);
      const queries: readonly Query[] = alarm.Metrics ?? [];
      const periods = [alarm, ...queries, ...queries.map(({ MetricStat }) => MetricStat)];
      for (const period of periods.flatMap((one) => one?.Period ?? [])) {
        assert.equal(period % 60, 0, name);
        assert(period * alarm.EvaluationPeriods <= 3 * 3600, name);
      }
      for (const { Expression = '' } of queries.filter((query) => query.Expression?.startsWith('SELECT')))
        assert.match(
          Expression,
          /WHERE "Stage" = 'dev' AND "Check" = '[a-z-]+' GROUP BY "Vantage", "Target" /,
        );
    }
  });

  test('the topics are encrypted with a key that CloudWatch may use, for this account only', () => {
    const stack = stackOf('every channel');
    const topics = stack.ofType('AWS::SNS::Topic').map(({ Properties }) => Properties);
    assert.deepEqual(topics.map(({ TopicName }) => TopicName).sort(), [
      'gatewatch-dev-alarms',
      'gatewatch-dev-chat',
      'gatewatch-dev-fallback',
      'gatewatch-dev-messages',
    ]);
    for (const { TopicName, KmsMasterKeyId } of topics)
      assert.deepEqual(
        KmsMasterKeyId,
        TopicName.endsWith('-fallback') ? undefined : { Ref: 'MessagesKey' },
        `${TopicName}: the fallback outlives the key`,
      );
    const statements = stack.resources.MessagesKey?.Properties.KeyPolicy.Statement;
    const alarms = statements.find(({ Sid }: Statement) => Sid === 'AlarmsPublish');
    assert.equal(alarms.Principal.Service, 'cloudwatch.amazonaws.com');
    assert.deepEqual(alarms.Action, ['kms:Decrypt', 'kms:GenerateDataKey*']);
    assert.deepEqual(alarms.Condition, { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
    const fed = stack.ofType('AWS::SNS::TopicPolicy').map(({ Properties }) => Properties.Topics[0].Ref);
    assert.deepEqual(fed.sort(), ['AlarmsTopic', 'FallbackTopic']);
  });

  test('a mailbox gets the severities it asked for, and everything that could not become a message', () => {
    const mails = stackOf('every channel')
      .ofType('AWS::SNS::Subscription')
      .map(({ Properties }) => Properties)
      .filter(({ Protocol }) => Protocol === 'email')
      .map(({ Endpoint, TopicArn, FilterPolicy }) => [Endpoint, TopicArn.Ref, FilterPolicy?.severity]);
    assert.deepEqual(mails, [
      ['oncall@example.com', 'MessagesTopic', ['critical']],
      ['oncall@example.com', 'FallbackTopic', undefined],
      ['team@example.com', 'MessagesTopic', ['critical', 'warning']],
      ['team@example.com', 'FallbackTopic', undefined],
    ]);
  });

  test('a queue waits for its function, and what nobody takes is kept for two weeks', () => {
    const stack = stackOf('every channel');
    const functions = stack.ofType('AWS::Lambda::Function').map(({ Properties }) => Properties);
    for (const [id, name, topic] of [
      ['Notify', 'gatewatch-dev-notify', 'AlarmsTopic'],
      ['Slack', 'gatewatch-dev-slack', 'MessagesTopic'],
      ['PagerDashDuty', 'gatewatch-dev-pager-duty', 'MessagesTopic'],
    ] as const) {
      const queue = stack.resources[`${id}Queue`]?.Properties;
      const timeout = functions.find(({ FunctionName }) => FunctionName === name)?.Timeout;
      assert(queue.VisibilityTimeout >= 6 * timeout, id);
      const dead = { 'Fn::GetAtt': [`${id}DeadLetters`, 'Arn'] };
      assert.deepEqual(queue.RedrivePolicy.deadLetterTargetArn, dead);
      assert.equal(stack.resources[`${id}DeadLetters`]?.Properties.MessageRetentionPeriod, 14 * 86_400);
      const { TopicArn, RedrivePolicy } = stack.resources[`${id}Subscription`]?.Properties ?? {};
      assert.deepEqual([TopicArn, RedrivePolicy], [{ Ref: topic }, { deadLetterTargetArn: dead }]);
    }
    const mappings = stack.ofType('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties);
    assert.deepEqual(
      mappings.map((mapping) => [
        mapping.FunctionResponseTypes,
        mapping.MaximumBatchingWindowInSeconds,
        mapping.ScalingConfig.MaximumConcurrency,
      ]),
      [
        [['ReportBatchItemFailures'], 60, 2],
        ...Object.keys(CHANNELS).map(() => [['ReportBatchItemFailures'], undefined, 2]),
      ],
    );
  });

  test('connection logs wake a function that may read them, and page as often as the config says', () => {
    const stack = stackOf('every channel');
    const [rule] = stack.ofType('AWS::Events::Rule');
    assert.deepEqual(rule?.Properties.EventPattern.detail, {
      bucket: { name: ['logs-of-api'] },
      object: { key: [{ prefix: 'alb' }] },
    });
    const role = statementsOf(stack, 'MtlsLogRole').find(({ Sid }) => Sid === 'ReadConnectionLogs');
    assert.match(JSON.stringify(role?.Resource), /:s3:::logs-of-api\/alb\*"/);
    const alarm = stack.resources.AlarmMtlsApi?.Properties;
    assert.deepEqual([alarm.AlarmName, alarm.Threshold], ['gatewatch-dev-mtls-api', 20]);
    assert.equal(alarm.Metrics.at(-1).Expression, 'MAX([FILL(reason0, 0), FILL(reason1, 0)])');
    assert.match(alarm.AlarmDescription, /^client-cert-expired: .+\n(?:client-cert-|unmapped-).+: .+\n/);
    assert.equal(stack.resources.AlarmMtlsInner, undefined, 'what does not page has no alarm');
    const watch = statementsOf(stack, 'WatchRole');
    assert(
      watch
        .find(({ Sid }) => Sid === 'ReadAws')
        ?.Action.includes('elasticloadbalancing:DescribeLoadBalancers'),
    );
    assert(watch.some(({ Sid }) => Sid === 'ListConnectionLogs'));
  });

  test('what the config does not name is not deployed', () => {
    const { resources } = stackOf('two vantages');
    assert.deepEqual(
      Object.keys(resources).filter((id) => /Slack|Chat|Mail|Mtls/.test(id)),
      [],
    );
  });

  test('a vantage in a VPC has a probe of its own, one on premises has none', () => {
    const functions = stackOf('two vantages').ofType('AWS::Lambda::Function');
    assert.deepEqual(functions.map(({ Properties }) => Properties.FunctionName).sort(), [
      'gatewatch-dev-dashboard',
      'gatewatch-dev-notify',
      'gatewatch-dev-probe-seoul-dev',
      'gatewatch-dev-probe-seoul-prod',
      'gatewatch-dev-watch',
    ]);
    const probe = functions.find(({ Properties }) => Properties.FunctionName.endsWith('seoul-prod'));
    assert.deepEqual(probe?.Properties.VpcConfig.SubnetIds, [
      'subnet-0123456789abcdef0',
      'subnet-0fedcba9876543210',
    ]);
    assert.equal(probe?.Properties.Environment, undefined);
  });

  test("a probe's role may write its own log and attach to its VPC; its code may do neither of the latter", () => {
    const statements = statementsOf(stackOf('two vantages'), 'ProbeSeoulDashProdRole');
    assert.deepEqual(
      statements.map(({ Sid, Effect }) => [Sid, Effect]),
      [
        ['WriteOwnLogs', 'Allow'],
        ['LambdaAttachesToVpc', 'Allow'],
        ['CodeDoesNot', 'Deny'],
      ],
    );
    assert.match(
      JSON.stringify(statements[0]?.Resource),
      /log-group:\/aws\/lambda\/gatewatch-dev-probe-seoul-prod:\*/,
    );
    assert.match(
      JSON.stringify(statements[2]?.Condition),
      /SourceFunctionArn.*function:gatewatch-dev-probe-seoul-prod"/,
    );
    assert.deepEqual(statements[2]?.Action, statements[1]?.Action);
  });

  test('nothing comes in to a probe, everything may go out', () => {
    for (const { Properties } of stackOf('two vantages').ofType('AWS::EC2::SecurityGroup')) {
      assert.deepEqual(Properties.SecurityGroupIngress, []);
      assert.deepEqual(
        Properties.SecurityGroupEgress.map(({ IpProtocol, CidrIp, CidrIpv6 }: Record<string, string>) => [
          IpProtocol,
          CidrIp ?? CidrIpv6,
        ]),
        [
          ['-1', '0.0.0.0/0'],
          ['-1', '::/0'],
        ],
      );
    }
  });

  test('watch may call the probes of its stage, read what the kinds read, and write one namespace', () => {
    const statements = statementsOf(stackOf('two vantages'), 'WatchRole');
    const find = (sid: string) => statements.find(({ Sid }) => Sid === sid);
    assert.match(JSON.stringify(find('CallProbes')?.Resource), /probe-seoul-prod.*probe-seoul-dev/);
    assert.doesNotMatch(JSON.stringify(find('CallProbes')?.Resource), /idc|\*/);
    assert(find('ReadAws')?.Action.includes('ec2:DescribeSecurityGroups'));
    const network = new Set<string>(Object.values(NETWORK_READER_ACTIONS).flat());
    const ofKinds = new Set(PROBES.flatMap(({ permissions }): readonly string[] => permissions));
    const granted = statements.filter(({ Sid }) => Sid.startsWith('Read')).flatMap(({ Action }) => Action);
    assert.deepEqual(
      granted.filter((action) => ofKinds.has(action) && !network.has(action) && !OWN.has(action)),
      [],
      'no kind of these targets reads AWS',
    );
    const every = statementsOf(stackOf('every type'), 'WatchRole');
    const read = every.filter(({ Sid }) => Sid.startsWith('Read')).flatMap(({ Action }) => Action);
    const control = PROBES.filter(({ from }) => from === 'control').flatMap(({ permissions }) => permissions);
    assert.deepEqual(
      control.filter((action) => !read.includes(action) && action !== 's3:ListBucket'),
      [],
      'and every kind that is in use reads what it needs',
    );
    const onlyOf = (sid: string) => JSON.stringify(every.find(({ Sid }) => Sid === sid)?.Resource);
    assert.match(onlyOf('ReadImageNames'), /::parameter\/aws\/service\/storagegateway\/\*"/);
    assert.match(
      onlyOf('ReadLogs'),
      /log-group:\/aws\/vendedlogs\/\*:\*".*log-group:\/aws\/storagegateway\/\*:\*"/,
    );
    assert.match(onlyOf('ReadCertificates'), /:acm:\$\{AWS::Region\}:\$\{AWS::AccountId\}:certificate\/\*"/);
    assert.deepEqual(find('PublishMetrics')?.Condition, {
      StringEquals: { 'cloudwatch:namespace': 'Gatewatch' },
    });
  });

  test('watch reads the flow logs of its own account in the buckets that are named, and nothing else there', () => {
    const every = statementsOf(stackOf('every type'), 'WatchRole');
    const find = (sid: string) => every.find(({ Sid }) => Sid === sid);
    const account = variable('AWS::AccountId');
    const folders = ['AWSLogs', 'vpc/AWSLogs'].flatMap((folder) => [
      `${folder}/${account}/vpcflowlogs/*`,
      `${folder}/aws-account-id=${account}/aws-service=vpcflowlogs/*`,
    ]);
    const inS3 = (rest: string) => ({ 'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::${rest}` });
    assert.deepEqual(find('ListFlowLogs'), {
      Sid: 'ListFlowLogs',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['flows', 'central-flows'].map(inS3),
      Condition: { StringLike: { 's3:prefix': folders.map((folder) => ({ 'Fn::Sub': folder })) } },
    });
    assert.deepEqual(
      find('ReadFlowLogs')?.Resource,
      folders.map((folder, place) => inS3(`${place < 2 ? 'flows' : 'central-flows'}/${folder}`)),
    );
    const others = statementsOf(stackOf('two vantages'), 'WatchRole');
    assert(others.every(({ Sid }) => !Sid.endsWith('FlowLogs')));
  });

  test('watch stands outside any VPC, unless it is told to stand inside', () => {
    const find = (name: keyof typeof texts) =>
      stackOf(name)
        .ofType('AWS::Lambda::Function')
        .find(({ Properties }) => Properties.FunctionName === 'gatewatch-dev-watch');
    assert.equal(find('two vantages')?.Properties.VpcConfig, undefined);
    assert.deepEqual(find('watch inside a VPC')?.Properties.VpcConfig, {
      SecurityGroupIds: [{ 'Fn::GetAtt': ['WatchSecurityGroup', 'GroupId'] }],
      SubnetIds: ['subnet-0123456789abcdef0'],
    });
    const statements = statementsOf(stackOf('watch inside a VPC'), 'WatchRole');
    const denied = statements.find(({ Sid }) => Sid === 'CodeDoesNot')?.Action ?? [];
    const reads = statements.find(({ Sid }) => Sid === 'ReadAws')?.Action ?? [];
    assert.deepEqual(
      denied.filter((action) => reads.includes(action)),
      [],
      'what it reads is not denied to it',
    );
    assert(denied.includes('ec2:CreateNetworkInterface'));
  });

  test('each probe has one schedule, which asks for a full, published look at its own time', () => {
    const stack = stackOf('two vantages');
    const all = stack.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    const schedules = all.filter(({ Name }) => Name !== 'gatewatch-dev.tick');
    assert.deepEqual(schedules.map(({ Name }) => Name).sort(), [
      'gatewatch-dev-seoul-dev',
      'gatewatch-dev-seoul-prod',
    ]);
    for (const { Name, ScheduleExpression, FlexibleTimeWindow, Target } of schedules) {
      assert.equal(ScheduleExpression, 'rate(1 minute)');
      assert.deepEqual(FlexibleTimeWindow, { Mode: 'OFF' });
      assert.deepEqual(Target.RetryPolicy, { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 });
      assert.deepEqual(Target.RoleArn, { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] });
      assert.deepEqual(JSON.parse(Target.Input), {
        vantage: Name.replace('gatewatch-dev-', ''),
        publish: true,
        scheduledTime: '<aws.scheduler.scheduled-time>',
      });
    }
    const role = stack.resources.ScheduleRole?.Properties.AssumeRolePolicyDocument.Statement[0];
    assert.equal(role.Principal.Service, 'scheduler.amazonaws.com');
    assert.deepEqual(role.Condition, { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
  });

  test('a run that failed is not repeated by Lambda', () => {
    const [config] = stackOf('the example').ofType('AWS::Lambda::EventInvokeConfig');
    assert.equal(config?.Properties.MaximumRetryAttempts, 0);
  });
});

test('two vantages whose names look alike keep their own resources', async () => {
  const yaml = TWO.replace('seoul-prod', 'a-1').replace('seoul-dev', 'a1');
  const service = await createService(parseConfig(yaml));
  assert.equal(Object.keys(service.functions ?? {}).length, 5);
  const resources = service.resources as { readonly Resources: Readonly<Record<string, unknown>> };
  assert.equal(Object.keys(resources.Resources).filter((id) => id.startsWith('Probe')).length, 4);
});
