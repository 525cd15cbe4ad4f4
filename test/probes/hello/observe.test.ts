import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import { judgeHello } from '../../../lib/probes/hello/judge.ts';
import { observeHello } from '../../../lib/probes/hello/observe.ts';
import type { HelloSpec } from '../../../lib/probes/hello/spec.ts';
import { contextOf } from '../../support/context.ts';
import { closedPort } from '../../support/dns-server.ts';
import { startTcpServer, type TcpBehaviour } from '../../support/tcp-server.ts';

type Behaviour = TcpBehaviour | ((connection: number) => TcpBehaviour);

async function readBanner(
  t: TestContext,
  behaviour: Behaviour,
  protocols: HelloSpec['protocols'] = ['ssh'],
  timeoutMs = 1000,
) {
  const server = await startTcpServer(behaviour);
  t.after(server.close);
  const spec: HelloSpec = { host: server.address, port: server.port, protocols, required: true };
  const startedMs = performance.now();
  const observation = await observeHello(spec, contextOf({ timeoutMs }));
  const tookMs = performance.now() - startedMs;
  assert.ok(observation.outcome === 'asked');
  const [one] = observation.answers;
  assert.ok(one !== undefined);
  const reason = judgeHello([{ spec, observation }]).faults[0]?.reason;
  return { ...one, tookMs, reason, connections: server.connections() };
}

