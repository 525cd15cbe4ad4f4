import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { diffText } from '../../lib/cli/diff-text.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { describePlan } from '../../lib/stack/describe-plan.ts';
import { diffPlans } from '../../lib/stack/diff-plans.ts';
import { planInTemplate, planMetadata } from '../../lib/stack/kept-plan.ts';
import { startMoto } from '../support/moto.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';

const { test, before, after } = withPrograms('moto_server');

const REGION = 'us-east-1';
const NOTIFY = `
notify:
  email: [{ to: a@example.com }]
  slack: { webhookSecret: gatewatch/slack }
  routes: [{ target: [web], to: [slack] }]`;
const DEPLOYED = `${NOTIFY}
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [vpn]
    targets:
      - { name: web, type: tcp, address: "10.0.0.1:80" }
      - { name: old, type: tls, address: "10.0.0.2:443" }
`;
const CHANGED = `${NOTIFY}
schedule: rate(1 minute)
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [instance-connect]
    targets:
      - { name: web, type: tcp, address: "10.0.0.1:8080" }
      - { name: net, type: site-to-site-vpn, vpn: vpn-0123456789abcdef0 }
  - name: idc
    targets: [{ name: filer, type: tcp, address: "10.1.0.1:445" }]
mtls: [{ name: api, loadBalancer: app/api/0123456789abcdef }]
`;

const cleanUps: (() => unknown)[] = [];
const environment = {
  AWS_ENDPOINT_URL: '',
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
};
let folder = '';

before(async () => {
  const { url } = await startMoto({
    after: (run: unknown) => void cleanUps.push(run as () => unknown),
  } as never);
  folder = await mkdtemp(join(tmpdir(), 'gatewatch-diff-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'same.yaml'), DEPLOYED);
  await writeFile(join(folder, 'changed.yaml'), CHANGED);
  const client = new CloudFormationClient({ region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS });
  const stacks = {
    'gatewatch-prod': planMetadata(describePlan(parseConfig(DEPLOYED), PROBES)),
    'gatewatch-old': {},
  };
  for (const [StackName, Metadata] of Object.entries(stacks)) {
    const Resources = { Any: { Type: 'AWS::SNS::Topic', Properties: { TopicName: StackName } } };
    await client.send(
      new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Metadata, Resources }) }),
    );
  }
  client.destroy();
  Object.assign(process.env, environment, { AWS_ENDPOINT_URL: url });
});
after(async () => {
  for (const name of Object.keys(environment)) delete process.env[name];
  for (const run of cleanUps.reverse()) await run();
});

const diff = (file: string, ...words: readonly string[]) =>
  runHere('plan', '--diff', '--config', join(folder, file), '--region', REGION, '--stage', 'prod', ...words);

test('a file that means what is deployed changes nothing', async () => {
  const { status, stdout } = await diff('same.yaml');
  assert.deepEqual(
    [status, stdout],
    [0, 'Nothing changes: stage prod in us-east-1 asks what the file says.\n'],
  );
});

test('what a deployment would add, take away and change is told, with what it costs', async () => {
  const { status, stdout } = await diff('changed.yaml', '--json');
  assert.equal(status, 0);
  const answer = JSON.parse(stdout);
  assert.deepEqual(answer.schedule, { before: 'rate(5 minutes)', after: 'rate(1 minute)' });
  assert.deepEqual(answer.vantages, { added: ['idc'], gone: [] });
  const short = (rows: readonly { vantage: string; target: string; check: string }[]) =>
    rows.map(({ vantage, target, check }) => `${vantage} ${target} ${check}`);
  assert(short(answer.checks.added).includes('here net vpn'));
  assert(short(answer.checks.added).includes('idc filer port'));
  assert.deepEqual([...new Set(answer.checks.gone.map(({ target }: { target: string }) => target))], ['old']);
  assert.deepEqual(
    answer.checks.changed.map((one: { target: string; asks: string[]; asked: string[] }) => [
      one.asked,
      one.asks,
    ]),
    [[['10.0.0.1:80'], ['10.0.0.1:8080']]],
  );
  assert.deepEqual(answer.discovers, { added: ['here: instance-connect'], gone: ['here: vpn'] });
  assert(short(answer.checks.added).includes('here api mtls'));
  // The role reads what the kinds in use read.
  assert(answer.permissions.added.includes('elasticloadbalancing:DescribeLoadBalancers'));
  assert.deepEqual(
    answer.permissions.gone,
    ['ec2:DescribeTransitGatewayAttachments'],
    'discovery of VPNs alone',
  );
  const [now, deployed] = [CHANGED, DEPLOYED].map((yaml) => describePlan(parseConfig(yaml), PROBES).usdMonth);
  assert.deepEqual(answer.usdMonth, { before: deployed, after: now });
});

