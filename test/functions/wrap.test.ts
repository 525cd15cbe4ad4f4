import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Context } from 'aws-lambda';
import { wrap } from '../../functions/wrap.ts';
import { InputError } from '../../lib/core/errors.ts';

/** As much of Lambda's context as a handler uses. */
function contextWith(leftMs: number): Context {
  const endsAtMs = performance.now() + leftMs;
  return {
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => endsAtMs - performance.now(),
  } as Partial<Context> as Context;
}

/** The lines a handler writes. What the test runner writes on the same stream goes on its way. */
function linesOf(t: TestContext): () => readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  t.mock.method(process.stdout, 'write', (chunk: string | Uint8Array) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{')) return write(chunk);
    lines.push(chunk);
    return true;
  });
  return () => lines.map((line) => JSON.parse(line));
}

const anything = (raw: unknown) => raw;

test('the run ends its reserve before Lambda does', async () => {
  const handler = wrap({ read: anything, reserveMs: 400 }, async (_, { deadline, requestId }) => {
    const allowedMs = deadline.remainingMs();
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve, { once: true }));
    return { allowedMs, requestId };
  });
  const context = contextWith(1000);
  const { allowedMs, requestId } = await handler({}, context);
  assert(allowedMs > 500 && allowedMs <= 600, String(allowedMs));
  assert.equal(requestId, 'request-1');
  assert(context.getRemainingTimeInMillis() > 250, 'the answer is there in time');
});

test('a handler that ignores its deadline fails with an error of ours before Lambda kills it', async (t) => {
  const lines = linesOf(t);
  const handler = wrap({ read: anything, reserveMs: 400 }, () => new Promise<never>(() => {}));
  const context = contextWith(450);
  await assert.rejects(handler({}, context), /not done 300 ms before the function's time-out/);
  assert(context.getRemainingTimeInMillis() > 100);
  assert.deepEqual(
    lines().map(({ type }) => type),
    ['error'],
  );
});

test('a bug of ours is logged once, with its stack, and goes on to Lambda', async (t) => {
  const lines = linesOf(t);
  const handler = wrap({ read: anything, reserveMs: 0 }, async () => {
    throw new TypeError('boom');
  });
  await assert.rejects(handler({}, contextWith(1000)), { name: 'TypeError', message: 'boom' });
  const [line, ...others] = lines();
  assert.equal(others.length, 0);
  assert.deepEqual(
    { type: line?.type, requestId: line?.requestId, name: line?.name, message: line?.message },
    { type: 'error', requestId: 'request-1', name: 'TypeError', message: 'boom' },
  );
  assert.match(String(line?.stack), /wrap\.test\.ts/);
});

test('a faulty event is logged and answered without a stack, and the handler is not called', async (t) => {
  const lines = linesOf(t);
  let called = false;
  const refuse = (): never => {
    throw new InputError('bad-event', [{ path: 'lang', message: 'expected one of en, ko, fr, got "de"' }]);
  };
  const handler = wrap({ read: refuse, reserveMs: 0 }, async () => {
    called = true;
  });
  await assert.rejects(handler({}, contextWith(1000)), (error) => {
    assert(error instanceof InputError);
    assert.equal(error.stack, 'InputError: lang: expected one of en, ko, fr, got "de"');
    return true;
  });
  assert.equal(called, false);
  assert.deepEqual(lines(), [
    {
      type: 'error',
      requestId: 'request-1',
      name: 'InputError',
      message: 'lang: expected one of en, ko, fr, got "de"',
      code: 'bad-event',
    },
  ]);
});
