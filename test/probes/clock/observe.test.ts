import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { observeClock, type SourceAnswer } from '../../../lib/probes/clock/observe.ts';
import type { ClockSourceName } from '../../../lib/probes/kit/clock/all.ts';
import { readingOf } from '../../../lib/probes/kit/clock/source.ts';
import { contextOf } from '../../support/context.ts';
import { closedPort } from '../../support/dns-server.ts';
import { type NtpFaults, startNtpServer } from '../../support/ntp-server.ts';
import { type SmbFaults, startSmbServer } from '../../support/smb-server.ts';
import { startTcpServer, type TcpBehaviour } from '../../support/tcp-server.ts';
import { serveWebClock } from '../../support/web-clock.ts';

async function ask(
  sources: readonly { readonly source: ClockSourceName; readonly port: number }[],
  timeoutMs = 1000,
): Promise<readonly SourceAnswer[]> {
  const observation = await observeClock(
    { host: '127.0.0.1', sources: [...sources], isReference: false },
    contextOf({ timeoutMs }),
  );
  assert.ok(observation.outcome === 'asked');
  return observation.answers[0]?.sources ?? [];
}

async function askSmb(t: TestContext, faults: SmbFaults, timeoutMs?: number) {
  const server = await startSmbServer(faults);
  t.after(server.close);
  return (await ask([{ source: 'smb2', port: server.port }], timeoutMs))[0]?.answer;
}

async function askHttp(t: TestContext, behaviour: TcpBehaviour, timeoutMs?: number) {
  const server = await startTcpServer(behaviour);
  t.after(server.close);
  return (await ask([{ source: 'http-date', port: server.port }], timeoutMs))[0]?.answer;
}

async function askNtp(t: TestContext, faults: NtpFaults) {
  const server = await startNtpServer(faults);
  t.after(server.close);
  return (await ask([{ source: 'ntp', port: server.port }], 400))[0]?.answer;
}

for (const offsetMs of [0, 95_000, -420_000]) {
  test(`SMB 2 and NTP show a clock ${offsetMs / 1000} s off within their error bound`, async (t) => {
    for (const answer of [await askSmb(t, { offsetMs }), await askNtp(t, { offsetMs })]) {
      assert.ok(answer?.outcome === 'read', JSON.stringify(answer));
      // The test servers count whole milliseconds.
      assert.ok(Math.abs(answer.offsetMs - offsetMs) <= answer.errorMs + 1, JSON.stringify(answer));
      assert.equal(answer.errorMs, answer.delayMs / 2);
    }
  });

  for (const secure of [false, true])
    test(`HTTP${secure ? 'S' : ''} shows a clock ${offsetMs / 1000} s off to half a second and half of the round trip`, async (t) => {
      const server = await serveWebClock(t, offsetMs, secure);
      const source = secure ? 'https-date' : 'http-date';
      const answer = (await ask([{ source, port: server.port }]))[0]?.answer;
      assert.ok(answer?.outcome === 'read', JSON.stringify(answer));
      assert.ok(Math.abs(answer.offsetMs - offsetMs) <= answer.errorMs + 1, JSON.stringify(answer));
      assert.equal(answer.errorMs, answer.delayMs / 2 + 500);
    });
}

test('what is no TLS, and a server that never finishes its handshake, tell no time', async (t) => {
  const plain = await serveWebClock(t, 0, false);
  const [told] = await ask([{ source: 'https-date', port: plain.port }]);
  assert.deepEqual(told?.answer.outcome, 'unreadable');
  const silent = await startTcpServer({});
  t.after(silent.close);
  const [nothing] = await ask([{ source: 'https-date', port: silent.port }], 300);
  assert.deepEqual(nothing?.answer, { outcome: 'unreadable', why: 'silent' });
});

test('a time cut to seconds lies half a second later than it says, at the middle of the round trip', () => {
  assert.deepEqual(readingOf(10_000, 9_900, 200, 1000), {
    outcome: 'read',
    offsetMs: 500,
    delayMs: 200,
    errorMs: 600,
  });
  assert.deepEqual(readingOf(10_000, 9_900, 200, 0), {
    outcome: 'read',
    offsetMs: 0,
    delayMs: 200,
    errorMs: 100,
  });
});

for (const [title, faults, why] of [
  ['hides its time', { systemTime: 0n }, /^zero SystemTime$/],
  ['lives in 1601', { systemTime: 1n }, /^absurd time$/],
  ['lives in the year 60,000', { systemTime: 0xffff_ffff_ffff_ffffn }, /^absurd time$/],
  ['refuses the negotiation', { status: 0xc00000bb }, /^NTSTATUS 0xc00000bb$/],
  ['stops in the middle', { truncateAt: 50 }, /^malformed, expected /],
] as const) {
  test(`an SMB server that ${title} is unreadable, and says why`, async (t) => {
    const answer = await askSmb(t, faults, 400);
    assert.ok(answer?.outcome === 'unreadable');
    assert.match(answer.why, why);
  });
}

