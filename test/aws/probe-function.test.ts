import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { createInvokeClient, createProbeCaller } from '../../lib/aws/probe-function.ts';
import type { ProbeReply } from '../../lib/core/notify/callers.ts';

const questions = [{ kind: 'port', host: '127.0.0.1', ports: [{ port: 1 }] }];

function setUp(limitMs = 5000, budgetMs = 2000) {
  const client = new LambdaClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
  });
  const mock = mockClient(client);
  const caller = createProbeCaller(client, { functionName: (vantage) => `gatewatch-dev-probe-${vantage}` });
  const call = (): Promise<ProbeReply> =>
    caller({ vantage: 'here', questions, budgetMs, signal: AbortSignal.timeout(limitMs) });
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
  assert.deepEqual(JSON.parse(String(input?.Payload)), { version: 2, questions, budgetMs: 2000 });
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

/** Lambda's API on loopback: each request meets the next fate, and in the end an answer. */
async function lambdaApi(t: TestContext, fates: readonly ('cut' | number)[]) {
  const budgets: number[] = [];
  const left = [...fates];
  const server = createServer(async (request, response) => {
    budgets.push(JSON.parse(await text(request)).budgetMs);
    const fate = left.shift();
    if (fate === 'cut') return void request.socket.destroy();
    response.writeHead(fate ?? 200, { 'content-type': 'application/json' });
    response.end(fate === undefined ? '{"observations":[]}' : '{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close().closeAllConnections());
  const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createInvokeClient('us-east-1', { endpoint, credentials });
  t.after(() => client.destroy());
  const caller = createProbeCaller(client, { functionName: (vantage) => vantage });
  const call = (budgetMs: number): Promise<ProbeReply> =>
    caller({ vantage: 'here', questions, budgetMs, signal: AbortSignal.timeout(5000) });
  return { budgets, call };
}

test('a connection that is cut and an API that stumbles are asked again twice, within the budget', async (t) => {
  for (const fates of [['cut'], ['cut', 503], [500, 'cut']] as const) {
    const { budgets, call } = await lambdaApi(t, fates);
    assert.deepEqual(await call(3000), { outcome: 'answered', payload: { observations: [] } }, `${fates}`);
    assert.equal(budgets.length, fates.length + 1);
    assert(
      budgets.every((one, index) => index === 0 || one < (budgets[index - 1] ?? 0)),
      `${budgets}`,
    );
  }
  const { budgets, call } = await lambdaApi(t, ['cut', 'cut', 'cut', 'cut']);
  assert.equal((await call(3000)).outcome, 'not-running');
  assert.equal(budgets.length, 3);
  const late = await lambdaApi(t, ['cut']);
  assert.equal((await late.call(400)).outcome, 'not-running', 'nothing can be asked in what is left');
});

const endings: readonly (readonly [error: Error, reply: ProbeReply])[] = [
  [sdkError('AccessDeniedException', 403), { outcome: 'access-denied', action: 'lambda:InvokeFunction' }],
  [
    sdkError('CredentialsProviderError', 0),
    {
      // Nobody refused: there is nothing to sign with.
      outcome: 'not-running',
      message: 'gatewatch-dev-probe-here: CredentialsProviderError: CredentialsProviderError',
    },
  ],
  [sdkError('RequestTooLargeException', 413), { outcome: 'too-large' }],
  [
    sdkError('ResourceNotFoundException', 404, 'Function not found'),
    {
      outcome: 'not-running',
      message: 'gatewatch-dev-probe-here: ResourceNotFoundException: Function not found',
    },
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

test('what gave no answer is asked again twice, and then told as it was', async () => {
  const { mock, call } = setUp();
  mock
    .on(InvokeCommand)
    .rejects(Object.assign(new Error('connect ETIMEDOUT'), { name: 'TimeoutError', $metadata: {} }));
  assert.deepEqual(await call(), {
    outcome: 'not-running',
    message: 'gatewatch-dev-probe-here: TimeoutError: connect ETIMEDOUT',
  });
  assert.equal(mock.commandCalls(InvokeCommand).length, 3);
});

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
