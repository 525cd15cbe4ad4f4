import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { NETWORK_READER_ACTIONS } from '../../lib/core/aws-reader.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { createService } from '../../lib/stack/service.ts';
import { findTool } from '../lab/support/prerequisites.ts';
import { type CompiledStack, compileStack } from '../support/compiled-stack.ts';

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

const stacks = new Map<string, CompiledStack>();
const texts = { 'the example': EXAMPLE, 'two vantages': TWO, 'watch inside a VPC': WATCH_INSIDE };

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statementsOf(stack: CompiledStack, role: string): readonly Statement[] {
  return stack.resources[role]?.Properties.Policies[0].PolicyDocument.Statement;
}

describe('the compiled template', () => {
  const cleanUps: (() => unknown)[] = [];
  before(async () => {
    const later = { after: (cleanUp: () => unknown) => cleanUps.push(cleanUp) };
    for (const [name, yaml] of Object.entries(texts)) stacks.set(name, await compileStack(later, yaml));
  });
  after(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));
  const stackOf = (name: keyof typeof texts): CompiledStack => {
    const stack = stacks.get(name);
    assert(stack !== undefined);
    return stack;
  };

  for (const name of Object.keys(texts) as (keyof typeof texts)[]) {
    test(`cfn-lint finds nothing in the stack of ${name}`, (t) => {
      const linter = findTool('cfn-lint');
      if (linter === undefined) {
        assert.notEqual(process.env.CI, 'true', 'CI must have cfn-lint');
        return t.skip('cfn-lint is not installed');
      }
      execFileSync(linter, [stackOf(name).file], { stdio: 'pipe' });
    });

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

    test(`no statement of ${name} allows a whole service, and "*" stands only where nothing narrower exists`, () => {
      const stack = stackOf(name);
      for (const role of Object.keys(stack.resources).filter(
        (id) => stack.resources[id]?.Type === 'AWS::IAM::Role',
      )) {
        for (const { Sid, Effect, Action, Resource } of statementsOf(stack, role)) {
          assert.deepEqual(
            Action.filter((action) => action.includes('*')),
            [],
            `${role} ${Sid}`,
          );
          if (Effect === 'Allow' && Resource === '*')
            assert(['LambdaAttachesToVpc', 'ReadAws', 'PublishMetrics'].includes(Sid), `${role} ${Sid}`);
        }
      }
    });
  }

  test('a vantage in a VPC has a probe of its own, one on premises has none', () => {
    const functions = stackOf('two vantages').ofType('AWS::Lambda::Function');
    assert.deepEqual(functions.map(({ Properties }) => Properties.FunctionName).sort(), [
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
    const wanted = [
      ...Object.values(NETWORK_READER_ACTIONS).flat(),
      ...PROBES.filter(({ from }) => from === 'control').flatMap(({ permissions }) => permissions),
    ];
    assert.deepEqual(find('ReadAws')?.Action, [...new Set(wanted)].sort());
    assert.deepEqual(find('PublishMetrics')?.Condition, {
      StringEquals: { 'cloudwatch:namespace': 'Gatewatch' },
    });
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
    const schedules = stack.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
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

  test('a look that failed is not made again by Lambda', () => {
    const [config] = stackOf('the example').ofType('AWS::Lambda::EventInvokeConfig');
    assert.equal(config?.Properties.MaximumRetryAttempts, 0);
  });
});

test('two vantages whose names look alike keep their own resources', async () => {
  const yaml = TWO.replace('seoul-prod', 'a-1').replace('seoul-dev', 'a1');
  const service = await createService(parseConfig(yaml));
  assert.equal(Object.keys(service.functions ?? {}).length, 3);
  const resources = service.resources as { readonly Resources: Readonly<Record<string, unknown>> };
  assert.equal(Object.keys(resources.Resources).filter((id) => id.startsWith('Probe')).length, 4);
});
