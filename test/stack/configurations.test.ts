import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { deployerPolicy } from '../../lib/stack/deployer-policy.ts';
import { cloudFormationTemplate, DEPLOYMENT_BUCKET, withDeploymentBucket } from '../../lib/stack/template.ts';
import { eventPatternFaults } from '../support/aws-grammar/event-pattern.ts';
import { filterPolicyFaults } from '../support/aws-grammar/filter-policy.ts';
import {
  identityPolicyFaults,
  resourcePolicyFaults,
  trustPolicyFaults,
} from '../support/aws-grammar/iam-policy.ts';
import { insightsFaults } from '../support/aws-grammar/insights-query.ts';
import { scheduleFaults } from '../support/aws-grammar/schedule-expression.ts';
import { type CompiledStack, compileStacks } from '../support/compiled-stack.ts';
import { findTool } from '../support/programs.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';
import { withoutReferences } from '../support/template-references.ts';

/** What a deployment would be refused for, found without one: AWS's published grammar and limits, over many templates. */

/** CloudFormation User Guide, "Understand CloudFormation quotas": of a template in S3, of its resources and outputs. */
const MOST_TEMPLATE_BYTES = 1_048_576;
const MOST_RESOURCES = 500;
/** CloudWatch User Guide, "Alarm limits": "Alarms based on metric math expressions can reference a maximum of 10 metrics". */
const MOST_METRICS = 10;

