import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { createResolver } from '../../../lib/net/resolve.ts';
import { observeIke } from '../../../lib/probes/ike/observe.ts';
import { ikeSpec } from '../../../lib/probes/ike/spec.ts';
import { endedBy } from '../../support/context.ts';
import { startIkeResponder } from '../../support/ike-responder.ts';

/** Ports of loopback stand in for 500; none of them is the NAT-T port unless the test says so. */
async function ask(
  ports: readonly number[],
  options: { timeoutMs?: number; attempts?: number; [field: string]: unknown } = {},
) {
  const { timeoutMs = 400, attempts = 2, ...fields } = options;
  const spec = ikeSpec.parse({ host: '127.0.0.1', ports, ...fields });
  const observation = await observeIke(spec, {
    clock: systemClock,
    deadline: deadlineIn(systemClock, timeoutMs),
    attempts,
    names: createResolver({ timeoutMs: 100 }),
    aws: undefined,
  });
  assert.equal(observation.outcome, 'asked');
  return observation.outcome === 'asked' ? observation.answers : [];
}

const garbled = (answer: Uint8Array) => answer.subarray(0, answer.byteLength - 1);

for (const [reply, notify] of [
  ['invalid-ke', 'INVALID_KE_PAYLOAD'],
  ['no-proposal', 'NO_PROPOSAL_CHOSEN'],
  ['cookie', 'COOKIE'],
  ['sa', null],
] as const) {
  test(`a responder that answers ${notify ?? 'SA'} is alive`, async (t) => {
    const { port } = await startIkeResponder(t, { reply });
    const [answer] = await ask([port]);
    assert.equal(answer?.seen.outcome, 'alive');
    assert.equal(answer?.seen.outcome === 'alive' ? answer.seen.notify : undefined, notify);
    assert.equal(answer?.attempts, 1);
  });
}

test('the group that INVALID_KE_PAYLOAD asks for is kept', async (t) => {
  const { port } = await startIkeResponder(t);
  const [answer] = await ask([port]);
  assert.partialDeepStrictEqual(answer?.seen, { outcome: 'alive', version: 2, wantedGroup: 14 });
});

test('on the NAT-T port the question carries the marker and so must the answer', async (t) => {
  const { port } = await startIkeResponder(t, { marker: true });
  const [answer] = await ask([port], { natTraversalPort: port });
  assert.equal(answer?.natT, true);
  assert.equal(answer?.seen.outcome, 'alive');
});

test('IKEv1 is asked where IKEv2 met silence', async (t) => {
  const { port, received } = await startIkeResponder(t, { versions: [1] });
  const [answer] = await ask([port]);
  assert.partialDeepStrictEqual(answer?.seen, { outcome: 'alive', version: 1, notify: 'NO-PROPOSAL-CHOSEN' });
  assert.equal(answer?.attempts, 3);
  assert.deepEqual(
    received.map((bytes) => bytes[17]),
    [0x20, 0x20, 0x10],
  );
});

test('a silent port is asked twice in each version, however many attempts were wished, and the repeat is the same', async (t) => {
  const { port, received } = await startIkeResponder(t, { versions: [] });
  const [answer] = await ask([port], { attempts: 9 });
  assert.deepEqual(answer?.seen, { outcome: 'silent' });
  assert.equal(answer?.attempts, 4);
  assert.equal(received.length, 4);
  assert.deepEqual(received[0], received[1]);
  assert.deepEqual(received[2], received[3]);
});

test('one lost datagram is no silence', async (t) => {
  const { port } = await startIkeResponder(t, { ignoreFirst: 1 });
  const [answer] = await ask([port]);
  assert.equal(answer?.seen.outcome, 'alive');
  assert.equal(answer?.attempts, 2);
});

test('a closed port refuses, and IKEv1 is not asked there', async () => {
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  const [answer] = await ask([port]);
  assert.deepEqual(answer?.seen, { outcome: 'refused', code: 'ECONNREFUSED' });
  assert.equal(answer?.attempts, 2);
});

test("somebody else's answer is ignored, and ours behind it is taken", async (t) => {
  const foreign = (answer: Uint8Array) => new Uint8Array([9, ...answer.subarray(1)]);
  const before = (answer: Uint8Array) => [foreign(answer)];
  const { port: alone } = await startIkeResponder(t, { before, only: true });
  const { port: followed } = await startIkeResponder(t, { before });
  const [first, second] = await ask([alone, followed]);
  assert.deepEqual(first?.seen, { outcome: 'silent' });
  assert.equal(second?.seen.outcome, 'alive');
});

test('a reply from another port is not heard', async (t) => {
  const { port } = await startIkeResponder(t, { fromAnotherPort: true });
  const [answer] = await ask([port]);
  assert.deepEqual(answer?.seen, { outcome: 'silent' });
});

for (const [fault, change] of [
  ['truncated', garbled],
  ['oversized', (answer: Uint8Array) => new Uint8Array([...answer, ...new Uint8Array(2000)])],
  ['echoed', (_answer: Uint8Array, question: Uint8Array) => question],
  ['empty', () => new Uint8Array()],
] as const) {
  test(`an answer that is ${fault} is malformed when nothing better arrives, and forgotten when it does`, async (t) => {
    const before = (answer: Uint8Array, question: Uint8Array) => [change(answer, question)];
    const { port: alone } = await startIkeResponder(t, { before, only: true });
    const { port: followed } = await startIkeResponder(t, { before });
    const [first, second] = await ask([alone, followed]);
    assert.equal(first?.seen.outcome, 'malformed');
    assert.equal(second?.seen.outcome, 'alive');
  });
}

test('every datagram of an endless flood is ignored and the deadline holds', async (t) => {
  const { port } = await startIkeResponder(t, {
    before: (answer) => Array.from({ length: 500 }, () => garbled(answer)),
    only: true,
  });
  const startedMs = performance.now();
  const [answer] = await ask([port], { timeoutMs: 300 });
  assert.equal(answer?.seen.outcome, 'malformed');
  assert.ok(performance.now() - startedMs < 600);
});

test('silence of every port ends with the deadline, not with the sum of the attempts', async (t) => {
  const silent = await Promise.all([1, 2, 3].map(() => startIkeResponder(t, { versions: [] })));
  const startedMs = performance.now();
  const answers = await ask(
    silent.map(({ port }) => port),
    { timeoutMs: 300 },
  );
  const tookMs = performance.now() - startedMs;
  assert.deepEqual(
    answers.map(({ seen }) => seen.outcome),
    ['silent', 'silent', 'silent'],
  );
  assert.ok(tookMs > 250 && tookMs < 450, `${tookMs}`);
});

test('an abort ends the question at once', async (t) => {
  const { port } = await startIkeResponder(t, { versions: [] });
  const controller = new AbortController();
  const spec = ikeSpec.parse({ host: '127.0.0.1', ports: [port] });
  const observing = observeIke(spec, {
    clock: systemClock,
    deadline: endedBy(controller.signal, 10_000),
    attempts: 2,
    names: createResolver({ timeoutMs: 100 }),
    aws: undefined,
  });
  setTimeout(() => controller.abort(), 30);
  const startedMs = performance.now();
  await observing;
  assert.ok(performance.now() - startedMs < 100);
});
