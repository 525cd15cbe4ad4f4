import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbeCall, ProbeReply } from '../../../lib/core/notify/callers.ts';
import type { Question } from '../../../lib/core/observation.ts';
import type { Probe } from '../../../lib/core/probe.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { port } from '../../../lib/probes/port/kind.ts';
import { CHUNK_SIZE, PROBE_BUDGET_MS, probeVantage } from '../../../lib/stages/watch/probe-vantage.ts';

const control: Probe = { ...port, kind: 'of-aws', from: 'control' };

const planned = (kind: string, name: string) => ({
  vantage: 'here',
  target: name,
  shown: true,
  question: { kind, name } as Question,
});
const echo = (questions: readonly Question[], by: string) =>
  questions.map(({ name }) => ({ outcome: 'seen', name, by }));

function setUp(reply: (call: ProbeCall) => ProbeReply | Promise<ProbeReply>, leftMs = 30_000) {
  const calls: ProbeCall[] = [];
  const tools = {
    probes: [port, control],
    clock: systemClock,
    deadline: deadlineIn(systemClock, leftMs),
    callProbe: async (call: ProbeCall) => {
      calls.push(call);
      return await reply(call);
    },
    askHere: async (questions: readonly Question[]) => echo(questions, 'here'),
  };
  return { calls, tools };
}

const answered = ({ questions }: ProbeCall): ProbeReply => ({
  outcome: 'answered',
  payload: { observations: echo(questions, 'probe') },
});

test('each question is asked where its kind belongs, and the answers keep its place', async () => {
  const { calls, tools } = setUp(answered);
  const questions = [
    planned('port', 'a'),
    planned('of-aws', 'b'),
    planned('port', 'c'),
    planned('unheard-of', 'd'),
  ];
  assert.deepEqual(await probeVantage('here', questions, tools), [
    { outcome: 'seen', name: 'a', by: 'probe' },
    { outcome: 'seen', name: 'b', by: 'here' },
    { outcome: 'seen', name: 'c', by: 'probe' },
    { outcome: 'seen', name: 'd', by: 'probe' },
  ]);
  assert.deepEqual(
    calls.map(({ vantage, budgetMs }) => [vantage, budgetMs]),
    [['here', PROBE_BUDGET_MS]],
  );
});

test('a vantage that only asks AWS wakes no probe', async () => {
  const { calls, tools } = setUp(answered);
  await probeVantage('here', [planned('of-aws', 'a')], tools);
  assert.equal(calls.length, 0);
});

test('many questions are cut into chunks of like size, which run side by side', async () => {
  let running = 0;
  let most = 0;
  const { calls, tools } = setUp(async (call) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
    return answered(call);
  });
  const questions = Array.from({ length: 2 * CHUNK_SIZE + 10 }, (_, index) => planned('port', `q${index}`));
  const observations = await probeVantage('here', questions, tools);
  assert.deepEqual(
    observations.map((one) => 'name' in one && one.name),
    questions.map(({ target }) => target),
  );
  assert.deepEqual(
    calls.map((call) => call.questions.length),
    [70, 70, 70],
  );
  assert.equal(most, 3);
});

test('what is too large for one invocation is halved until it fits', async () => {
  const { calls, tools } = setUp((call) =>
    call.questions.length > 2 ? { outcome: 'too-large' } : answered(call),
  );
  const questions = Array.from({ length: 7 }, (_, index) => planned('port', `q${index}`));
  const observations = await probeVantage('here', questions, tools);
  assert.deepEqual(
    observations.map((one) => 'name' in one && one.name),
    questions.map(({ target }) => target),
  );
  assert.equal(calls.length, 7);
  const never = setUp(() => ({ outcome: 'too-large' }));
  const [one] = await probeVantage('here', [planned('port', 'a')], never.tools);
  assert.equal(one?.outcome, 'probe-crashed');
});

