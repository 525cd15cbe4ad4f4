import assert from 'node:assert/strict';
import type net from 'node:net';
import { test } from 'node:test';
import {
  askTls,
  canAskLarge,
  MAX_CHAIN_LENGTH,
  type TlsOptions,
  type TlsOutcome,
} from '../../lib/net/tls.ts';
import { chainOf, makeAuthority, makeChain, makeLeaf } from '../support/certs.ts';
import {
  closedPort,
  type Place,
  serveBehindSmallBox,
  serveTcp,
  serveThrough,
  serveTls,
} from '../support/tls-peers.ts';

const HOST = 'dp-1.storagegateway.us-east-1.amazonaws.com';

async function ask({ host, port }: Place, more: Partial<TlsOptions> = {}) {
  return await askTls(host, port, {
    servername: HOST,
    hello: 'classic',
    timeoutMs: 2000,
    signal: AbortSignal.timeout(5000),
    ...more,
  });
}

test('every certificate that was sent comes back, in order, strangers and the root included', async (t) => {
  const { root, leaf, intermediate } = await makeChain({ names: [HOST] });
  const stranger = await makeAuthority({ name: 'Stranger', organisation: 'Nobody' });
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    const sends = [leaf, stranger, root, intermediate, stranger] as const;
    const answer = await ask(await serveTls(t, { sends, maxVersion }));
    assert.equal(answer.outcome, 'answered');
    assert.deepEqual(answer.chain, chainOf(...sends));
    assert.equal(answer.protocol, maxVersion);
    assert.ok(answer.handshakeMs > 0);
  }
});

test('the server name is sent, and none where none was given', async (t) => {
  const { leaf } = await makeChain({ names: [HOST] });
  const seen: (string | false)[] = [];
  const both = Promise.withResolvers<void>();
  const onServername = (name: string | false) => {
    if (seen.push(name) === 2) both.resolve();
  };
  const server = await serveTls(t, { sends: [leaf], onServername });
  await ask(server);
  await ask(server, { servername: undefined });
  await both.promise;
  assert.deepEqual(seen, [HOST, false]);
});