test('a server of SMB 1 alone tells no time, whether it hangs up or answers in its own way', async (t) => {
  const hangingUp = await startTcpServer({ answers: () => '', ends: 'closing' });
  const answering = await startTcpServer({
    answers: () => Buffer.from('0000009fff534d4272000000008853c8', 'hex'),
    ends: 'closing',
  });
  for (const { port, close } of [hangingUp, answering]) {
    t.after(close);
    const [smb] = await ask([{ source: 'smb2', port }], 400);
    assert.equal(smb?.answer.outcome, 'unreadable');
  }
});

const DATE = 'Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n';
const web = (headers: string) =>
  ({ answers: () => `HTTP/1.1 405 No\r\n${headers}\r\n`, ends: 'closing' }) as const;

for (const [title, headers, why] of [
  ['without a Date', 'Server: x\r\n', 'no Date header'],
  ['with two Dates', `${DATE}X: y\r\n${DATE.toLowerCase()}`, 'two Date headers'],
  ['with a Date that is none', 'Date: yesterday\r\n', 'unreadable Date header'],
  ['with a day that does not exist', 'Date: Mon, 31 Feb 2026 10:00:00 GMT\r\n', 'unreadable Date header'],
  ['from a cache', `${DATE}Age: 3600\r\n`, 'answered from a cache'],
] as const) {
  test(`a web answer ${title} is unreadable`, async (t) => {
    assert.deepEqual(await askHttp(t, web(headers)), { outcome: 'unreadable', why });
  });
}

test('a Date is read whatever the status, the case of its name and an Age of zero', async (t) => {
  const answer = await askHttp(t, web('dATE: Sat, 21 Nov 2026 10:00:00 GMT\r\nAge: 0\r\n'));
  assert.equal(answer?.outcome, 'read');
});

test('a Date behind an interim answer is read', async (t) => {
  const early = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n';
  const answer = await askHttp(t, {
    answers: () => `${early}HTTP/1.1 200 OK\r\n${DATE}\r\n`,
    ends: 'closing',
  });
  assert.equal(answer?.outcome, 'read');
});

test('something that is no web server, or never ends its headers, is unreadable', async (t) => {
  assert.deepEqual(await askHttp(t, { greets: 'SSH-2.0-x\r\n' }), { outcome: 'unreadable', why: 'no HTTP' });
  assert.deepEqual(await askHttp(t, { answers: () => 'HTTP/1.1 200 OK\r\nX: y', ends: 'closing' }), {
    outcome: 'unreadable',
    why: 'headers without an end',
  });
  assert.deepEqual(await askHttp(t, {}, 200), { outcome: 'unreadable', why: 'silent' });
});

test('a time server that is not synchronised still shows its own clock', async (t) => {
  const answer = await askNtp(t, { leap: 3, stratum: 0, offsetMs: 95_000 });
  assert.ok(answer?.outcome === 'read' && Math.abs(answer.offsetMs - 95_000) < 20);
});

test('a precise source ends the waiting for silent ones', async (t) => {
  const smb = await startSmbServer();
  const mute = await startTcpServer({});
  t.after(smb.close);
  t.after(mute.close);
  const startedMs = performance.now();
  const answers = await ask(
    [
      { source: 'http-date', port: mute.port },
      { source: 'smb2', port: smb.port },
    ],
    2000,
  );
  assert.ok(performance.now() - startedMs < 1000);
  assert.deepEqual(
    answers.map(({ answer }) => (answer.outcome === 'read' ? 'read' : answer.why)),
    ['not needed', 'read'],
  );
});

test('where nothing tells the time, each source says why, in time', async (t) => {
  const mute = await startNtpServer({ mute: true });
  t.after(mute.close);
  const closed = await closedPort();
  const startedMs = performance.now();
  const answers = await ask(
    [
      { source: 'ntp', port: mute.port },
      { source: 'smb2', port: closed },
      { source: 'http-date', port: closed },
    ],
    300,
  );
  assert.ok(performance.now() - startedMs < 500);
  assert.deepEqual(
    answers.map(({ attempts, answer }) => [attempts, answer.outcome === 'unreadable' && answer.why]),
    [
      [2, 'silent'],
      [2, 'refused'],
      [2, 'refused'],
    ],
  );
});
