import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { STAGE_VARIABLE } from '../../lib/stack/names.ts';
import { spokeTemplate } from '../../lib/stack/spokes.ts';
import { cloudFormationTemplate } from '../../lib/stack/template.ts';
import { identityPolicyFaults, trustPolicyFaults } from '../support/aws-grammar/iam-policy.ts';
import { findTool } from '../support/programs.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';
import { withoutReferences } from '../support/template-references.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const HERE = `notify: { email: [{ to: a@example.com }] }
vantages: [{ name: here, ${PLACE}, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`;
const fifty = (perAccount: number) =>
  `notify: { email: [{ to: a@example.com }] }\nvantages: []\naccounts:\n${Array.from(
    { length: 50 },
    (_, at) => {
      const id = String(100_000_000_000 + at);
      const vantages = Array.from(
        { length: perAccount },
        (_, one) =>
          `{ name: v${one}, ${PLACE}, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }`,
      );
      return `  - { id: "${id}", name: a${at}, regions: [${at % 2 ? 'eu-west-3' : 'ap-northeast-2'}], organizationalUnit: ou-ab12-34567890, vantages: [${vantages.join(', ')}] }`;
    },
  ).join('\n')}\n`;
const ACCOUNTS = `${HERE}accounts:
  - id: "111122223333"
    name: shop
    regions: [ap-northeast-2, us-east-1]
    organizationalUnit: ou-ab12-34567890
    externalId: shop-lets-gatewatch-in
    vantages:
      - { name: app, region: us-east-1, ${PLACE}, ipv6: true, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }
      - { name: batch, region: us-east-1, ${PLACE}, discover: [vpn] }
  - id: "444455556666"
    name: bank
    regions: [us-east-1]
    organizationalUnit: ou-ab12-34567890
    vantages: [{ name: core, ${PLACE}, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`;

const compile = async (yaml: string, keys: { readonly spokeCodeKey?: string } = {}) =>
  (
    await cloudFormationTemplate(parseConfig(yaml), {
      stage: 'prod',
      codeOf: () => ({ S3Key: '*' }),
      ...keys,
    })
  ).Resources;

test('code that changes has another key, which the stack set passes on', async () => {
  const keyOf = async (keys = {}) => {
    const { Spokes } = await compile(ACCOUNTS, keys);
    const parameters = Spokes?.Properties?.Parameters as readonly Readonly<Record<string, unknown>>[];
    return parameters.find(({ ParameterKey }) => ParameterKey === 'CodeKey')?.ParameterValue;
  };
  assert.equal(await keyOf(), 'gatewatch-probe.zip');
  assert.equal(await keyOf({ spokeCodeKey: 'code/0123.zip' }), 'code/0123.zip');
});

test('an installation without other accounts has nothing of them, and each account adds to it alone', async () => {
  for (const [name, yaml] of Object.entries(SAMPLE_CONFIGS)) {
    const { accounts } = parseConfig(yaml);
    if (accounts.length > 0) continue;
    assert.doesNotMatch(
      JSON.stringify(await compile(yaml)),
      /StackSet|EnterSpokes|spoke|ScheduleGroup/,
      name,
    );
  }
  const [single, hub] = [await compile(HERE), await compile(ACCOUNTS)];
  const changed = Object.keys(single).filter((id) => JSON.stringify(single[id]) !== JSON.stringify(hub[id]));
  // The role of `watch` enters the spokes and reads what they use; the page shows their alarms; discovery takes memory.
  const allowed = /^(WatchRole|WatchLambdaFunction|Dashboard)$/;
  assert.deepEqual(
    changed.filter((id) => !allowed.test(id)),
    [],
  );
});

test('the hub has a stack set, a schedule in the group of each account, and may take just the roles of the spokes', async () => {
  const hub = await compile(ACCOUNTS);
  const { Properties: set = {} } = hub.Spokes ?? {};
  assert.equal(set.PermissionModel, 'SERVICE_MANAGED');
  assert.deepEqual(set.StackInstancesGroup, [
    {
      DeploymentTargets: {
        OrganizationalUnitIds: ['ou-ab12-34567890'],
        Accounts: ['111122223333'],
        AccountFilterType: 'INTERSECTION',
      },
      Regions: ['ap-northeast-2', 'us-east-1'],
    },
    {
      DeploymentTargets: {
        OrganizationalUnitIds: ['ou-ab12-34567890'],
        Accounts: ['444455556666'],
        AccountFilterType: 'INTERSECTION',
      },
      Regions: ['us-east-1'],
    },
  ]);
  const schedules = Object.values(hub)
    .filter(({ Type }) => Type === 'AWS::Scheduler::Schedule')
    .map(({ Properties: { Name, GroupName, Target } = {} }) => [
      Name,
      GroupName,
      (Target as { Input: string }).Input,
    ]);
  const ofShop = schedules.find(([name]) => name === 'us-east-1.app');
  assert.deepEqual(ofShop?.[1], { Ref: 'SchedulesShop' });
  assert.match(String(ofShop?.[2]), /"vantage":"shop\.us-east-1\.app"/);
  assert(JSON.stringify(hub).includes('gatewatch-prod-heartbeat-shop.us-east-1.app'));
  const role = JSON.stringify(hub.WatchRole);
  for (const wanted of [
    ':iam::111122223333:role/gatewatch-prod-spoke-us-east-1',
    ':iam::111122223333:role/gatewatch-prod-spoke-ap-northeast-2',
    ':iam::444455556666:role/gatewatch-prod-spoke-us-east-1',
  ])
    assert(role.includes(wanted), wanted);
});

test('the template of a spoke maps each account and Region to its VPCs, and stays inside what a stack set takes', () => {
  const template = spokeTemplate(parseConfig(ACCOUNTS), PROBES);
  const at = (mapping: string, region: string, account: string) =>
    (template.Mappings as Record<string, Record<string, Record<string, unknown>>>)[mapping]?.[region]?.[
      account
    ];
  assert.equal(at('Name1', 'us-east-1', '111122223333'), 'app');
  assert.equal(at('Name2', 'us-east-1', '111122223333'), 'batch');
  assert.equal(at('Name1', 'ap-northeast-2', '111122223333'), 'none');
  assert.equal(at('Name2', 'us-east-1', '444455556666'), 'none');
  assert.equal(at('DualStack1', 'us-east-1', '111122223333'), 'true');
  assert.equal(at('ExternalIds', 'us-east-1', '111122223333'), 'shop-lets-gatewatch-in');
  // CloudFormation API Reference, "CreateStackSet", TemplateBody.
  for (const perAccount of [1, 3]) {
    const { length } = JSON.stringify(spokeTemplate(parseConfig(fifty(perAccount)), PROBES));
    assert(length <= 51_200, `${perAccount}: ${length}`);
  }
});

test('the role of a spoke trusts `watch` of one hub with its external id, and no one else', async () => {
  const { Resources } = spokeTemplate(parseConfig(ACCOUNTS), PROBES);
  const properties = Resources.SpokeRole?.Properties ?? {};
  const [statement] = (
    properties.AssumeRolePolicyDocument as { Statement: { Condition: Record<string, object> }[] }
  ).Statement;
  assert.deepEqual(Object.keys(statement?.Condition ?? {}), ['StringEquals', 'ArnLike']);
  assert.match(JSON.stringify(statement), /HubAccount\}:role\/gatewatch-\$\{sls:stage\}-WatchRole-\*/);
  const plain = withoutReferences(properties) as {
    readonly AssumeRolePolicyDocument: object;
    readonly Policies: readonly { readonly PolicyDocument: object }[];
  };
  assert.deepEqual(trustPolicyFaults(plain.AssumeRolePolicyDocument as never), []);
  for (const { PolicyDocument } of plain.Policies)
    assert.deepEqual(await identityPolicyFaults(PolicyDocument as never), []);
});

test('cfn-lint finds nothing in the template of a spoke', (t) => {
  const linter = findTool('cfn-lint');
  if (linter === undefined) {
    assert.notEqual(process.env.CI, 'true', 'CI must have cfn-lint');
    return t.skip('cfn-lint is not installed');
  }
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-spoke-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'spoke.json');
  const body = JSON.stringify(spokeTemplate(parseConfig(ACCOUNTS), PROBES)).replaceAll(
    STAGE_VARIABLE,
    'prod',
  );
  writeFileSync(file, body);
  execFileSync(linter, [file], { stdio: 'pipe' });
});
