import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { dashboardFunctionPart } from '../../lib/stack/dashboard-function.ts';
import { deployerPolicy } from '../../lib/stack/deployer-policy.ts';
import { notifyPart } from '../../lib/stack/notify.ts';
import { reportsBucketPart } from '../../lib/stack/reports-bucket.ts';
import { cloudFormationTemplate } from '../../lib/stack/template.ts';
import { watchPart } from '../../lib/stack/watch.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';

/** One vantage with targets of five checks each. */
const yaml = (targets: number) =>
  `vantages: [{ name: here, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [${Array.from(
    { length: targets },
    (_, at) =>
      `{ name: t${at}, type: storage-gateway-endpoint, endpoint: "vpce-0123456789abcd${String(at).padStart(3, '0')}" }`,
  ).join(', ')}] }]\n`;

const templateOf = (text: string) =>
  cloudFormationTemplate(parseConfig(text), { stage: 'prod', codeOf: () => ({ S3Key: '*' }) });

test('a bucket of reports is made where one vantage may find more than an item holds, private and for a month', async () => {
  const { Resources } = await templateOf(yaml(300));
  const bucket = Resources.Reports;
  assert(bucket !== undefined);
  const { Properties } = bucket;
  assert.match(JSON.stringify(bucket), /"DeletionPolicy":"Retain"/);
  assert.deepEqual(Properties?.PublicAccessBlockConfiguration, {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  assert.match(JSON.stringify(Properties?.BucketEncryption), /AES256/);
  assert.match(JSON.stringify(Properties?.LifecycleConfiguration), /"ExpirationInDays":30/);
  assert.match(JSON.stringify(Resources.ReportsPolicy), /"Effect":"Deny".*"aws:SecureTransport":"false"/);
  const of = (role: string) =>
    JSON.stringify(Resources[role]?.Properties).match(/"Sid":"UseLargeReports".*?\}\}/)?.[0] ?? '';
  const where = `"Resource":{"Fn::Sub":"\${Reports.Arn}/reports/*"}}`;
  assert.equal(
    of('WatchRole'),
    `"Sid":"UseLargeReports","Effect":"Allow","Action":["s3:PutObject"],${where}`,
  );
  for (const role of ['NotifyRole', 'DashboardRole'])
    assert.equal(of(role), `"Sid":"UseLargeReports","Effect":"Allow","Action":["s3:GetObject"],${where}`);
  const environments = Object.values(Resources).flatMap(({ Type, Properties: of }) =>
    Type === 'AWS::Lambda::Function' && JSON.stringify(of?.Environment ?? '').includes('REPORTS_BUCKET')
      ? [of?.FunctionName]
      : [],
  );
  assert.deepEqual(environments, ['gatewatch-prod-watch']);
  const deployer = JSON.stringify(
    deployerPolicy(parseConfig(yaml(300)), { stage: 'prod', region: 'eu-west-3', account: '123456789012' }),
  );
  assert.match(deployer, /"s3:PutLifecycleConfiguration".*"arn:aws:s3:::gatewatch-prod-reports-\*"/);
});

test('whether there is one is decided once: each part says what it is told', () => {
  for (const [targets, has] of [
    [1, true],
    [300, false],
  ] as const) {
    const config = parseConfig(yaml(targets));
    for (const part of [
      watchPart(config, PROBES, has),
      notifyPart(config, has),
      dashboardFunctionPart(has),
      reportsBucketPart(has),
    ])
      assert.equal(/UseLargeReports|ReportsPolicy/.test(JSON.stringify(part)), has);
  }
});

test('no other installation has a word of it', async () => {
  for (const [name, text] of Object.entries(SAMPLE_CONFIGS))
    assert.doesNotMatch(
      JSON.stringify(await templateOf(text)),
      /ReportsPolicy|REPORTS_BUCKET|UseLargeReports/,
      name,
    );
});
