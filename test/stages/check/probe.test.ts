import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import test from 'node:test';
import type { Question } from '../../../lib/core/observation.ts';
import { defineProbe } from '../../../lib/core/probe.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { createResolver } from '../../../lib/net/resolve.ts';
import { port } from '../../../lib/probes/port/kind.ts';
import { askAll } from '../../../lib/stages/check/probe.ts';

const ask = (questions: readonly unknown[], budgetMs = 5000, probes = [port]) =>
  askAll(questions as readonly Question[], {
    probes,
    clock: systemClock,
    names: createResolver({ timeoutMs: 1000 }),
    deadline: deadlineIn(systemClock, budgetMs),
  });

test('a question on impossible terms ends alone, and never as silence', async (t) => {
  const server = createServer((socket) => socket.destroy());
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: listening } = server.address() as AddressInfo;
  const question = { kind: 'port', host: '127.0.0.1', ports: [{ port: listening }] };
  const answers = await ask([
    ...['abc', null, {}].map((timeoutMs) => ({ ...question, timeoutMs })),
    ...[0, -1, 1.5, 'x', null, 1e9].map((attempts) => ({ ...question, attempts })),
    question,
  ]);
  assert.deepEqual(
    answers.map(({ outcome }) => outcome),
    [...Array.from({ length: 9 }, () => 'probe-crashed'), 'asked'],
  );
  assert.deepEqual(answers[0], {
    outcome: 'probe-crashed',
    message: 'not a port question: timeoutMs: expected a number of milliseconds',
  });
  assert.deepEqual(answers[3], {
    outcome: 'probe-crashed',
    message: 'not a port question: attempts: expected a whole number from 1 to 100',
  });
});

test('a question that the whole run cuts short is out of time, whatever it would have said', async () => {
  const silent = defineProbe({
    ...port,
    observe: async (_spec, { deadline }) => {
      await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve, { once: true }));
      return { outcome: 'asked', answers: [] };
    },
  });
  const question = { kind: 'port', host: '127.0.0.1', ports: [{ port: 1 }] };
  const [cut] = await ask([{ ...question, timeoutMs: 3000 }], 200, [silent]);
  assert.equal(cut?.outcome, 'out-of-time');
  const [whole] = await ask([{ ...question, timeoutMs: 200 }], 3000, [silent]);
  assert.equal(whole?.outcome, 'asked');
});

test('questions with many sockets begin one after the other, those with few side by side', async () => {
  let turn = 0;
  let isCounting = true;
  const count = () => {
    turn += 1;
    if (isCounting) setImmediate(count);
  };
  const begun: number[] = [];
  const probe = defineProbe({
    ...port,
    observe: async () => {
      begun.push(turn);
      return { outcome: 'asked', answers: [] };
    },
  });
  const turnsOf = async (questions: number, ports: number) => {
    begun.length = 0;
    const one = Array.from({ length: ports }, (_, at) => ({ port: at + 1 }));
    await ask(
      Array.from({ length: questions }, () => ({ kind: 'port', host: '127.0.0.1', ports: one })),
      5000,
      [probe],
    );
    return new Set(begun).size;
  };
  setImmediate(count);
  const many = await turnsOf(6, 128);
  const few = await turnsOf(6, 1);
  isCounting = false;
  assert.equal(many, 6);
  assert.equal(few, 1);
});
