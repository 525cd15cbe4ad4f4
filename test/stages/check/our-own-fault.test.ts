import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { createResolver, type ResolverOptions } from '../../../lib/net/resolve.ts';
import type { PortObservation } from '../../../lib/probes/port/observe.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import type { TlsObservation } from '../../../lib/probes/tls/observe.ts';
import { askAll } from '../../../lib/stages/check/probe.ts';

const ask = (questions: readonly Question[], names: Partial<ResolverOptions> = {}) =>
  askAll(questions, {
    probes: PROBES,
    clock: systemClock,
    names: createResolver({ timeoutMs: 1000, ...names }),
    deadline: deadlineIn(systemClock, 60_000),
  });

/** A server in a thread of its own, so that what stops us does not stop it. */
async function startElsewhere(t: TestContext, source: string): Promise<number> {
  const worker = new Worker(source, { eval: true });
  t.after(() => worker.terminate());
  return await new Promise((resolve) => worker.once('message', resolve));
}

const ACCEPTS = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => socket.on('error', () => {}).resume());
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

/** Keeps the processor for itself again and again, as a neighbour on the same core does. */
function starve(t: TestContext, busyMs: number, pauseMs: number): void {
  const timer = setInterval(() => {
    const untilMs = performance.now() + busyMs;
    while (performance.now() < untilMs);
  }, pauseMs);
  t.after(() => clearInterval(timer));
}

function pick<O>(observation: Observation | undefined): O {
  return observation as O;
}

test('a port that answered while we were away is open', async (t) => {
  const port = await startElsewhere(t, ACCEPTS);
  starve(t, 250, 1);
  const [answer] = await ask([
    { kind: 'port', host: '127.0.0.1', ports: [{ port }], timeoutMs: 100, attempts: 1 },
  ]);
  const { answers } = pick<PortObservation & { outcome: 'asked' }>(answer);
  assert.equal(answers[0]?.answer.outcome, 'open');
});

test('a silence that we were too late to hear is out of time, and no verdict', async (t) => {
  const port = await startElsewhere(t, ACCEPTS);
  starve(t, 200, 1);
  const [answer] = await ask([
    { kind: 'tls', host: '127.0.0.1', port, trust: 'public', timeoutMs: 400, attempts: 1 },
  ]);
  assert.equal(answer?.outcome, 'out-of-time');
});

const NAMES = `
  const { parentPort } = require('node:worker_threads');
  import(${JSON.stringify(new URL('../../support/dns-server.ts', import.meta.url).href)}).then(async (lab) => {
    const { address } = await lab.startDnsServer({ 'sound.test': { A: ['127.0.0.1'] } });
    parentPort.postMessage(Number(address.split(':')[1]));
  });`;

test('a name server that answered while we were away is not silent', async (t) => {
  const port = await startElsewhere(t, NAMES);
  starve(t, 300, 1);
  for (let times = 0; times < 5; times += 1) {
    const names = { timeoutMs: 200, servers: [`127.0.0.1:${port}`] };
    const [answer] = await ask([{ kind: 'dns', host: 'sound.test' }], names);
    assert.ok(['answered', 'out-of-time'].includes(answer?.outcome ?? ''), answer?.outcome);
  }
});

test('a silence that we heard in time stays a silence', async (t) => {
  const port = await startElsewhere(t, ACCEPTS);
  const [answer] = await ask([
    { kind: 'tls', host: '127.0.0.1', port, trust: 'public', timeoutMs: 400, attempts: 1 },
  ]);
  const { answers } = pick<TlsObservation & { outcome: 'asked' }>(answer);
  assert.equal(answers[0]?.answer.outcome, 'silent');
});

test('a time that says more about us than about the path is not published', async (t) => {
  const port = await startElsewhere(t, ACCEPTS);
  const question = { kind: 'port', host: '127.0.0.1', ports: [{ port }] };
  const isOurs = async () => {
    const [answer] = await ask([question]);
    const { answers } = pick<PortObservation & { outcome: 'asked' }>(answer);
    assert.equal(answers[0]?.answer.outcome, 'open');
    return answers[0]?.answer.outcome === 'open' && answers[0].answer.isOurs === true;
  };
  const tenTimes = async () => {
    const seen: boolean[] = [];
    for (let times = 0; times < 10; times += 1) seen.push(await isOurs());
    return seen;
  };
  assert.ok((await tenTimes()).includes(false), 'alone it is the path’s');
  starve(t, 60, 1);
  assert.ok((await tenTimes()).includes(true));
});

/** Takes ten connections of a source at once and resets the rest, after it has read something. */
const LIMITED = `
  const { parentPort } = require('node:worker_threads');
  let open = 0;
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => {});
    if (open >= 10) return socket.resetAndDestroy();
    open += 1;
    socket.once('close', () => { open -= 1; });
    socket.resume();
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

test('a limit of connections is called a limit, and not a broken path', async (t) => {
  const port = await startElsewhere(t, LIMITED);
  const answers = await ask(
    Array.from({ length: 60 }, () => ({ kind: 'port', host: '127.0.0.1', ports: [{ port }] })),
  );
  const seen = answers.map((one) => pick<PortObservation & { outcome: 'asked' }>(one).answers[0]);
  assert.deepEqual([...new Set(seen.map((one) => one?.answer.outcome))], ['open']);
  assert.ok(seen.some((one) => one?.fewerAtOnce === true));
  assert.ok(seen.some((one) => one?.fewerAtOnce === undefined));
});

const RESETS = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => socket.on('error', () => {}).resetAndDestroy());
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

test('a server that resets one connection too is believed', async (t) => {
  const port = await startElsewhere(t, RESETS);
  const answers = await ask(
    Array.from({ length: 30 }, () => ({ kind: 'port', host: '127.0.0.1', ports: [{ port }] })),
  );
  const seen = answers.map((one) => pick<PortObservation & { outcome: 'asked' }>(one).answers[0]);
  // A server on a busy machine may reset after more than the round trip that is waited for.
  assert.ok(seen.filter((one) => one?.answer.outcome === 'reset').length >= 25);
  assert.ok(seen.filter((one) => one?.fewerAtOnce).length <= 1);
});

test('few descriptors make a run longer, and change no verdict', async (t) => {
  const port = await startElsewhere(t, ACCEPTS);
  const script = `
    import { askAll } from './lib/stages/check/probe.ts';
    import { PROBES } from './lib/probes/registry.ts';
    import { deadlineIn, systemClock } from './lib/core/time.ts';
    import { createResolver } from './lib/net/resolve.ts';
    const questions = Array.from({ length: 2000 }, (_, index) => (
      { kind: 'port', host: '127.0.0.' + (1 + index % 250), ports: [{ port: index % 20 === 0 ? 1 : ${port} }] }));
    const answers = await askAll(questions, { probes: PROBES, clock: systemClock,
      names: createResolver({ timeoutMs: 1000 }), deadline: deadlineIn(systemClock, 120000) });
    const seen = answers.map((one) => one.answers?.[0]?.answer.outcome ?? one.outcome);
    console.log(JSON.stringify([seen.filter((one) => one === 'open').length, seen.filter((one) => one === 'refused').length]));`;
  // The server listens on 127.0.0.1 alone: the other addresses of loopback refuse.
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', `ulimit -n 256; exec "$0" --input-type=module -e "$1"`, process.execPath, script],
    { cwd: new URL('../../..', import.meta.url).pathname },
  );
  assert.deepEqual(JSON.parse(stdout), [4, 1996]);
});
