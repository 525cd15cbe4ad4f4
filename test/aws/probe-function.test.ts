import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { createProbeCaller } from '../../lib/aws/probe-function.ts';
import type { ProbeReply } from '../../lib/core/notify/callers.ts';

const questions = [{ kind: 'port', host: '127.0.0.1', ports: [{ port: 1 }] }];

function setUp(limitMs = 5000) {
  const client = new LambdaClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
  });
  const mock = mockClient(client);
  const caller = createProbeCaller(client, { functionName: (vantage) => `gatewatch-dev-probe-${vantage}` });
  const call = (): Promise<ProbeReply> =>
    caller({ vantage: 'here', questions, budgetMs: 1000, signal: AbortSignal.timeout(limitMs) });
  return { mock, call };
}

/** An error as the SDK throws it. */
function sdkError(name: string, httpStatusCode: number, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

const payload = (value: unknown) => ({ Payload: Uint8ArrayOf(JSON.stringify(value)) });
// The SDK's own blob type has one method more, which nothing here calls.
const Uint8ArrayOf = (text: string) => Buffer.from(text) as never;

test('the questions travel with their budget, to the function of the vantage', async () => {
  const { mock, call } = setUp();
  mock.on(InvokeCommand).resolves(payload({ observations: [] }));
  assert.deepEqual(await call(), { outcome: 'answered', payload: { observations: [] } });
  const { input } = mock.commandCalls(InvokeCommand)[0]?.args[0] ?? {};
  assert.equal(input?.FunctionName, 'gatewatch-dev-probe-here');
  assert.equal(input?.InvocationType, 'RequestResponse');
  assert.deepEqual(JSON.parse(String(input?.Payload)), { questions, budgetMs: 1000 });
});

for (const name of [
  'ResourceNotReadyException',
  'ResourceConflictException',
  'EC2ThrottledException',
  'ENILimitReachedException',
  'SubnetIPAddressLimitReachedException',
  'TooManyRequestsException',
  'ServiceException',
]) {
  test(`${name} is asked again`, async () => {
    const { mock, call } = setUp();
    mock
      .on(InvokeCommand)
      .rejectsOnce(sdkError(name, 502))
      .resolves(payload({ observations: [] }));
    assert.equal((await call()).outcome, 'answered');
    assert.equal(mock.commandCalls(InvokeCommand).length, 2);
  });
}

const endings: readonly (readonly [error: Error, reply: ProbeReply])[] = [
  [sdkError('AccessDeniedException', 403), { outcome: 'access-denied', action: 'lambda:InvokeFunction' }],
  [sdkError('CredentialsProviderError', 0), { outcome: 'access-denied', action: 'lambda:InvokeFunction' }],
  [sdkError('RequestTooLargeException', 413), { outcome: 'too-large' }],
  [
    sdkError('ResourceNotFoundException', 404, 'Function not found'),
    {
      outcome: 'not-running',
      message: 'gatewatch-dev-probe-here: ResourceNotFoundException: Function not found',
    },
  ],
  [
    sdkError('TimeoutError', 0, 'connect ETIMEDOUT'),
    { outcome: 'not-running', message: 'gatewatch-dev-probe-here: TimeoutError: connect ETIMEDOUT' },
  ],
];
for (const [error, reply] of endings) {
  test(`${error.name} is not asked again`, async () => {
    const { mock, call } = setUp();
    mock.on(InvokeCommand).rejects(error);
    assert.deepEqual(await call(), reply);
    assert.equal(mock.commandCalls(InvokeCommand).length, 1);
  });
}

test('what does not pass until the time is up is told as it was', async () => {
  const { mock, call } = setUp(400);
  mock.on(InvokeCommand).rejects(sdkError('TooManyRequestsException', 429));
  assert.deepEqual(await call(), { outcome: 'throttled', action: 'lambda:InvokeFunction' });
  const pending = setUp(400);
  pending.mock.on(InvokeCommand).rejects(sdkError('ResourceConflictException', 409, 'state: Pending'));
  assert.deepEqual(await pending.call(), {
    outcome: 'not-running',
    message: 'gatewatch-dev-probe-here: ResourceConflictException: state: Pending',
  });
});

test('a call that the signal ends is out of time', async () => {
  const { mock, call } = setUp(50);
  mock.on(InvokeCommand).callsFake(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw sdkError('AbortError', 0);
  });
  assert.deepEqual(await call(), { outcome: 'out-of-time' });
});

const functionErrors: readonly (readonly [said: unknown, reply: ProbeReply])[] = [
  [
    { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: 1 Error: Task timed out after 30.00 seconds' },
    { outcome: 'out-of-time' },
  ],
  [{ errorMessage: '2026-11-21T10:00:00Z 1 Task timed out after 30.00 seconds' }, { outcome: 'out-of-time' }],
  [
    { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded' },
    { outcome: 'too-large' },
  ],
  [
    { errorType: 'TypeError', errorMessage: 'x is\u0000 not\u202e a' },
    { outcome: 'crashed', message: 'TypeError: x is  not a' },
  ],
  // JSON can shadow `toString`, so even making text of a value may throw.
  [
    { errorType: { toString: 0 }, errorMessage: [{ toString: 0 }] },
    { outcome: 'crashed', message: 'Error: ' },
  ],
];
for (const [said, reply] of functionErrors) {
  test(`a function that ends with ${JSON.stringify(said).slice(0, 60)} is ${reply.outcome}`, async () => {
    const { mock, call } = setUp();
    mock.on(InvokeCommand).resolves({ FunctionError: 'Unhandled', ...payload(said) });
    assert.deepEqual(await call(), reply);
  });
}

test('an answer that is no JSON is a crash, and shown only in part', async () => {
  const { mock, call } = setUp();
  mock.on(InvokeCommand).resolves({ Payload: Uint8ArrayOf(`<html>${'x'.repeat(100_000)}`) });
  const reply = await call();
  assert.equal(reply.outcome, 'crashed');
  assert(reply.outcome === 'crashed' && reply.message.length < 120, JSON.stringify(reply).slice(0, 200));
  mock.on(InvokeCommand).resolves({});
  assert.equal((await call()).outcome, 'crashed');
});
