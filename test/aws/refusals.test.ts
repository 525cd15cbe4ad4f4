import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { createReadClients } from '../../lib/aws/clients.ts';
import { refusalOf } from '../../lib/aws/refusals.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import { FakeAwsError, FakeTransportFault } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { DUMMY_CREDENTIALS, REGION, readClients } from '../support/read-clients.ts';

const ANSWERS = {
  ec2: { DescribeVpcs: () => ({ Vpcs: [{ VpcId: 'vpc-1' }] }) },
  storagegateway: { ListGateways: () => ({ Gateways: [] }) },
};

test('an action the policy does not allow is access-denied and names the action, in XML and in JSON', async (t) => {
  const { clients, signal } = await readClients(t, ANSWERS, {
    deny: ['ec2:DescribeVpcs', 'storagegateway:ListGateways'],
  });
  const aws = createAwsAccess(clients);
  const denied = (action: string) => (error: unknown) =>
    error instanceof AwsRefusal &&
    error.code === 'access-denied' &&
    error.action === action &&
    error.cause instanceof Error;
  await assert.rejects(aws.network.vpcs(['vpc-1'], signal), denied('ec2:DescribeVpcs'));
  await assert.rejects(aws.storageGateways.list(signal), denied('storagegateway:ListGateways'));
});

test('a few refusals to hurry are waited out, and more of them are throttled', async (t) => {
  const few = await readClients(t, ANSWERS, { throttle: { 'ec2:DescribeVpcs': 2 } });
  const vpcs = await createAwsAccess(few.clients).network.vpcs(['vpc-1'], few.signal);
  assert.deepEqual([vpcs.length, few.fake.calls.length], [1, 3]);

  const many = await readClients(t, ANSWERS, {
    throttle: { 'ec2:DescribeVpcs': 99, 'storagegateway:ListGateways': 99 },
  });
  const aws = createAwsAccess(many.clients);
  await Promise.all([
    assert.rejects(aws.network.vpcs(['vpc-1'], many.signal), {
      code: 'throttled',
      action: 'ec2:DescribeVpcs',
    }),
    assert.rejects(aws.storageGateways.list(many.signal), { code: 'throttled' }),
  ]);
});

test('no answer of AWS at all is unavailable: cut, half, garbled, a proxy page, a closed port', async (t) => {
  for (const fault of ['cut', 'half', 'garbled', 'proxy-page'] as const) {
    const misbehave = () => {
      throw new FakeTransportFault(fault);
    };
    const { clients, signal } = await readClients(t, {
      ec2: { DescribeVpcs: misbehave },
      storagegateway: { ListGateways: misbehave },
    });
    const unavailable = { name: 'AwsRefusal', code: 'unavailable' };
    const aws = createAwsAccess(clients);
    await assert.rejects(aws.network.vpcs(['vpc-1'], signal), unavailable, `${fault} in XML`);
    await assert.rejects(aws.storageGateways.list(signal), unavailable, `${fault} in JSON`);
  }
  const { fake, clients, signal } = await readClients(t, {});
  await fake.close();
  await assert.rejects(createAwsAccess(clients).network.vpcs(['vpc-1'], signal), { code: 'unavailable' });
});

test('an endpoint that never answers is left when the signal says so', async (t) => {
  const { clients } = await readClients(t, {
    ec2: {
      DescribeVpcs: () => {
        throw new FakeTransportFault('hang');
      },
    },
  });
  const startedMs = performance.now();
  await assert.rejects(createAwsAccess(clients).network.vpcs(['vpc-1'], AbortSignal.timeout(150)), {
    code: 'unavailable',
  });
  assert.ok(performance.now() - startedMs < 1000, 'the abort must end the wait');
});

test('an answer about the question itself is no refusal: it stays the error it is', async (t) => {
  const { clients, signal } = await readClients(t, {
    ec2: {
      DescribeVpcs: () => {
        throw new FakeAwsError('InvalidParameterValue', 'no such filter');
      },
    },
  });
  await assert.rejects(createAwsAccess(clients).network.vpcs(['vpc-1'], signal), {
    name: 'InvalidParameterValue',
  });
});

test('every name AWS has for a refusal is understood', () => {
  const named = (name: string, httpStatusCode = 400) =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
  const codes = {
    AccessDenied: 'access-denied',
    AccessDeniedException: 'access-denied',
    UnauthorizedOperation: 'access-denied',
    ExpiredTokenException: 'no-credentials',
    UnrecognizedClientException: 'access-denied',
    CredentialsProviderError: 'no-credentials',
    TokenProviderError: 'no-credentials',
    Throttling: 'throttled',
    ThrottlingException: 'throttled',
    ThrottledException: 'throttled',
    RequestLimitExceeded: 'throttled',
    ProvisionedThroughputExceededException: 'throttled',
    TooManyRequestsException: 'throttled',
    RequestThrottledException: 'throttled',
  };
  for (const [name, code] of Object.entries(codes)) {
    assert.equal(refusalOf(named(name), 'a:B')?.code, code, name);
  }
  assert.equal(refusalOf(named('InternalFailure', 500), 'a:B')?.code, 'unavailable');
  assert.equal(refusalOf(named('SomethingNew', 403), 'a:B')?.code, 'access-denied');
  assert.equal(refusalOf(named('SomethingNew', 429), 'a:B')?.code, 'throttled');
  assert.equal(refusalOf(named('ValidationException', 400), 'a:B'), undefined);
  assert.equal(refusalOf(new Error('socket hang up'), 'a:B')?.code, 'unavailable');
});

test('the endpoint of the environment is honoured', async (t) => {
  const fake = await fakeAws(t, ANSWERS);
  const before = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = fake.url;
  t.after(() => {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
  });
  const clients = createReadClients(REGION, { credentials: DUMMY_CREDENTIALS });
  t.after(() => clients.ec2.destroy());
  await createAwsAccess(clients).network.vpcs(['vpc-1'], t.signal);
  assert.deepEqual(
    fake.calls.map((call) => call.input),
    [{ Filters: [{ Name: 'vpc-id', Values: ['vpc-1'] }] }],
  );
});
