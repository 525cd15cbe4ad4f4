import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createDeployment, templateUrl } from '../../lib/aws/deployment.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

async function deployment(t: TestContext, cloudformation: FakeServices['cloudformation']) {
  const { url } = await fakeAws(t, { cloudformation });
  const opened = createDeployment('gatewatch-prod', REGION, {
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
    pauseMs: 1,
  });
  t.after(opened.close);
  return opened;
}

const stack = (StackStatus: string) => ({
  Stacks: [{ StackName: 'gatewatch-prod', CreationTime: new Date(0), StackStatus }],
});
const event = (
  EventId: string,
  LogicalResourceId: string,
  ResourceStatus: string,
  ResourceStatusReason?: string,
) => ({
  StackId: 'arn:stack',
  StackName: 'gatewatch-prod',
  Timestamp: new Date(0),
  EventId,
  LogicalResourceId,
  ResourceType: 'AWS::Lambda::Function',
  ResourceStatus,
  ResourceStatusReason,
});

test('a failed deployment names the first cause, and not what was only cancelled', async (t) => {
  let started = false;
  let asked = 0;
  const told: string[] = [];
  const opened = await deployment(t, {
    ExecuteChangeSet: () => {
      started = true;
      return {};
    },
    DescribeStacks: () => {
      asked += 1;
      return stack(asked < 3 ? 'UPDATE_IN_PROGRESS' : 'UPDATE_ROLLBACK_COMPLETE');
    },
    // Newest first, as CloudFormation tells them.
    DescribeStackEvents: () => ({
      StackEvents: [
        ...(started && asked >= 2
          ? [
              event('5', 'Probe', 'CREATE_FAILED', 'The subnet does not exist'),
              event('4', 'Watch', 'CREATE_FAILED', 'The role cannot be assumed'),
              event('3', 'Notify', 'CREATE_FAILED', 'Resource creation cancelled'),
            ]
          : []),
        event('1', 'Bucket', 'CREATE_FAILED', 'of an earlier deployment'),
      ],
    }),
  });
  const end = await opened.execute('change', ({ logicalId }) => told.push(logicalId));
  assert.deepEqual(end.outcome === 'failed' && [end.status, end.why?.logicalId, end.why?.reason], [
    'UPDATE_ROLLBACK_COMPLETE',
    'Watch',
    'The role cannot be assumed',
  ]);
  assert.deepEqual(told, ['Notify', 'Watch', 'Probe'], 'each once, oldest first, nothing of the past');
});

test('a change set tells what it would do, that it would do nothing, or why it cannot', async (t) => {
  const answers = [
    { Status: 'CREATE_IN_PROGRESS' },
    {
      Status: 'CREATE_COMPLETE',
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: {
            Action: 'Modify',
            LogicalResourceId: 'StateTable',
            ResourceType: 'AWS::DynamoDB::Table',
            Replacement: 'True',
            Details: [{ Target: { Attribute: 'Properties', Name: 'TableName' } }],
          },
        },
      ],
    },
    {
      Status: 'FAILED',
      StatusReason: "The submitted information didn't contain changes. Submit different information",
    },
    { Status: 'FAILED', StatusReason: 'Template error: resource X does not exist' },
  ];
  const opened = await deployment(t, {
    CreateChangeSet: () => ({ Id: 'arn:change-set' }),
    DescribeChangeSet: () => answers.shift() ?? {},
  });
  const make = () => opened.createChangeSet({ body: '{}' }, 'UPDATE', {});
  const ready = await make();
  assert.deepEqual(ready.outcome === 'ready' && ready.changes, [
    {
      action: 'Modify',
      logicalId: 'StateTable',
      type: 'AWS::DynamoDB::Table',
      replaces: true,
      properties: ['TableName'],
    },
  ]);
  assert.deepEqual(await make(), { outcome: 'no-changes' });
  assert.deepEqual(await make(), { outcome: 'failed', why: 'Template error: resource X does not exist' });
});

test('a stack that is not there has no status, and what is not permitted is named', async (t) => {
  const opened = await deployment(t, {
    DescribeStacks: () => {
      throw new FakeAwsError('ValidationError', 'Stack with id gatewatch-prod does not exist');
    },
    DescribeStackResource: () => {
      throw new FakeAwsError('AccessDenied', 'no', 403);
    },
  });
  assert.equal(await opened.status(), undefined);
  await assert.rejects(opened.physicalId('X'), {
    code: 'access-denied',
    action: 'cloudformation:DescribeStackResource',
  });
  assert.equal(
    templateUrl('b', 'k.json', 'cn-north-1', 'amazonaws.com.cn'),
    'https://s3.cn-north-1.amazonaws.com.cn/b/k.json',
  );
});
