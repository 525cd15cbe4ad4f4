import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { judgeNtp } from '../../../lib/probes/ntp/judge.ts';
import { type NtpServer, observeNtp } from '../../../lib/probes/ntp/observe.ts';
import { contextOf } from '../../support/context.ts';
import { type NtpFaults, startNtpServer } from '../../support/ntp-server.ts';

async function serverFor(t: TestContext, faults: NtpFaults = {}, address?: string) {
  const server = await startNtpServer(faults, address);
  t.after(server.close);
  return server;
}

async function ask(t: TestContext, faults: NtpFaults, timeoutMs = 1000) {
  const { address, port, asked } = await serverFor(t, faults);
  const spec = { hosts: [{ host: address, port }] };
  const observation = await observeNtp(spec, contextOf({ timeoutMs }));
  const [server] = observation.servers;
  assert.ok(server !== undefined && 'address' in server);
  return { server, answer: server.answer, asked: asked(), judged: judgeNtp([{ spec, observation }]) };
}

/** Half the way there and back is all an offset can be wrong by (RFC 5905 §8); a millisecond is what rounding may add. */
function isWithinRoundTrip(answer: NtpServer['answer'], offsetMs: number): boolean {
  return (
    answer.outcome === 'answered' &&
    answer.delayMs >= 0 &&
    Math.abs(answer.offsetMs - offsetMs) <= answer.delayMs / 2 + 1
  );
}

test('an honest server is read: offset within the round trip, one question', async (t) => {
  const { answer, asked, judged } = await ask(t, { stratum: 3, rootDispersionMs: 8 });
  assert.equal(answer.outcome, 'answered');
  assert.ok(isWithinRoundTrip(answer, 0), JSON.stringify(answer));
  assert.equal('stratum' in answer && answer.stratum, 3);
  assert.equal(asked, 1);
  assert.deepEqual(judged.faults, []);
});

for (const offsetMs of [95_000, -420_000]) {
  test(`a server ${offsetMs / 1000} s off shows just that`, async (t) => {
    const { answer, judged } = await ask(t, { offsetMs });
    assert.ok(isWithinRoundTrip(answer, offsetMs), JSON.stringify(answer));
    assert.equal(judged.faults[0]?.reason, 'vantage-clock-skewed');
  });
}

test('a long way there and back is delay, not offset', async (t) => {
  const { answer } = await ask(t, { roundTripMs: 160 });
  assert.ok('delayMs' in answer && answer.delayMs >= 150, JSON.stringify(answer));
  assert.ok(Math.abs(answer.offsetMs) < 40, JSON.stringify(answer));
});

test('a mute server is asked again at the same address', async (t) => {
  const { server, asked } = await ask(t, { mute: true }, 300);
  assert.deepEqual(server, {
    host: '127.0.0.1',
    port: server.port,
    address: '127.0.0.1',
    attempts: 2,
    answer: { outcome: 'silent', ignored: 0 },
  });
  assert.equal(asked, 2);
});

test('a lost datagram costs an attempt, not the verdict', async (t) => {
  const { server, answer } = await ask(t, { muteFirst: 1 }, 400);
  assert.equal(answer.outcome, 'answered');
  assert.equal('attempts' in server && server.attempts, 2);
});

test('a reply to somebody else’s question is ignored', async (t) => {
  const { answer } = await ask(t, { wrongOrigin: true }, 200);
  assert.equal(answer.outcome, 'silent');
  assert.equal('ignored' in answer && answer.ignored, 1);
});

test('a server that says it is not synchronised is not believed', async (t) => {
  for (const faults of [{ leap: 3 }, { stratum: 0 }, { stratum: 16 }]) {
    const { answer, asked } = await ask(t, faults);
    assert.equal(answer.outcome, 'unsynchronised', JSON.stringify(faults));
    assert.equal(asked, 1);
  }
});

test('a kiss of death is read and not answered with another question', async (t) => {
  const { answer, asked, judged } = await ask(t, { kiss: 'RATE' });
  assert.deepEqual(answer, { outcome: 'kiss', code: 'RATE' });
  assert.equal(asked, 1);
  assert.equal(judged.faults[0]?.values?.says, 'kiss code RATE');
});

test('a short, a timeless and a client’s packet are malformed', async (t) => {
  for (const [faults, expected] of [
    [{ truncateAt: 12 }, '48 bytes'],
    [{ truncateAt: 0 }, '48 bytes'],
    [{ zeroTransmit: true }, 'a transmit timestamp'],
    [{ mode: 3 }, 'mode 4 (server)'],
  ] as const) {
    assert.deepEqual((await ask(t, faults)).answer, { outcome: 'malformed', expected });
  }
});

test('times that cannot be of one visit say nothing about the clock here', async (t) => {
  const expected = 'times that fit into the round trip';
  for (const staysMs of [-100_000, 100_000]) {
    const { answer, judged } = await ask(t, { staysMs });
    assert.deepEqual(answer, { outcome: 'malformed', expected });
    assert.equal(judged.faults[0]?.reason, 'ntp-unsynchronised');
  }
  // A clock that is set back a little while it answers is no liar.
  assert.equal((await ask(t, { staysMs: -300 })).answer.outcome, 'answered');
});

test('a closed port is refused, at once', async (t) => {
  const server = await startNtpServer();
  await server.close();
  const spec = { hosts: [{ host: server.address, port: server.port }] };
  const startedMs = performance.now();
  const observation = await observeNtp(spec, contextOf());
  assert.ok(performance.now() - startedMs < 200);
  assert.equal(judgeNtp([{ spec, observation }]).faults[0]?.reason, 'ntp-refused');
  t.diagnostic(JSON.stringify(observation.servers));
});

test('two addresses of a host are asked, of one family, side by side', async (t) => {
  const first = await serverFor(t, { mute: true });
  const spec = { hosts: [{ host: 'pool.test', port: first.port }] };
  const names = { 'pool.test': ['127.0.0.1', '127.0.0.2', '127.0.0.3', '::1'] };
  const { servers } = await observeNtp(spec, contextOf({ names, timeoutMs: 300 }));
  assert.deepEqual(
    servers.map((server) => 'address' in server && server.address),
    ['127.0.0.1', '127.0.0.2'],
  );
});

test('an address of the other family is not asked', async (t) => {
  const { port } = await serverFor(t);
  const names = { 'dual.test': ['127.0.0.1', '::1'] };
  const { servers } = await observeNtp({ hosts: [{ host: 'dual.test', port }] }, contextOf({ names }));
  assert.equal(servers.length, 1);
});

test('a server over IPv6 is read', async (t) => {
  const server = await serverFor(t, {}, '::1');
  const spec = { hosts: [{ host: '::1', port: server.port }] };
  const { servers } = await observeNtp(spec, contextOf());
  assert.equal(servers[0]?.answer.outcome, 'answered');
});

test('a name that does not resolve is an entry of its own beside the servers that were asked', async (t) => {
  const server = await serverFor(t);
  const spec = {
    hosts: [
      { host: 'gone.test', port: 123 },
      { host: server.address, port: server.port },
    ],
  };
  const { servers } = await observeNtp(spec, contextOf());
  assert.deepEqual(servers[0], {
    host: 'gone.test',
    port: 123,
    answer: { outcome: 'unresolved', lookup: 'no-such-name' },
  });
  assert.equal(servers[1]?.answer.outcome, 'answered');
});
