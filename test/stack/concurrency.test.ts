import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { reservedConcurrency } from '../../lib/stack/concurrency.ts';
import { spokeTemplate } from '../../lib/stack/spokes.ts';
import { cloudFormationTemplate } from '../../lib/stack/template.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { runHere } from '../support/run-cli.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const RESERVING = SAMPLE_CONFIGS['functions with a concurrency of their own'] ?? '';

async function functionsOf(yaml: string) {
  const template = await cloudFormationTemplate(parseConfig(yaml), {
    stage: 'dev',
    codeOf: () => ({ S3Key: 'code' }),
  });
  return Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
}

test('Lambda keeps for each function what the file says, and for the others nothing', async () => {
  const reserved = (await functionsOf(RESERVING)).flatMap(({ Properties = {} }) =>
    Properties.ReservedConcurrentExecutions === undefined
      ? []
      : [[Properties.FunctionName, Properties.ReservedConcurrentExecutions]],
  );
  assert.deepEqual(Object.fromEntries(reserved), {
    'gatewatch-dev-watch': 5,
    'gatewatch-dev-notify': 3,
    'gatewatch-dev-probe-here': 4,
  });
});

test('the probe of another account has the figure of its vantage; where there is none, the account’s own', () => {
  const { Mappings, Conditions, Resources } = spokeTemplate(parseConfig(RESERVING), PROBES);
  assert.deepEqual(
    Object.keys(Mappings).filter((name) => name.startsWith('Concurrency')),
    ['Concurrency1'],
  );
  assert.deepEqual((Mappings as Readonly<Record<string, unknown>>).Concurrency1, {
    'us-east-1': { '111122223333': '3' },
  });
  assert('Reserves1' in Conditions && !('Reserves2' in Conditions));
  assert.deepEqual(Resources.Probe1?.Properties?.ReservedConcurrentExecutions, {
    'Fn::If': [
      'Reserves1',
      { 'Fn::FindInMap': ['Concurrency1', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }] },
      { Ref: 'AWS::NoValue' },
    ],
  });
  assert.equal(Resources.Probe2?.Properties?.ReservedConcurrentExecutions, undefined);
});

test('an installation that reserves nothing has no word of it', async () => {
  for (const [name, yaml] of Object.entries(SAMPLE_CONFIGS)) {
    if (yaml === RESERVING) continue;
    const config = parseConfig(yaml);
    assert.doesNotMatch(JSON.stringify(await functionsOf(yaml)), /ReservedConcurrent/, name);
    if (config.accounts.length > 0)
      assert.doesNotMatch(JSON.stringify(spokeTemplate(config, PROBES)), /ReservedConcurrent|Reserves/, name);
    assert.deepEqual(reservedConcurrency(config, PROBES), []);
  }
});

const vantages = (count: number, more: string) =>
  Array.from(
    { length: count },
    (_, at) => `{ name: v${at}, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], ${more} }`,
  ).join(', ');
const TARGETS = `targets: [${Array.from({ length: 150 }, (_, at) => `{ name: t${at}, type: tcp, address: "10.0.0.1:${at + 1}" }`).join(', ')}]`;
const ONE = 'targets: [{ name: a, type: tcp, address: "10.0.0.1:443" }]';

test('how many are needed follows from runs, seconds and questions', () => {
  const neededOf = (yaml: string) =>
    reservedConcurrency(parseConfig(yaml), PROBES).map(({ what, needed }) => `${what} ${needed}`);
  // Ten runs begin together; a hundred are spread over three minutes, and each may take a minute and a half.
  assert.deepEqual(neededOf(`concurrency: { watch: 9 }\nvantages: [${vantages(10, ONE)}]`), ['watch 12']);
  const hundred = Array.from(
    { length: 50 },
    (_, at) =>
      `{ id: "${100_000_000_000 + at}", name: a${at}, regions: [us-east-1], organizationalUnit: r-ab12, vantages: [${vantages(2, ONE)}] }`,
  );
  assert.deepEqual(
    neededOf(`concurrency: { watch: 9, notify: 4 }\nvantages: []\naccounts: [${hundred.join(', ')}]`),
    ['watch 52', 'notify 3'],
  );
  assert.deepEqual(neededOf(`vantages: [${vantages(1, `concurrency: 1, ${TARGETS}`)}]`), ['probe of v0 4']);
});

