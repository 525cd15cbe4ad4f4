import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAGE_VARIABLE, variable } from '../../lib/stack/names.ts';
import { viewersPart } from '../../lib/stack/viewers.ts';
import { simulate } from '../support/iam-requests.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/gatewatch-dev-state';

/** The role as CloudFormation makes it. */
function roleOf(dashboard: boolean) {
  const { resources = {} } = viewersPart({ viewers: ['111122223333', 'arn:aws:iam::4:role/x'], dashboard });
  const text = JSON.stringify(resources.ViewerRole?.Properties)
    .replaceAll(STAGE_VARIABLE, 'dev')
    .replaceAll(variable('AWS::Partition'), 'aws')
    .replaceAll(variable('AWS::Region'), 'us-east-1')
    .replaceAll(variable('AWS::AccountId'), '123456789012')
    .replaceAll(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
    .replaceAll('{"Fn::GetAtt":["StateTable","Arn"]}', JSON.stringify(TABLE));
  assert.doesNotMatch(text, /Fn::/);
  return JSON.parse(text);
}

const PLACE = 'us-east-1:123456789012';
const LOOKS = [
  ['cloudwatch:GetDashboard', 'arn:aws:cloudwatch::123456789012:dashboard/gatewatch-dev'],
  ['cloudwatch:GetMetricData', '*'],
  ['cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:${PLACE}:alarm:*`],
  ['lambda:InvokeFunction', `arn:aws:lambda:${PLACE}:function:gatewatch-dev-dashboard`],
  ['logs:StartQuery', `arn:aws:logs:${PLACE}:log-group:/aws/lambda/gatewatch-dev-watch:*`],
  ['logs:GetQueryResults', `arn:aws:logs:${PLACE}:log-group:/aws/lambda/gatewatch-dev-watch:*`],
] as const;

const ask = async (policies: never, action: string, resource: string, context = {}) =>
  await simulate({ principal: 'arn:aws:iam::123456789012:role/viewer', action, resource, context }, policies);

test('a viewer sees the page, its widgets and the last reports', async () => {
  const { Policies, AssumeRolePolicyDocument } = roleOf(true);
  assert.deepEqual(AssumeRolePolicyDocument.Statement[0].Principal, {
    AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::4:role/x'],
  });
  for (const [action, resource] of LOOKS)
    assert.equal(await ask(Policies as never, action, resource), 'Allowed', action);
  for (const action of ['dynamodb:GetItem', 'dynamodb:Query'])
    assert.equal(
      await ask(Policies as never, action, TABLE, { 'dynamodb:LeadingKeys': ['report'] }),
      'Allowed',
      action,
    );
});

test('a viewer reads nothing else, and changes nothing', async () => {
  const { Policies } = roleOf(true);
  for (const [action, resource, context = {}] of [
    ['dynamodb:GetItem', TABLE, { 'dynamodb:LeadingKeys': ['incident'] }],
    ['dynamodb:Query', TABLE, { 'dynamodb:LeadingKeys': ['mute'] }],
    ['dynamodb:PutItem', TABLE, { 'dynamodb:LeadingKeys': ['report'] }],
    ['lambda:InvokeFunction', `arn:aws:lambda:${PLACE}:function:gatewatch-dev-watch`],
    ['lambda:InvokeFunction', `arn:aws:lambda:${PLACE}:function:gatewatch-dev-notify`],
    ['cloudwatch:PutDashboard', 'arn:aws:cloudwatch::123456789012:dashboard/gatewatch-dev'],
    ['cloudwatch:GetDashboard', 'arn:aws:cloudwatch::123456789012:dashboard/gatewatch-prod'],
    ['cloudwatch:SetAlarmState', `arn:aws:cloudwatch:${PLACE}:alarm:gatewatch-dev-tls`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${PLACE}:secret:gatewatch/slack-abcdef`],
    ['sns:Publish', `arn:aws:sns:${PLACE}:gatewatch-dev-messages`],
    ['logs:StartQuery', `arn:aws:logs:${PLACE}:log-group:/aws/lambda/gatewatch-dev-notify:*`],
  ] as const)
    assert.equal(
      await ask(Policies as never, action, resource, context),
      'ImplicitlyDenied',
      `${action} ${resource}`,
    );
});

test('without a dashboard there is nothing of it, and without viewers no role', () => {
  const statements: readonly { readonly Sid: string }[] = roleOf(false).Policies[0].PolicyDocument.Statement;
  assert.deepEqual(
    statements.map(({ Sid }) => Sid),
    ['ReadReports', 'ReadMetrics', 'ReadAlarms'],
  );
  assert.deepEqual(viewersPart({ viewers: [], dashboard: true }), {});
});
