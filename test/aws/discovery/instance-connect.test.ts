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
  { faults = {}, options, vpc }: { faults?: object; options?: FakeAwsOptions; vpc?: string } = {},
) {
  const { fake, clients, signal } = await readClients(t, fakeInstanceConnect(faults), options);
  const discovery = await discoverInstanceConnect(createAwsAccess(clients).instanceConnect, signal, vpc);
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
    },
  ]);
  assert.deepEqual(refused, []);
  assert.deepEqual(used, [...DISCOVER_INSTANCE_CONNECT_ACTIONS]);
});

test('those of all VPCs come over several pages, those of one VPC alone where it is named', async (t) => {
  const { targets } = await discover(t, { faults: { elsewhere: 4 }, options: { pageSize: 2 } });
  assert.equal(targets.length, 5);
  const own = await discover(t, { faults: { elsewhere: 4 }, vpc: VPC });
  assert.deepEqual(
    own.targets.map(({ id }) => id),
    [ENDPOINT],
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