test('a box that signs with SHA-1 still shows its chain', async (t) => {
  const { leaf, intermediate } = await makeChain({ names: [HOST] });
  const sends = [leaf, intermediate] as const;
  const old = { maxVersion: 'TLSv1.2', sigalgs: 'ECDSA+SHA1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  assert.equal((await ask(await serveTls(t, { sends, ...old }))).outcome, 'answered');
});

test('a finished handshake is ended with a close_notify alert', async (t) => {
  const { leaf } = await makeChain({ names: [HOST] });
  const server = await serveTls(t, { sends: [leaf], maxVersion: 'TLSv1.2' });
  const sent = Promise.withResolvers<Buffer>();
  const relay = await serveThrough(t, server, (bytes) => sent.resolve(bytes));
  assert.equal((await ask(relay)).outcome, 'answered');
  const types: (number | undefined)[] = [];
  const bytes = await sent.promise;
  for (let at = 0; at + 5 <= bytes.length; at += 5 + bytes.readUInt16BE(at + 3)) types.push(bytes[at]);
  // Content types (RFC 8446 Appendix B.1): 22 handshake, 20 change_cipher_spec, 21 alert.
  assert.deepEqual(types, [22, 22, 20, 22, 21]);
});

test('the classic hello fits one segment and the large one does not', async (t) => {
  const sizes: number[] = [];
  const server = await serveTcp(t, (socket) => {
    socket.once('data', (hello) => {
      sizes.push(hello.length);
      socket.destroy();
    });
  });
  await ask(server);
  assert.equal(canAskLarge(), true);
  await ask(server, { hello: 'large' });
  const [classic = 0, large = 0] = sizes;
  assert.ok(classic > 250 && classic < 600, `classic hello of ${classic} bytes`);
  assert.ok(large > 1460, `large hello of ${large} bytes`);
});

test('a box that drops large hellos lets the classic one through', async (t) => {
  const { leaf, intermediate } = await makeChain({ names: [HOST] });
  const box = await serveBehindSmallBox(t, await serveTls(t, { sends: [leaf, intermediate] }), 1000);
  assert.equal((await ask(box)).outcome, 'answered');
  assert.equal((await ask(box, { hello: 'large', timeoutMs: 100 })).outcome, 'silent');
});

/** What a peer does after it accepted the connection, and what is seen. */
const PEERS: readonly (readonly [string, (socket: net.Socket) => void, TlsOutcome])[] = [
  [
    'a reset after the hello',
    (socket) => socket.once('data', () => socket.resetAndDestroy()),
    { outcome: 'reset', code: 'ECONNRESET' },
  ],
  ['an end after the hello', (socket) => socket.once('data', () => socket.end()), { outcome: 'closed' }],
  ['silence', (socket) => socket.resume(), { outcome: 'silent', receivedBytes: 0 }],
  [
    'one byte of a record and silence',
    (socket) => socket.write('\x16'),
    { outcome: 'silent', receivedBytes: 1 },
  ],
  ['one byte of text and silence', (socket) => socket.write('S'), { outcome: 'silent', receivedBytes: 1 }],
  [
    'the bytes of another protocol',
    (socket) => socket.end(Buffer.from([0xff, 0xfd, 0x18, 0, 1])),
    { outcome: 'not-tls', firstBytes: 'fffd180001' },
  ],
  ['one byte of text and the end', (socket) => socket.end('S'), { outcome: 'not-tls', firstBytes: 'S' }],
  [
    'an SSH banner',
    (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'),
    { outcome: 'not-tls', firstBytes: 'SSH-2.0-OpenSSH_9.2p1' },
  ],
  [
    'an HTTP refusal',
    (socket) => socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')),
    { outcome: 'not-tls', firstBytes: 'HTTP/1.1 403 Forbidden' },
  ],
  [
    'a mail server',
    (socket) => socket.write('220 mail ESMTP\r\n'),
    { outcome: 'not-tls', firstBytes: '220 mail ESMTP' },
  ],
  [
    'an alert',
    (socket) => socket.once('data', () => socket.write(Uint8Array.of(21, 3, 3, 0, 2, 2, 40))),
    { outcome: 'alert', alert: 'handshake-failure' },
  ],
  [
    'an alert in the oldest record version',
    (socket) => socket.once('data', () => socket.end(Uint8Array.of(21, 3, 0, 0, 2, 2, 70))),
    { outcome: 'alert', alert: 'protocol-version' },
  ],
  [
    'an alert nobody has defined',
    (socket) => socket.once('data', () => socket.end(Uint8Array.of(21, 3, 3, 0, 2, 2, 200))),
    { outcome: 'alert', alert: 'alert-200' },
  ],
  [
    'a warning and silence',
    (socket) => socket.once('data', () => socket.write(Uint8Array.of(21, 3, 3, 0, 2, 1, 112))),
    { outcome: 'silent', receivedBytes: 7 },
  ],
  [
    'a garbled handshake record',
    (socket) => socket.once('data', () => socket.write(Uint8Array.of(22, 3, 3, 0, 4, 9, 9, 9, 9))),
    { outcome: 'unreadable', code: 'ERR_SSL_UNEXPECTED_MESSAGE' },
  ],
];

for (const [name, act, expected] of PEERS) {
  test(`${name}: seen as ${JSON.stringify(expected)}`, async (t) => {
    const server = await serveTcp(t, act);
    const timeoutMs = expected.outcome === 'silent' ? 150 : 4000;
    assert.deepEqual(await ask(server, { timeoutMs }), expected);
  });
}

test('only words that are no TLS cost a second connection', async (t) => {
  const acts: readonly (readonly [string, (socket: net.Socket) => void, number])[] = [
    ['reset', (socket) => socket.once('data', () => socket.resetAndDestroy()), 1],
    ['alert', (socket) => socket.once('data', () => socket.end(Uint8Array.of(21, 3, 3, 0, 2, 2, 40))), 1],
    ['not-tls', (socket) => socket.write('220 mail ESMTP\r\n'), 2],
  ];
  for (const [outcome, act, wanted] of acts) {
    const server = await serveTcp(t, act);
    assert.equal((await ask(server)).outcome, outcome);
    assert.equal(server.connections(), wanted, outcome);
  }
  const { leaf } = await makeChain({ names: [HOST] });
  const sound = await serveTls(t, { sends: [leaf] });
  assert.equal((await ask(sound)).outcome, 'answered');
  assert.equal(sound.connections(), 1);
});

test('a peer that speaks to its first connection only is not taken for a silent one', async (t) => {
  const server = await serveTcp(t, (socket) => {
    // Counted once this has returned.
    if (server.connections() === 0) socket.end('220 mail ESMTP\r\n');
    else socket.resetAndDestroy();
  });
  // Whether the second one is taken before its reset is a matter of chance.
  const { outcome } = await ask(server);
  assert.ok(['reset', 'unreadable'].includes(outcome), outcome);
  assert.equal(server.connections(), 2);
});

test('an endless banner is read only so far', async (t) => {
  const server = await serveTcp(t, (socket) => {
    const alertStorm = () => {
      while (!socket.destroyed && socket.write('A'.repeat(65_536)));
    };
    socket.on('drain', alertStorm);
    alertStorm();
  });
  const answer = await ask(server);
  assert.equal(answer.outcome, 'not-tls');
  assert.ok(answer.firstBytes.length <= 100);
});

test('endless handshake records without an end are given up at the deadline or before', async (t) => {
  const record = Buffer.concat([Buffer.of(22, 3, 3, 0x40, 0, 2, 0, 0xff, 0xff), Buffer.alloc(16_380, 3)]);
  const server = await serveTcp(t, (socket) => {
    const alertStorm = () => {
      while (!socket.destroyed && socket.write(record));
    };
    socket.on('drain', alertStorm);
    alertStorm();
  });
  const startedMs = performance.now();
  const answer = await ask(server, { timeoutMs: 200 });
  assert.ok(['unreadable', 'silent'].includes(answer.outcome), answer.outcome);
  assert.ok(performance.now() - startedMs < 2000);
});

test('a chain of more certificates than a server has reason to send is not kept', async (t) => {
  const { leaf, intermediate } = await makeChain({ names: [HOST] });
  const padding = new Array<typeof intermediate>(MAX_CHAIN_LENGTH).fill(intermediate);
  const server = await serveTls(t, { sends: [leaf, ...padding] });
  assert.deepEqual(await ask(server), { outcome: 'unreadable', code: 'chain-too-long' });
});

test('a certificate with 60 KB of names arrives whole', async (t) => {
  const { intermediate } = await makeChain({ names: [HOST] });
  const names = Array.from({ length: 900 }, (_, index) => `${'n'.repeat(50)}${index}.example.com`);
  const leaf = await makeLeaf(intermediate, { names });
  assert.ok(leaf.der.length > 60_000);
  const answer = await ask(await serveTls(t, { sends: [leaf, intermediate] }));
  assert.equal(answer.outcome, 'answered');
  assert.deepEqual(answer.chain, chainOf(leaf, intermediate));
});

test('a closed port is no connection', async () => {
  const answer = await ask(await closedPort());
  assert.deepEqual(answer, { outcome: 'no-connection', how: 'refused', code: 'ECONNREFUSED' });
});

test('giving up ends the handshake at once and closes the connection', async (t) => {
  const closed = Promise.withResolvers<void>();
  const server = await serveTcp(t, (socket) => {
    socket.resume();
    socket.once('close', () => closed.resolve());
  });
  const startedMs = performance.now();
  const answer = await ask(server, { signal: AbortSignal.timeout(50) });
  assert.equal(answer.outcome, 'silent');
  await closed.promise;
  assert.ok(performance.now() - startedMs < 500);
});