test('who receives what changes by itself: channels, severities, quiet hours and routes', async () => {
  const others = `
notify:
  email: [{ to: a@example.com, severity: [critical] }]
  slack:
    - { webhookSecret: gatewatch/slack }
    - { name: network, webhookSecret: gatewatch/slack-network, quiet: { from: "22:00", to: "07:00" } }
  routes: [{ target: [old], to: [network] }, { target: [web], to: [slack] }]`;
  await writeFile(join(folder, 'others.yaml'), DEPLOYED.replace(NOTIFY, others));
  const { stdout } = await diff('others.yaml');
  assert.match(
    stdout,
    new RegExp(
      [
        'Who receives what:',
        '  \\+ a@example.com receives critical',
        '  \\+ network \\(gatewatch/slack-network\\) receives critical, warning; quiet every day 22:00 to 07:00 UTC, but for what is critical',
        '  \\+ route 1: target old -> network',
        '  \\+ route 2: target web -> slack',
        '  - a@example.com receives critical, warning',
        '  - route 1: target web -> slack',
        '',
      ].join('\n'),
    ),
  );
  assert.doesNotMatch(stdout, /slack \(gatewatch\/slack\) receives/);
});

test('where the deployed version did not write down who receives what, that is said', () => {
  const plan = describePlan(parseConfig(DEPLOYED), PROBES);
  const { receivers: _, ...before } = plan;
  const text = diffText(diffPlans(before, plan), { stage: 'prod', region: REGION });
  assert.match(text, /Who receives what: the deployed version did not write it down\./);
  assert.match(diffText(diffPlans(plan, plan), { stage: 'prod', region: REGION }), /^Nothing changes/);
});

test('people read it with a sign before each line', async () => {
  const { stdout } = await diff('changed.yaml');
  for (const line of [
    /^What a deployment would change \(stage prod in us-east-1\):$/m,
    /^Schedule: rate\(5 minutes\) becomes rate\(1 minute\)$/m,
    /^ {2}\+ idc$/m,
    /│ \+ │ here +│ net +│ vpn +│/,
    /│ - │ here +│ old +│ tls +│/,
    /│ ~ │ here +│ web +│ port +│ \+ 10\.0\.0\.1:8080 +│/,
    /│ - 10\.0\.0\.1:80 +│/,
    /^ {2}- here: vpn$/m,
    /^US dollars a month: [\d.]+ becomes [\d.]+ \([+-][\d.]+\)$/m,
  ])
    assert.match(stdout, line);
});

test('a stage that was never deployed, and one of an older version, are told apart', async () => {
  const nowhere = await diff('same.yaml', '--stage', 'prdo');
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /^--stage: there is no stack gatewatch-prdo in us-east-1/);
  const old = await diff('same.yaml', '--stage', 'old');
  assert.equal(old.status, 2);
  assert.match(
    old.stderr,
    /^--diff: gatewatch-old in us-east-1 was deployed by a version that does not keep its plan/,
  );
  const blind = await runHere('plan', '--diff', '--config', join(folder, 'same.yaml'));
  assert.match(blind.stderr, /--region: is missing/);
});

test('a template whose plan is broken, of another version or too large has none', () => {
  const plan = describePlan(parseConfig(DEPLOYED), PROBES);
  const template = (Metadata: unknown) => JSON.stringify({ Metadata });
  assert.deepEqual(planInTemplate(template(planMetadata(plan)))?.vantages, plan.vantages);
  const other = planMetadata({ ...plan, version: 2 } as typeof plan);
  for (const broken of [
    other,
    { Gatewatch: { Plan: 'AAAA' } },
    { Gatewatch: { Plan: 7 } },
    { Gatewatch: null },
    null,
  ])
    assert.equal(planInTemplate(template(broken)), undefined);
  assert.equal(planInTemplate('Resources: {}'), undefined);
});