describe('configurations compile to what AWS takes', () => {
  const cleanUps: (() => unknown)[] = [];
  let stacks: ReadonlyMap<string, CompiledStack> = new Map();
  before(async () => {
    stacks = await compileStacks({ after: (cleanUp) => cleanUps.push(cleanUp) }, SAMPLE_CONFIGS);
  });
  after(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));

  /** Properties of every resource of a type in every template, and where they stand. */
  const all = (type: string) =>
    [...stacks].flatMap(([name, { resources }]) =>
      Object.entries(resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, { Properties }]) => ({
          at: `${name}: ${id}`,
          properties: withoutReferences(Properties) as typeof Properties,
        })),
    );
  /** Fails with every fault of every template, and says where. */
  const assertNone = (faults: readonly { readonly at: string; readonly faults: readonly string[] }[]) => {
    assert(faults.length > 0, 'nothing was looked at');
    assert.deepEqual(
      faults.filter((one) => one.faults.length > 0),
      [],
    );
  };

  test('there are at least twelve of them, and each fits into a template', () => {
    assert(stacks.size >= 12);
    for (const [name, { file, resources }] of stacks) {
      assert(statSync(file).size <= MOST_TEMPLATE_BYTES, `${name}: ${statSync(file).size} bytes`);
      const { length } = Object.keys(resources);
      assert(length <= MOST_RESOURCES, `${name}: ${length} resources`);
    }
  });

  test('what gatewatch deploy makes of each is what osls makes of it', async () => {
    for (const [name, { file }] of stacks) {
      const own = withDeploymentBucket(
        await cloudFormationTemplate(parseConfig(SAMPLE_CONFIGS[name] ?? ''), {
          stage: 'dev',
          codeOf: () => ({ S3Bucket: { Ref: DEPLOYMENT_BUCKET }, S3Key: '*' }),
        }),
        'dev',
      );
      const compiled = readFileSync(file, 'utf8').replaceAll(/"S3Key": ?"[^"]*"/g, '"S3Key":"*"');
      assert.deepEqual(own, JSON.parse(compiled), name);
    }
  });

  test('cfn-lint finds nothing in any of them', (t) => {
    const linter = findTool('cfn-lint');
    if (linter === undefined) {
      assert.notEqual(process.env.CI, 'true', 'CI must have cfn-lint');
      return t.skip('cfn-lint is not installed');
    }
    execFileSync(
      linter,
      [...stacks.values()].map(({ file }) => file),
      { stdio: 'pipe' },
    );
  });

  test('every event pattern is one that EventBridge takes', () => {
    assertNone(
      all('AWS::Events::Rule').map(({ at, properties }) => ({
        at,
        faults: eventPatternFaults(properties.EventPattern),
      })),
    );
  });

  test('every query of an alarm and of a dashboard is one that Metrics Insights takes', () => {
    const ofAlarms = all('AWS::CloudWatch::Alarm').flatMap(({ at, properties }) =>
      ((properties.Metrics ?? []) as readonly { readonly Expression?: string }[]).map(({ Expression }) => ({
        at,
        query: Expression ?? '',
      })),
    );
    const ofDashboards = all('AWS::CloudWatch::Dashboard').flatMap(({ at, properties }) =>
      [
        ...JSON.stringify(JSON.parse(properties.DashboardBody)).matchAll(/"expression":("(?:[^"\\]|\\.)*")/g),
      ].map(([, text = '""']) => ({ at, query: String(JSON.parse(text)) })),
    );
    assertNone(
      [...ofAlarms, ...ofDashboards]
        .filter(({ query }) => query.startsWith('SELECT'))
        .map(({ at, query }) => ({ at, faults: insightsFaults(query) })),
    );
  });

  test('an alarm looks at ten metrics at most, and at no more than three hours', () => {
    for (const { at, properties } of all('AWS::CloudWatch::Alarm')) {
      const metrics: readonly {
        readonly MetricStat?: { readonly Period: number };
        readonly Period?: number;
      }[] = properties.Metrics ?? [];
      const referenced = metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
      assert(referenced <= MOST_METRICS, `${at} refers to ${referenced} metrics`);
      const period = properties.Period ?? metrics[0]?.MetricStat?.Period ?? metrics[0]?.Period;
      assert(period * properties.EvaluationPeriods <= 3 * 3600, at);
      assert(properties.AlarmDescription.length <= 1024, at);
      assert(properties.AlarmName.length <= 255, at);
    }
  });

  test('names are unique within each kind of resource', () => {
    for (const [type, property] of [
      ['AWS::CloudWatch::Alarm', 'AlarmName'],
      ['AWS::Lambda::Function', 'FunctionName'],
      ['AWS::Scheduler::Schedule', 'Name'],
      ['AWS::SQS::Queue', 'QueueName'],
      ['AWS::SNS::Topic', 'TopicName'],
      ['AWS::Events::Rule', 'Name'],
    ] as const)
      for (const [name, stack] of stacks) {
        const names = stack.ofType(type).map(({ Properties }) => Properties[property]);
        assert.equal(new Set(names).size, names.length, `${name}: ${type}`);
      }
  });

  test('every filter policy is one that SNS takes', () => {
    assertNone(
      all('AWS::SNS::Subscription')
        .filter(({ properties }) => properties.FilterPolicy !== undefined)
        .map(({ at, properties }) => ({ at, faults: filterPolicyFaults(properties.FilterPolicy) })),
    );
  });

  test('every schedule is one that EventBridge Scheduler takes', () => {
    assertNone(
      all('AWS::Scheduler::Schedule').map(({ at, properties }) => ({
        at,
        faults: [
          ...scheduleFaults(properties.ScheduleExpression),
          ...(/^[0-9a-zA-Z-_.]{1,64}$/.test(properties.Name) ? [] : [`the name ${properties.Name}`]),
        ],
      })),
    );
  });

  test('the policy for deploying is one that IAM takes, for every kind of resource of the stack', async () => {
    const about = { stage: 'dev', region: 'us-east-1', account: '123456789012' };
    for (const [name, { resources }] of stacks) {
      const policy = deployerPolicy(parseConfig(SAMPLE_CONFIGS[name] ?? ''), about);
      const actions = policy.Statement.flatMap(({ Action }) => Action);
      for (const type of new Set(Object.values(resources).map(({ Type }) => Type))) {
        const [, service = ''] = type.toLowerCase().split('::');
        const makes = actions.filter((action) => action.startsWith(`${service}:`)).join(' ');
        assert.match(makes, /:(?:Create|Put|Add|Set|Subscribe)/, `${name}: nothing makes ${type}`);
      }
      assert.deepEqual(await identityPolicyFaults(policy), [], name);
    }
  });

  test('every policy is one that IAM takes, and "*" stands only where AWS knows no resource', async () => {
    const roles = all('AWS::IAM::Role');
    assertNone(
      await Promise.all(
        roles.map(async ({ at, properties }) => ({
          at,
          faults: [
            ...trustPolicyFaults(properties.AssumeRolePolicyDocument),
            ...(await identityPolicyFaults(properties.Policies[0].PolicyDocument)),
          ],
        })),
      ),
    );
    const ofResources = [
      ...all('AWS::SNS::TopicPolicy').map(({ at, properties }) => ({
        at,
        policy: properties.PolicyDocument,
      })),
      ...all('AWS::SQS::QueuePolicy').map(({ at, properties }) => ({
        at,
        policy: properties.PolicyDocument,
      })),
      ...all('AWS::KMS::Key').map(({ at, properties }) => ({ at, policy: properties.KeyPolicy })),
    ];
    assertNone(ofResources.map(({ at, policy }) => ({ at, faults: resourcePolicyFaults(policy) })));
  });
});
