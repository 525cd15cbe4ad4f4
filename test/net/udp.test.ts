import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { type TestContext, test } from 'node:test';
import { askUdp } from '../../lib/net/udp.ts';

async function echo(t: TestContext, reply: (question: Buffer) => readonly string[]) {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (question, peer) => {
    for (const text of reply(question)) socket.send(text, peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  t.after(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket.address().port;
}

const question = (port: number, timeoutMs = 400, signal = new AbortController().signal) => ({
  address: '127.0.0.1',
  port,
  request: () => Buffer.from('hello'),
  accept: (reply: Uint8Array) => (Buffer.from(reply).toString() === 'yes' ? 'accepted' : undefined),
  timeoutMs,
  signal,
});

test('datagrams that are no answer are passed over and counted', async (t) => {
  const port = await echo(t, (asked) => (asked.toString() === 'hello' ? ['no', 'never', 'yes'] : []));
  const { elapsedMs: _, ...outcome } = await askUdp(question(port));
  assert.deepEqual(outcome, { outcome: 'answered', value: 'accepted', ignored: 2 });
});

test('silence is believed after the time allowed, not before', async (t) => {
  const port = await echo(t, () => ['no']);
  const outcome = await askUdp(question(port, 120));
  assert.equal(outcome.outcome, 'silent');
  assert.equal('ignored' in outcome && outcome.ignored, 1);
  assert.ok(outcome.elapsedMs >= 110 && outcome.elapsedMs < 300, `${outcome.elapsedMs} ms`);
});

test('a closed port is refused at once, not silent', async (t) => {
  const socket = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  t.diagnostic(`port ${port}`);
  const outcome = await askUdp(question(port));
  assert.equal(outcome.outcome, 'refused');
  assert.equal('code' in outcome && outcome.code, 'ECONNREFUSED');
});

test('an address that cannot be sent to is unreachable', async () => {
  // A broadcast without SO_BROADCAST is refused by the kernel itself: nothing leaves this machine.
  const outcome = await askUdp({ ...question(9), address: '255.255.255.255' });
  assert.equal(outcome.outcome, 'unreachable');
});

test('an abort ends the waiting at once', async (t) => {
  const port = await echo(t, () => []);
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 20);
  const outcome = await askUdp(question(port, 2000, abort.signal));
  assert.equal(outcome.outcome, 'silent');
  assert.ok(outcome.elapsedMs < 150);
  assert.equal((await askUdp(question(port, 2000, abort.signal))).outcome, 'silent', 'already aborted');
});

test('a crash of the reading code is our bug and is not swallowed', async (t) => {
  const port = await echo(t, () => ['yes']);
  const broken = {
    ...question(port),
    accept: () => {
      throw new TypeError('bug');
    },
  };
  await assert.rejects(askUdp(broken), TypeError);
});
