import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { segmentBytes } from '../../../lib/catalogue/path-mtu.ts';
import { askHere } from '../../lab/support/ask-here.ts';
import { serveTcp } from '../../support/tls-peers.ts';

/** A fatal alert, "handshake failure": what a ClientHello is answered with here. */
const ALERT = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
const BIG_BYTES = segmentBytes(1400, 'ipv4');

/** What a peer does with a ClientHello: `before` are the hellos of that sort that came before it. */
type Peer = (hello: {
  readonly isBig: boolean;
  /** It offers nothing that can be accepted. */
  readonly isRefused: boolean;
  readonly before: number;
}) => 'answers' | 'silent';

async function ask(t: TestContext, peer: Peer, timeoutMs = 1000) {
  const seen = new Map<string, number>();
  const { host, port, connections } = await serveTcp(t, (socket) => {
    socket.once('data', (hello) => {
      const sort = { isBig: hello.length > BIG_BYTES, isRefused: hello.includes(UNKNOWN_SUITES) };
      const key = JSON.stringify(sort);
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      if (peer({ ...sort, before }) === 'answers') socket.end(ALERT);
    });
  });
  const { findings } = await askHere([{ kind: 'mtu', host, port, timeoutMs }]);
  const [{ status, reason, faults } = { status: '', reason: '', faults: [] }] = findings;
  return { told: `${status} ${reason}`, values: faults[0]?.values, connections: connections() };
}

/** The length of the list, and the suite that is reserved (RFC 8701 §2). */
const UNKNOWN_SUITES = Buffer.from([0, 2, 0x5a, 0x5a]);

test('a sound path is asked no more than it needs', async (t) => {
  const { told, connections } = await ask(t, () => 'answers', 3000);
  assert.equal(told, 'healthy null');
  // The small hello, the full one, and the one whose path the kernel is asked for.
  assert.equal(connections, 3);
});

test('what is lost twice is lost, in either direction', async (t) => {
  const there = await ask(t, ({ isBig }) => (isBig ? 'silent' : 'answers'), 3000);
  assert.deepEqual(
    [there.told, there.values?.direction, there.values?.size, there.values?.lost],
    ['failed mtu-blackhole', 'to-target', 1400, 1406],
  );
  const back = await ask(t, ({ isRefused }) => (isRefused ? 'answers' : 'silent'), 3000);
  assert.deepEqual([back.told, back.values?.direction], ['failed mtu-blackhole', 'from-target']);
});

const BUSY: Readonly<Record<string, Peer>> = {
  'is silent to the first full packets': ({ isBig, before }) => (isBig && before < 9 ? 'silent' : 'answers'),
  'is silent to the first hello': ({ isBig, isRefused, before }) =>
    !isBig && !isRefused && before === 0 ? 'silent' : 'answers',
  'falls silent to all sizes': ({ isBig, isRefused, before }) =>
    !isBig && !isRefused && before === 0 ? 'answers' : 'silent',
};
for (const [what, peer] of Object.entries(BUSY)) {
  test(`a busy peer that ${what} is not taken for a path that loses them`, async (t) => {
    const { told } = await ask(t, peer);
    assert.match(told, /^(?:healthy|unknown) /);
  });
}