test('runs of more than ten vantages are spread over the period less two minutes', async () => {
  const windowsOf = async (count: number, schedule: string) => {
    const { Resources } = await cloudFormationTemplate(
      parseConfig(`schedule: ${schedule}\nvantages: [${vantages(count, ONE)}]`),
      { stage: 'dev', codeOf: () => ({ S3Key: 'code' }) },
    );
    const windows = Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
      Type === 'AWS::Scheduler::Schedule' && String(Properties.Description).includes('checks from')
        ? [JSON.stringify(Properties.FlexibleTimeWindow)]
        : [],
    );
    assert.equal(windows.length, count);
    return [...new Set(windows)];
  };
  const [off, spread] = ['{"Mode":"OFF"}', '{"Mode":"FLEXIBLE","MaximumWindowInMinutes":3}'];
  assert.deepEqual(await windowsOf(10, 'rate(5 minutes)'), [off]);
  assert.deepEqual(await windowsOf(11, 'rate(5 minutes)'), [spread]);
  assert.deepEqual(await windowsOf(11, 'rate(1 minute)'), [off]);
});

const BAD: readonly (readonly [string, RegExp])[] = [
  [`concurrency: { watch: 2 }`, /concurrency\.watch: expected a whole number from 3 to 10000, got number 2/],
  [
    `concurrency: { notify: 0 }`,
    /concurrency\.notify: expected a whole number from 3 to 10000, got number 0/,
  ],
  [`concurrency: { probe: 3 }`, /concurrency\.probe: unknown key/],
  [`concurrency: 10`, /concurrency: expected a mapping with the keys watch, notify, got number 10/],
];
for (const [line, wanted] of BAD)
  test(`${line} is refused, with what was expected`, () => {
    assert.throws(() => parseConfig(`${line}\nvantages: [${vantages(1, ONE)}]`), wanted);
  });

test('a vantage without a function has no concurrency, and none is no whole number', () => {
  assert.throws(
    () => parseConfig(`vantages: [{ name: idc, concurrency: 2, ${ONE} }]`),
    /vantages\[0\]\.concurrency: is for a vantage in a VPC: expected "vpc" and "subnets" beside it/,
  );
  assert.throws(
    () => parseConfig(`vantages: [${vantages(1, `concurrency: 1.5, ${ONE}`)}]`),
    /vantages\[0\]\.concurrency: expected a whole number/,
  );
});

test('plan counts against what the account really has, and says what is too few', async (t) => {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  let atOnce: number | undefined = 10;
  let isPage = false;
  const asked: string[] = [];
  const lambda = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (isPage) response.writeHead(404).end('<!doctype html><title>404 Not Found</title>');
    else if (atOnce === undefined)
      response
        .writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' })
        .end(JSON.stringify({ Message: 'no' }));
    else response.end(JSON.stringify({ AccountLimit: { ConcurrentExecutions: atOnce } }));
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  t.after(() => lambda.close());
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  });
  const { url } = await fakeAws(t, {
    sts: {
      GetCallerIdentity: () => ({ Account: '123456789012', Arn: 'arn:aws:iam::1:user/a', UserId: 'A' }),
    },
  });
  process.env.AWS_ENDPOINT_URL = url;
  const config = join(await temporaryFolder(t, 'concurrency'), 'gatewatch.yaml');
  const plan = async (yaml: string, ...flags: readonly string[]) => {
    await writeFile(config, `dashboard: false\n${yaml}`);
    return (await runHere('plan', '--config', config, ...flags)).stdout;
  };
  const few = await plan(`concurrency: { watch: 3 }\nvantages: [${vantages(3, ONE)}]`);
  assert.deepEqual(asked, ['GET /2016-08-19/account-settings']);
  assert.match(few, /TOO FEW: watch runs 3 times at once at most, and needs 5\..* Choose 5 or more\./);
  assert.match(
    few,
    /OVER A QUOTA: 3 of 0 functions .*Lower "concurrency" or leave it out, or ask AWS to raise the quota/,
  );
  assert.doesNotMatch(few, /OVER A QUOTA: \d+ of 10 /);
  const many = await plan(`vantages: [${vantages(9, ONE)}]`);
  assert.match(many, /OVER A QUOTA: 19 of 10 functions that run at once/);
  assert.doesNotMatch(many, /TOO FEW|concurrency"/);
  atOnce = undefined;
  const limitOf = (text: string) =>
    JSON.parse(text).quotas.find(({ quota }: { quota: string }) => quota === 'reserved-concurrency').limit;
  assert.equal(limitOf(await plan(`vantages: [${vantages(9, ONE)}]`, '--json')), 900);
  isPage = true;
  assert.equal(limitOf(await plan(`vantages: [${vantages(9, ONE)}]`, '--json')), 900);
});
