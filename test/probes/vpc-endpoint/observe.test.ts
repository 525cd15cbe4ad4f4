import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { vpcEndpoint } from '../../../lib/probes/vpc-endpoint/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { FakeTransportFault } from '../../support/aws-faults.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import {
  VPC_ENDPOINT as ID,
  VPC_ENDPOINT_NAME as NAME,
  fakeVpcEndpoint as world,
} from '../../support/fake-vpc-endpoint.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

async function ask(t: TestContext, services: FakeServices, spec: object, options?: FakeAwsOptions) {
  const aws = await readClients(t, services, options);
  const observation = await askControl(vpcEndpoint, spec, aws);
  return { observation, finding: judgeOne(vpcEndpoint, spec, observation), fake: aws.fake };
}

test('an endpoint in two zones is healthy, and its addresses are read, one page at a time', async (t) => {
  const { finding } = await ask(t, world(), { endpoint: ID }, { pageSize: 1 });
  assert.equal(finding.status, 'healthy');
  assert.deepEqual(finding.evidence[0]?.addresses, ['10.0.1.5', '10.0.2.5', '2001:db8::5']);
  assert.deepEqual(finding.evidence[0]?.zones, ['ap-northeast-2a', 'ap-northeast-2c']);
});

test('private DNS that is on where a gateway is to be activated to the public endpoint is told', async (t) => {
  const wants = { privateDns: 'off', zones: 2 };
  const { finding } = await ask(t, world({ PrivateDnsEnabled: true }), { endpoint: ID, wants });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'endpoint-private-dns-on']);
  const { finding: off } = await ask(t, world(), { endpoint: ID, wants });
  assert.equal(off.status, 'healthy');
});

test('an endpoint is found by its DNS name, whatever the case and with a final dot', async (t) => {
  const { finding } = await ask(t, world(), { endpoint: `${NAME.toUpperCase()}.` });
  assert.deepEqual([finding.status, finding.evidence[0]?.subject], ['healthy', ID]);
});

test('an id that EC2 does not hold is missing, not an error', async (t) => {
  const { finding } = await ask(t, world(), { endpoint: 'vpce-0eeeeeeeeeeeeeeee' });
  assert.equal(finding.reason, 'endpoint-missing');
});

test('`Available` and `available` are the same state', async (t) => {
  const { finding } = await ask(t, world({ State: 'Available' }), { endpoint: ID });
  assert.equal(finding.status, 'healthy');
});

test('a failed endpoint tells AWS’s reason', async (t) => {
  const endpoint = { State: 'failed', LastError: { Code: 'x', Message: 'not enough free addresses' } };
  const { finding } = await ask(t, world(endpoint), { endpoint: ID });
  assert.equal(finding.reason, 'endpoint-not-available');
  assert.equal(finding.faults[0]?.values?.stateMessage, 'not enough free addresses');
});

test('a refusal is unknown and names the action that is missing', async (t) => {
  const { observation, finding } = await ask(
    t,
    world(),
    { endpoint: ID },
    { deny: ['ec2:DescribeNetworkInterfaces'] },
  );
  assert.deepEqual(observation, { outcome: 'access-denied', action: 'ec2:DescribeNetworkInterfaces' });
  assert.equal(finding.status, 'unknown');
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const { fake } = await ask(t, world(), { endpoint: ID });
  const used = new Set(fake.calls.map((call) => `${call.service}:${call.operation}`));
  assert.deepEqual([...used].sort(), [...vpcEndpoint.permissions].sort());
});

test('an AWS that never answers ends as out-of-time, before the question’s deadline is long past', async (t) => {
  const hang = () => {
    throw new FakeTransportFault('hang');
  };
  const { observation } = await ask(
    t,
    { ec2: { DescribeVpcEndpoints: hang } },
    { endpoint: ID, timeoutMs: 150 },
  );
  assert.equal(observation.outcome, 'out-of-time');
  assert.ok('waitedMs' in observation && observation.waitedMs >= 140 && observation.waitedMs < 400);
});

test('of a VPC only Storage Gateway endpoints count, and none is as good as one whose private DNS is off', async (t) => {
  const spec = { vpc: 'vpc-0123456789abcdef0', wants: { privateDns: 'off', zones: 1 } };
  const on = await ask(t, world({ PrivateDnsEnabled: true }), spec);
  assert.deepEqual([on.finding.reason, on.finding.faults[0]?.subject], ['endpoint-private-dns-on', ID]);
  const other = { ServiceName: 'com.amazonaws.ap-northeast-2.ssm', PrivateDnsEnabled: true };
  const none = await ask(t, world(other), spec);
  assert.deepEqual([none.finding.status, none.finding.evidence[0]?.outcome], ['healthy', 'no-endpoint']);
  const gone = await ask(t, world({ PrivateDnsEnabled: true, State: 'deleting' }), spec);
  assert.equal(gone.finding.status, 'healthy');
});