test('an SSH server is known by its identification line', async (t) => {
  const { answer, attempts, reason } = await readBanner(t, { greets: 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n' });
  assert.deepEqual(answer, { outcome: 'spoke', says: 'SSH-2.0-OpenSSH_9.2p1 Debian-2', protocol: 'ssh' });
  assert.equal(attempts, 1);
  assert.equal(reason, undefined);
});

test('lines before the identification are allowed', async (t) => {
  const { answer } = await readBanner(t, { greets: 'Authorised use only\r\nReally\nSSH-2.0-x\r\n' });
  assert.equal(answer.outcome, 'spoke');
});

test('a server that turns clients away is throttled, in the old words and the new', async (t) => {
  for (const greets of ['Exceeded MaxStartups\r\n', 'Not allowed at this time\r\n']) {
    const { answer, reason, attempts } = await readBanner(t, { greets, ends: 'closing' });
    assert.deepEqual(answer, { outcome: 'throttled', says: greets.trim(), protocol: 'ssh' });
    assert.equal(reason, 'hello-throttled');
    assert.equal(attempts, 1, 'a throttled server is not asked again');
  }
});

for (const [title, behaviour, outcome, reason] of [
  ['a mute server', {}, 'silent', 'hello-silent'],
  ['a server that hangs up', { ends: 'closing' }, 'closed', 'hello-silent'],
  ['a server that resets', { ends: 'resetting' }, 'reset', 'hello-silent'],
  ['one byte and no more', { greets: 'S' }, 'malformed', 'hello-malformed'],
  ['half an identification', { greets: 'SSH-2.0-Open', ends: 'closing' }, 'malformed', 'hello-malformed'],
  [
    'an identification without an end',
    { greets: `SSH-2.0-${'x'.repeat(300)}` },
    'malformed',
    'hello-malformed',
  ],
  ['SSH of no known version', { greets: 'SSH-3.7-x\r\n' }, 'malformed', 'hello-malformed'],
  ['bytes of no protocol', { greets: Uint8Array.of(0xfe, 0xca, 7, 9) }, 'malformed', 'hello-malformed'],
  ['SSH 1 alone', { greets: 'SSH-1.5-old\n' }, 'wrong-protocol', 'hello-wrong-protocol'],
  ['a mail server', { greets: '220 mail.test ESMTP\r\n' }, 'wrong-protocol', 'hello-wrong-protocol'],
  ['text of another kind', { greets: 'welcome\r\n' }, 'wrong-protocol', 'hello-wrong-protocol'],
] as const) {
  test(`${title} is ${outcome}: ${reason}`, async (t) => {
    const seen = await readBanner(t, behaviour, ['ssh'], 400);
    assert.equal(seen.answer.outcome, outcome);
    assert.equal(seen.reason, reason);
    assert.ok(seen.tookMs < 600, `${seen.tookMs} ms`);
  });
}

/** smbd 4.17 with `server max protocol = NT1`: it hangs up on SMB 2, and answers in SMB 1 to clients that offer that. */
const onlySmb1 = {
  answers: (request: Buffer) =>
    request[4] === 0xff ? Buffer.from('0000009fff534d4272000000008853c8', 'hex') : undefined,
  ends: 'closing',
} as const;

test('a server of SMB 1 alone is known by its second answer, as the wrong protocol', async (t) => {
  const { answer, reason, attempts, connections } = await readBanner(t, onlySmb1, ['smb2']);
  assert.equal(reason, 'hello-wrong-protocol');
  assert.equal(answer.outcome === 'wrong-protocol' && answer.looksLike, 'SMB1');
  assert.deepEqual([attempts, connections], [2, 2]);
});

test('an identification of more than 255 bytes is malformed, whole as it is', async (t) => {
  const { answer } = await readBanner(t, { greets: `SSH-2.0-${'x'.repeat(246)}\r\n` });
  assert.deepEqual('expected' in answer && answer.expected, 'at most 255 bytes');
  assert.equal((await readBanner(t, { greets: `SSH-2.0-${'x'.repeat(245)}\r\n` })).answer.outcome, 'spoke');
});

test('an endless banner ends at the limit, long before the time', async (t) => {
  const { answer, tookMs } = await readBanner(t, { greets: 'la la la\r\n', endless: true }, ['ssh'], 3000);
  assert.equal(answer.outcome, 'wrong-protocol');
  assert.ok(tookMs < 1500, `${tookMs} ms`);
});

test('what a peer says is bounded and has no control characters', async (t) => {
  const { answer } = await readBanner(t, { greets: `SSH-2.0-\u001b[31m${'y'.repeat(200)}\r\n` });
  assert.ok('says' in answer);
  assert.ok(answer.says.length <= 200 && !answer.says.includes('\u001b'));
});

test('a server that was silent once is asked again at the same address', async (t) => {
  const seen = await readBanner(
    t,
    (connection) => (connection === 1 ? {} : { greets: 'SSH-2.0-x\r\n' }),
    ['ssh'],
    400,
  );
  assert.equal(seen.answer.outcome, 'spoke');
  assert.equal(seen.attempts, 2);
});

test('where SSH or TLS is right, an SSH server is greeted without waiting for TLS', async (t) => {
  const { answer, tookMs, connections } = await readBanner(
    t,
    { greets: 'SSH-2.0-x\r\n', answers: () => undefined },
    ['ssh', 'tls'],
  );
  assert.equal(connections, 1, 'sshd must see one connection');
  assert.deepEqual(answer, { outcome: 'spoke', says: 'SSH-2.0-x', protocol: 'ssh' });
  assert.ok(tookMs < 200, `${tookMs} ms`);
});

test('where SSH or TLS is right, a banner that comes in pieces is not talked over', async (t) => {
  let spokenTo = false;
  const answers = () => {
    spokenTo = true;
    return undefined;
  };
  const { answer } = await readBanner(
    t,
    { greets: 'SSH-2.0-', adds: { text: 'slow\r\n', afterMs: 330 }, answers },
    ['ssh', 'tls'],
    2000,
  );
  assert.equal(answer.outcome, 'spoke');
  assert.equal(spokenTo, false);
});

test('where SSH or TLS is right, a TLS server is known by its answer, even an alert', async (t) => {
  // No certificate: the server can only answer with an alert.
  const server = tls.createServer({});
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => server.close());
  const bound = server.address();
  assert.ok(typeof bound === 'object' && bound !== null);
  const spec: HelloSpec = { host: '127.0.0.1', port: bound.port, protocols: ['ssh', 'tls'], required: true };
  const observation = await observeHello(spec, contextOf());
  assert.ok(observation.outcome === 'asked');
  const answer = observation.answers[0]?.answer;
  assert.deepEqual(answer, { outcome: 'spoke', says: 'TLS alert 40', protocol: 'tls' });
});

test('a web server where SSH or TLS is wanted is the wrong protocol', async (t) => {
  const { answer } = await readBanner(
    t,
    { answers: () => 'HTTP/1.1 400 Bad Request\r\n\r\n', ends: 'closing' },
    ['ssh', 'tls'],
    400,
  );
  assert.deepEqual(answer, {
    outcome: 'wrong-protocol',
    says: 'HTTP/1.1 400 Bad Request',
    looksLike: 'HTTP',
    protocol: 'tls',
  });
});

test('a closed port is not connected, and that is explained by port', async () => {
  const spec: HelloSpec = { host: '127.0.0.1', port: await closedPort(), protocols: ['ssh'], required: true };
  const observation = await observeHello(spec, contextOf());
  assert.ok(observation.outcome === 'asked');
  assert.deepEqual(observation.answers[0]?.answer, {
    outcome: 'not-connected',
    tcp: 'refused',
    code: 'ECONNREFUSED',
  });
  assert.equal(observation.answers[0]?.attempts, 2);
  const [fault] = judgeHello([{ spec, observation }]).faults;
  assert.deepEqual([fault?.reason, fault?.dueTo, fault?.address], ['hello-silent', 'port', '127.0.0.1']);
});

test('every address of a host is greeted', async (t) => {
  const server = await startTcpServer({ greets: 'SSH-2.0-x\r\n' });
  t.after(server.close);
  const spec: HelloSpec = { host: 'a.test', port: server.port, protocols: ['ssh'], required: true };
  const observation = await observeHello(
    spec,
    contextOf({ names: { 'a.test': ['127.0.0.1', '127.0.0.2'] } }),
  );
  assert.ok(observation.outcome === 'asked');
  assert.deepEqual(
    observation.answers.map(({ address, answer }) => [address, answer.outcome]),
    [
      ['127.0.0.1', 'spoke'],
      ['127.0.0.2', 'not-connected'],
    ],
  );
  assert.deepEqual(judgeHello([{ spec, observation }]).faults, [], 'the dead one is told by port');
});

test('a name that does not resolve is explained by dns', async () => {
  const spec: HelloSpec = { host: 'gone.test', port: 22, protocols: ['ssh'], required: true };
  const observation = await observeHello(spec, contextOf());
  assert.deepEqual(observation, { outcome: 'unresolved', lookup: 'no-such-name' });
});