test('a chunk that fails takes no other with it', async () => {
  const { tools } = setUp((call) =>
    call.questions.some(({ name }) => name === 'q0')
      ? { outcome: 'crashed', message: 'boom' }
      : answered(call),
  );
  const questions = Array.from({ length: CHUNK_SIZE + 2 }, (_, index) => planned('port', `q${index}`));
  const outcomes = (await probeVantage('here', questions, tools)).map(({ outcome }) => outcome);
  assert.deepEqual(
    outcomes.slice(0, 51),
    Array.from({ length: 51 }, () => 'probe-crashed'),
  );
  assert.deepEqual(
    outcomes.slice(51),
    Array.from({ length: 51 }, () => 'seen'),
  );
});

test('without time for an invocation nothing is asked', async () => {
  const { calls, tools } = setUp(answered, 1500);
  const [one] = await probeVantage('here', [planned('port', 'a')], tools);
  assert.equal(one?.outcome, 'out-of-time');
  assert.equal(calls.length, 0);
});

test('the probe gets no more time than is left', async () => {
  const { calls, tools } = setUp(answered, 5000);
  await probeVantage('here', [planned('port', 'a')], tools);
  const [{ budgetMs } = { budgetMs: 0 }] = calls;
  assert(budgetMs > 2500 && budgetMs <= 3000, String(budgetMs));
});

const replies: readonly (readonly [reply: ProbeReply, outcome: string])[] = [
  [{ outcome: 'crashed', message: 'x' }, 'probe-crashed'],
  [{ outcome: 'not-running', message: 'x' }, 'vantage-broken'],
  [{ outcome: 'other-version', message: 'x' }, 'vantage-broken'],
  [{ outcome: 'out-of-time' }, 'out-of-time'],
  [{ outcome: 'access-denied', action: 'lambda:InvokeFunction' }, 'access-denied'],
  [{ outcome: 'throttled', action: 'lambda:InvokeFunction' }, 'throttled'],
  [{ outcome: 'answered', payload: undefined }, 'probe-crashed'],
  [{ outcome: 'answered', payload: { observations: 'all well' } }, 'probe-crashed'],
  [{ outcome: 'answered', payload: { observations: [null] } }, 'probe-crashed'],
  [{ outcome: 'answered', payload: { observations: [{ outcome: 1 }] } }, 'probe-crashed'],
  [{ outcome: 'answered', payload: { observations: [{ outcome: 'probe-crashed' }] } }, 'probe-crashed'],
  [{ outcome: 'answered', payload: { observations: [{}, {}] } }, 'probe-crashed'],
];
for (const [reply, outcome] of replies) {
  test(`${JSON.stringify(reply)} becomes ${outcome}`, async () => {
    const { tools } = setUp(() => reply);
    const [one] = await probeVantage('here', [planned('port', 'a')], tools);
    assert.equal(one?.outcome, outcome);
    if (outcome === 'probe-crashed') assert.equal(typeof (one as { message?: unknown }).message, 'string');
  });
}

test('answers that cannot be told apart by their place are all refused', async () => {
  const two = [{ outcome: 'seen' }, { outcome: 'seen' }];
  const { tools } = setUp(() => ({ outcome: 'answered', payload: { observations: two } }));
  const [one] = await probeVantage('here', [planned('port', 'a')], tools);
  assert.deepEqual(one, {
    outcome: 'probe-crashed',
    message: 'the probe function answered 2 observations to 1 questions',
  });
});

test('a probe whose clock differs gives no verdict, and the finding says by how much', async () => {
  const HOUR_MS = 3_600_000;
  const ask = async (aheadMs: number) => {
    const { tools } = setUp((call) => {
      const reply = answered(call);
      assert(reply.outcome === 'answered');
      const payload = { ...(reply.payload as object), atMs: tools.clock.wallMs() + aheadMs };
      return { ...reply, payload };
    });
    const [one] = await probeVantage('here', [planned('port', 'a')], tools);
    return one;
  };
  const broken = (words: string) => ({
    outcome: 'vantage-broken',
    why: 'other-clock',
    message: `its clock is 3600 s ${words} the clock of the installation`,
  });
  assert.deepEqual(await ask(HOUR_MS), broken('ahead of'));
  assert.deepEqual(await ask(-HOUR_MS), broken('behind'));
  assert.equal((await ask(2000))?.outcome, 'seen');
  assert.equal((await ask(-2000))?.outcome, 'seen');
});
