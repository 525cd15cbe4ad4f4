import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import {
  DISCOVER_INSTANCE_CONNECT_ACTIONS,
  discoverInstanceConnect,
} from '../../../lib/aws/discovery/instance-connect.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import { ENDPOINT, fakeInstanceConnect, VPC } from '../../support/fake-instance-connect.ts';
import { readClients } from '../../support/read-clients.ts';

async function discover(
  t: TestContext,
  { faults = {}, options, vpc = VPC }: { faults?: object; options?: FakeAwsOptions; vpc?: string } = {},
) {
  const { fake, clients, signal } = await readClients(t, fakeInstanceConnect(faults), options);
  const discovery = await discoverInstanceConnect(createAwsAccess(clients), { vpc }, signal);
  const used = new Set(fake.calls.map((call) => `${call.service}:${call.operation}`));
  return { ...discovery, used: [...used] };
}

test('an endpoint is found with its name, place and state, by exactly the actions that are declared', async (t) => {
  const { targets, refused, used } = await discover(t);
  assert.deepEqual(targets, [
    {
      type: 'instance-connect-endpoint',
      id: ENDPOINT,
      name: 'admin',
      vpcId: VPC,
      zone: 'ap-northeast-2a',
      state: 'create-complete',
      tags: { Name: 'admin' },
      owner: '123456789012',
    },
  ]);
  assert.deepEqual(refused, []);
  assert.deepEqual(used, [...DISCOVER_INSTANCE_CONNECT_ACTIONS]);
});

test('of many endpoints, on several pages, those of the VPC are taken', async (t) => {
  const crowd = { faults: { elsewhere: 4 }, options: { pageSize: 2 } };
  const own = await discover(t, crowd);
  assert.deepEqual(
    own.targets.map(({ id }) => id),
    [ENDPOINT],
  );
  const other = await discover(t, { ...crowd, vpc: 'vpc-00000000000000003' });
  assert.deepEqual(
    other.targets.map(({ id }) => id),
    ['eice-00000000000000003'],
  );
});

test('an endpoint that is deleted is none; one without a name goes by its id', async (t) => {
  const gone = await discover(t, { faults: { endpoint: { State: 'delete-complete' } } });
  assert.deepEqual(gone.targets, []);
  const nameless = await discover(t, { faults: { endpoint: { Tags: [] } } });
  assert.equal(nameless.targets[0]?.name, ENDPOINT);
});

test('a refused listing is an empty answer that says so: nothing has vanished', async (t) => {
  const { targets, refused } = await discover(t, {
    options: { deny: ['ec2:DescribeInstanceConnectEndpoints'] },
  });
  assert.deepEqual(targets, []);
  assert.deepEqual(refused, [{ code: 'access-denied', action: 'ec2:DescribeInstanceConnectEndpoints' }]);
});
