import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import {
  DISCOVER_STORAGE_GATEWAY_ACTIONS,
  discoverStorageGateways,
} from '../../../lib/aws/discovery/storage-gateway.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import { type FakeGateway, fakeGateways, gatewayArn } from '../../support/fake-gateways.ts';
import { readClients } from '../../support/read-clients.ts';

const ENDPOINT = 'vpce-0123456789abcdef0-abc123.storagegateway.ap-northeast-2.vpce.amazonaws.com';

async function discover(t: TestContext, gateways: readonly FakeGateway[], options?: FakeAwsOptions) {
  const { fake, clients, signal } = await readClients(t, { storagegateway: fakeGateways(gateways) }, options);
  const discovery = await discoverStorageGateways(createAwsAccess(clients).storageGateways, signal);
  return { fake, ...discovery };
}

test('a gateway is found with its addresses, endpoint, instance and tags', async (t) => {
  const information = {
    GatewayNetworkInterfaces: [
      { Ipv6Address: '2001:db8::20' },
      { Ipv4Address: '10.0.1.20' },
      { Ipv4Address: '10.0.9.20' },
    ],
    VPCEndpoint: ENDPOINT,
    Ec2InstanceId: 'i-0123456789abcdef0',
    Ec2InstanceRegion: 'ap-northeast-2',
    Tags: [{ Key: 'team', Value: 'storage' }],
  };
  const { targets, refused } = await discover(t, [{ id: 'sgw-12A3456B', information }]);
  assert.deepEqual(refused, []);
  assert.deepEqual(targets, [
    {
      type: 'storage-gateway',
      id: 'sgw-12A3456B',
      arn: gatewayArn('sgw-12A3456B'),
      name: 'name of sgw-12A3456B',
      gatewayType: 'FILE_S3',
      addresses: ['10.0.1.20', '10.0.9.20', '2001:db8::20'],
      connection: 'connected',
      vpcEndpoint: ENDPOINT,
      endpointType: 'STANDARD',
      ec2InstanceId: 'i-0123456789abcdef0',
      ec2InstanceRegion: 'ap-northeast-2',
      tags: { team: 'storage' },
      owner: '123456789012',
    },
  ]);
});

test('forty gateways come over several pages, in AWS’s order, however slowly AWS lets us ask', async (t) => {
  const gateways = Array.from({ length: 40 }, (_, n) => ({ id: `sgw-000000${String(n).padStart(2, '0')}` }));
  const { targets, fake } = await discover(t, gateways, {
    pageSize: 9,
    throttle: { 'storagegateway:ListGateways': 1, 'storagegateway:DescribeGatewayInformation': 2 },
  });
  assert.deepEqual(
    targets.map((one) => one.id),
    gateways.map((one) => one.id),
  );
  assert.equal(fake.calls.filter((call) => call.operation === 'ListGateways').length, 6);
});

test('an offline gateway stays in the list, without addresses', async (t) => {
  const { targets, refused } = await discover(t, [
    { id: 'sgw-12A3456B', offline: true },
    { id: 'sgw-0000000A' },
  ]);
  assert.deepEqual(
    targets.map(({ id, connection, addresses, name }) => [id, connection, addresses.length, name]),
    [
      ['sgw-12A3456B', 'offline', 0, 'name of sgw-12A3456B'],
      ['sgw-0000000A', 'connected', 1, 'name of sgw-0000000A'],
    ],
  );
  assert.deepEqual(refused, []);
});

test('a renamed gateway keeps its id', async (t) => {
  const listing = { GatewayName: 'new name' };
  const { targets } = await discover(t, [
    { id: 'sgw-12A3456B', listing, information: { GatewayName: 'new name' } },
  ]);
  assert.deepEqual(
    targets.map(({ id, name }) => [id, name]),
    [['sgw-12A3456B', 'new name']],
  );
});

test('what may not be described stays listed, and the missing action is named once', async (t) => {
  const { targets, refused } = await discover(t, [{ id: 'sgw-0000000A' }, { id: 'sgw-0000000B' }], {
    deny: ['storagegateway:DescribeGatewayInformation'],
  });
  assert.deepEqual(
    targets.map((one) => one.connection),
    ['unknown', 'unknown'],
  );
  assert.deepEqual(refused, [{ code: 'access-denied', action: 'storagegateway:DescribeGatewayInformation' }]);
});

test('a refused listing is an empty answer that says so: nothing has vanished', async (t) => {
  const { targets, refused } = await discover(t, [{ id: 'sgw-0000000A' }], {
    deny: ['storagegateway:ListGateways'],
  });
  assert.deepEqual(targets, []);
  assert.deepEqual(refused, [{ code: 'access-denied', action: 'storagegateway:ListGateways' }]);
});

test('discovery asks for exactly the actions it declares', async (t) => {
  const { fake } = await discover(t, [{ id: 'sgw-0000000A' }]);
  const used = new Set(fake.calls.map((call) => `${call.service}:${call.operation}`));
  assert.deepEqual([...used].sort(), [...DISCOVER_STORAGE_GATEWAY_ACTIONS].sort());
});
