import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { instanceConnect } from '../../../lib/probes/instance-connect/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { FakeTransportFault } from '../../support/aws-faults.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import {
  ENDPOINT,
  ENDPOINT_SUBNET,
  fakeInstanceConnect,
  INSTANCE_SUBNET,
  LINUX,
  VPC,
  WINDOWS,
} from '../../support/fake-instance-connect.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

async function ask(t: TestContext, spec: object, services?: FakeServices, options?: FakeAwsOptions) {
  const aws = await readClients(t, services ?? fakeInstanceConnect(), options);
  const observation = await askControl(instanceConnect, spec, aws);
  return { observation, finding: judgeOne(instanceConnect, spec, observation), fake: aws.fake };
}

test('endpoint, subnet and instances are told with what decides a login, one page at a time', async (t) => {
  const { finding } = await ask(t, { instances: [LINUX, WINDOWS] }, fakeInstanceConnect({ elsewhere: 2 }), {
    pageSize: 1,
  });
  assert.equal(finding.status, 'healthy');
  const [endpoint, linux, windows] = finding.evidence;
  assert.deepEqual(endpoint, {
    subject: ENDPOINT,
    outcome: 'create-complete',
    vpc: VPC,
    subnet: ENDPOINT_SUBNET,
    zone: 'ap-northeast-2a',
    freeAddresses: 100,
    addressType: 'ipv4',
    clientAddresses: 'replaced',
    securityGroups: ['sg-0aaaaaaaaaaaaaaaa'],
    endpointsInRegion: 3,
    quotaInRegion: 5,
  });
  assert.deepEqual(
    [linux?.subject, linux?.outcome, linux?.platform, linux?.keyPair],
    [LINUX, 'running', 'linux', 'ops'],
  );
  assert.equal(windows?.platform, 'windows');
});

test('instances with the tags are found in the VPC that is named', async (t) => {
  const { finding } = await ask(t, { tags: { team: 'storage' }, vpc: VPC });
  assert.deepEqual(
    finding.evidence.slice(1).map(({ subject }) => subject),
    [LINUX, WINDOWS],
  );
  const elsewhere = await ask(t, { tags: { team: 'storage' }, vpc: 'vpc-0fedcba9876543210' });
  assert.equal(elsewhere.finding.reason, 'instance-connect-missing');
});

test('a preflight names the subnet in the zone of the instances, then the one with most room', async (t) => {
  const services = fakeInstanceConnect({ endpoint: null });
  const { finding } = await ask(t, { preflight: { vpc: VPC }, tags: { team: 'storage' } }, services);
  assert.equal(finding.status, 'healthy');
  const [whole, ...subnets] = finding.evidence;
  assert.deepEqual(
    [whole?.outcome, whole?.bestSubnet, whole?.bestZone],
    ['can-be-created', INSTANCE_SUBNET, 'ap-northeast-2c'],
  );
  assert.deepEqual(
    subnets.map(({ subject, outcome, instancesInZone }) => [subject, outcome, instancesInZone]),
    [
      [INSTANCE_SUBNET, 'suits', 2],
      [ENDPOINT_SUBNET, 'suits', 0],
    ],
  );
  const nobody = await ask(t, { preflight: { vpc: VPC } }, services);
  assert.equal(nobody.finding.evidence[0]?.bestSubnet, ENDPOINT_SUBNET);
});

test('both quotas may be full at once, and both are told', async (t) => {
  const services = fakeInstanceConnect({ elsewhere: 4 });
  const { finding } = await ask(t, { preflight: { vpc: VPC } }, services);
  assert.deepEqual(
    finding.faults.map(({ values }) => [values?.scope, values?.used, values?.limit]),
    [
      ['VPC', 1, 1],
      ['Region', 5, 5],
    ],
  );
});

test('AWS’s own words are bounded before they are shown', async (t) => {
  const StateMessage = `no\u001b[31m room ${'x'.repeat(5000)}`;
  const services = fakeInstanceConnect({
    endpoint: { State: 'create-failed', StateMessage: StateMessage.replace('\u001b', ' ') },
  });
  const { finding } = await ask(t, { endpoint: ENDPOINT }, services);
  const shown = String(finding.faults[0]?.values?.stateMessage);
  assert.ok(shown.startsWith('no') && shown.length <= 200, shown);
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const { fake } = await ask(t, { instances: [LINUX] });
  const used = new Set(fake.calls.map((call) => `${call.service}:${call.operation}`));
  assert.deepEqual([...used].sort(), [...instanceConnect.permissions].sort());
});

/** The name of an image says what comes with it, and no more. */
const OPTIONAL = 'ec2:DescribeImages';

test('without the names of images everything else is told', async (t) => {
  const { finding } = await ask(t, { instances: [LINUX] }, undefined, { deny: [OPTIONAL] });
  const told = finding.evidence.find(({ subject }) => subject === LINUX);
  assert.deepEqual([finding.status, told?.system], ['healthy', undefined]);
  const known = await ask(t, { instances: [LINUX] });
  const system = known.finding.evidence.find(({ subject }) => subject === LINUX)?.system;
  assert.equal(system, 'Amazon Linux 2023');
});

for (const action of instanceConnect.permissions.filter((one) => one !== OPTIONAL)) {
  test(`without ${action} the finding is unknown and names it`, async (t) => {
    const { observation, finding } = await ask(t, { instances: [LINUX] }, undefined, { deny: [action] });
    assert.deepEqual(observation, { outcome: 'access-denied', action });
    assert.equal(finding.status, 'unknown');
  });
}

test('an AWS that never answers ends as out-of-time, before the question’s deadline is long past', async (t) => {
  const hang = () => {
    throw new FakeTransportFault('hang');
  };
  const services = { ec2: { DescribeInstanceConnectEndpoints: hang } };
  const { observation } = await ask(t, { endpoint: ENDPOINT, timeoutMs: 150 }, services);
  assert.equal(observation.outcome, 'out-of-time');
  assert.ok('waitedMs' in observation && observation.waitedMs >= 140 && observation.waitedMs < 400);
});
