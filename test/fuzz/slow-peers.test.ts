import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import type net from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import type { Question } from '../../lib/core/observation.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { post } from '../../lib/net/post.ts';
import { PROTOCOLS } from '../../lib/probes/hello/protocols/all.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { type AskOptions, askHere } from '../lab/support/ask-here.ts';
import { makeChain } from '../support/certs.ts';
import { serveTcp } from '../support/tls-peers.ts';

/** Peers that never come to an end: whatever is asked of them ends at its deadline, and leaves no socket open. */

const TIMEOUT_MS = 400;
/** A silence that was heard late is asked once more; what ignores its deadline takes far longer than both. */
const LONGEST_MS = 2 * TIMEOUT_MS + 1500;
const HOST = '127.0.0.1';

/** A connection, or what is said inside TLS. */
type Connection = net.Socket;
type Peer = (socket: Connection) => void;

const every = (socket: Connection, ms: number, act: () => void) => {
  const timer = setInterval(act, ms);
  socket.on('close', () => clearInterval(timer));
};
const flood = (socket: Connection, chunk: Buffer) => {
  const repeat = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', repeat);
  repeat();
};

const TCP_PEERS: Readonly<Record<string, Peer>> = {
  'drips a byte at a time': (socket) => every(socket, 10, () => socket.write('S')),
  'drips the beginning of an HTTP answer': (socket) => {
    const text = `HTTP/1.1 200 OK\r\n${'X-Header: a\r\n'.repeat(1000)}`;
    let at = 0;
    every(socket, 5, () => socket.write(text[at++ % text.length] ?? ''));
  },
  'floods with zeros': (socket) => flood(socket, Buffer.alloc(65_536)),
  'floods with lines': (socket) => flood(socket, Buffer.from('SSH-2.0-x\r\n'.repeat(5000))),
  'floods with TLS records': (socket) =>
    flood(socket, Buffer.concat([Buffer.from([22, 3, 3, 0x3f, 0xff, 2]), Buffer.alloc(0x3ffe)])),
  'closes its half at once and listens on': (socket) => {
    socket.end();
    socket.resume();
  },
  'closes its half after our words and listens on': (socket) => {
    socket.once('data', () => socket.end());
    socket.resume();
  },
  'reads and says nothing': (socket) => socket.resume(),
};

const base = { host: HOST, timeoutMs: TIMEOUT_MS };
const viaProxy = (port: number, protocol: 'http' | 'socks5') => ({
  ...{ host: 'x.example', port: 443, timeoutMs: TIMEOUT_MS },
  via: { host: HOST, port, protocol },
});

/** How far a peer goes along before it misbehaves. */
type Door = (t: TestContext, behave: Peer) => Promise<{ readonly port: number }>;
const atOnce: Door = serveTcp;
const afterConnect: Door = (t, behave) =>
  serveTcp(t, (socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behave(socket);
    }),
  );
const afterSocks: Door = (t, behave) =>
  serveTcp(t, (socket) =>
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => {
        socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        behave(socket);
      });
    }),
  );
const { leaf } = await makeChain({ names: [HOST] });
const insideTls: Door = async (t, behave) => {
  const context = tls.createSecureContext({ key: leaf.keyPem, cert: leaf.pem });
  return await serveTcp(t, (socket) => {
    const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on('error', () => {});
    behave(secure);
  });
};
/** A name server that answers by UDP that its answer is too long, so that it is asked by TCP. */
const afterTruncation: Door = async (t, behave) => {
  const server = await serveTcp(t, behave);
  await serveUdp(
    t,
    (message, reply) =>
      reply(Buffer.concat([message.subarray(0, 2), Buffer.from([0x83, 0x80]), message.subarray(4)])),
    server.port,
  );
  return server;
};

interface Asking {
  readonly door?: Door;
  readonly question: (port: number) => Question;
  readonly options?: AskOptions;
  /** The peer is the name server. */
  readonly isNameServer?: true;
}

const resolving = (kind: string, fields: Partial<Question>): Asking => ({
  question: () => ({ kind, timeoutMs: TIMEOUT_MS, ...fields }),
  isNameServer: true,
});
const NAME_QUESTIONS: Readonly<Record<string, Asking>> = {
  'a name': resolving('dns', { host: 'x.example' }),
  'domain controllers': resolving('domain-controllers', { domain: 'x.example' }),
};

const OVER_TCP: Readonly<Record<string, Asking>> = {
  port: { question: (port) => ({ ...base, kind: 'port', ports: [{ port }] }) },
  tls: { question: (port) => ({ ...base, kind: 'tls', port, trust: 'public' }) },
  'what follows a TLS handshake': {
    door: insideTls,
    question: (port) => ({ ...base, kind: 'tls', port, trust: 'public' }),
    options: { identity: { certPem: leaf.pem, keyPem: leaf.keyPem } },
  },
  'an HTTP proxy': { question: (port) => ({ ...viaProxy(port, 'http'), kind: 'proxy', trust: 'public' }) },
  'a SOCKS proxy': { question: (port) => ({ ...viaProxy(port, 'socks5'), kind: 'proxy', trust: 'public' }) },
  'TLS through an HTTP proxy': {
    door: afterConnect,
    question: (port) => ({ ...viaProxy(port, 'http'), kind: 'proxy', trust: 'public' }),
  },
  'TLS through a SOCKS proxy': {
    door: afterSocks,
    question: (port) => ({ ...viaProxy(port, 'socks5'), kind: 'proxy', trust: 'public' }),
  },
  ...Object.fromEntries(
    Object.keys(PROTOCOLS).map((name) => [
      `hello in ${name}`,
      { question: (port: number) => ({ ...base, kind: 'hello', port, protocols: [name] }) },
    ]),
  ),
  'a WebSocket': { question: (port) => ({ ...base, kind: 'websocket', port }) },
  'the upgrade to a WebSocket': {
    door: insideTls,
    question: (port) => ({ ...base, kind: 'websocket', port }),
  },
  'a WebSocket through an HTTP proxy': {
    question: (port) => ({ ...viaProxy(port, 'http'), kind: 'websocket' }),
  },
  'a WebSocket through a SOCKS proxy': {
    door: afterSocks,
    question: (port) => ({ ...viaProxy(port, 'socks5'), kind: 'websocket' }),
  },
  'a clock by SMB': { question: (port) => ({ ...base, kind: 'clock', sources: [{ source: 'smb2', port }] }) },
  'a clock by HTTP': {
    question: (port) => ({ ...base, kind: 'clock', sources: [{ source: 'http-date', port }] }),
  },
  activation: {
    question: (port) => ({ ...base, kind: 'activation', port, region: 'ap-northeast-2', mintKey: true }),
  },
  'OpenVPN over TCP': { question: (port) => ({ ...base, kind: 'openvpn', port, transport: 'tcp' }) },
  'packet sizes': { question: (port) => ({ ...base, kind: 'mtu', port }) },
  ...Object.fromEntries(
    Object.entries(NAME_QUESTIONS).map(([what, asking]) => [
      `${what} by TCP`,
      { ...asking, door: afterTruncation },
    ]),
  ),
};

type UdpPeer = (message: Buffer, reply: (bytes: Buffer) => void) => void;
const times = (count: number, act: () => void) => {
  for (let n = 0; n < count; n += 1) act();
};
const UDP_PEERS: Readonly<Record<string, UdpPeer>> = {
  'reads and says nothing': () => {},
  'floods with empty datagrams': (_, reply) => times(500, () => reply(Buffer.alloc(0))),
  'floods with datagrams of zeros, as large as they may be': (_, reply) =>
    times(50, () => reply(Buffer.alloc(65_000))),
  'says back what it hears, many times': (message, reply) => times(200, () => reply(message)),
  'says back half of what it hears': (message, reply) => reply(message.subarray(0, message.length >> 1)),
};
const OVER_UDP: Readonly<Record<string, Asking>> = {
  ...NAME_QUESTIONS,
  NTP: { question: (port) => ({ kind: 'ntp', hosts: [{ host: HOST, port }], timeoutMs: TIMEOUT_MS }) },
  'a clock by NTP': { question: (port) => ({ ...base, kind: 'clock', sources: [{ source: 'ntp', port }] }) },
  IKE: { question: (port) => ({ ...base, kind: 'ike', ports: [port] }) },
  'OpenVPN over UDP': { question: (port) => ({ ...base, kind: 'openvpn', port, transport: 'udp' }) },
};

async function serveUdp(t: TestContext, behave: UdpPeer, port = 0): Promise<{ readonly port: number }> {
  const socket = dgram.createSocket('udp4');
  socket.on('error', () => {});
  socket.on('message', (message, peer) =>
    behave(message, (bytes) => socket.send(bytes, peer.port, peer.address, () => {})),
  );
  await new Promise<void>((done) => socket.bind(port, HOST, done));
  t.after(() => socket.close());
  return socket.address();
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCPSocket|TLSWrap|UDP/.test(name)).length;
}

async function endsInTime(what: string, ask: () => Promise<unknown>, before: number): Promise<void> {
  const startedMs = performance.now();
  await ask();
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < LONGEST_MS, `${what}: ${Math.round(tookMs)} ms`);
  for (let tries = 0; sockets() > before && tries < 100; tries += 1) await wait(10);
  assert.ok(sockets() <= before, `${what} leaves a socket open`);
}

async function askOne(
  what: string,
  { question, options = {}, isNameServer }: Asking,
  port: number,
  before: number,
): Promise<void> {
  const names = isNameServer ? { servers: [`${HOST}:${port}`], timeoutMs: TIMEOUT_MS } : {};
  await endsInTime(
    what,
    async () => {
      const { findings } = await askHere([question(port)], { ...options, ...names });
      assert.notEqual(findings[0]?.reason, 'probe-crashed', what);
    },
    before,
  );
}

for (const [how, behave] of Object.entries(TCP_PEERS)) {
  test(`a peer that ${how}: every question ends at its deadline, with its sockets closed`, async (t) => {
    for (const [what, asking] of Object.entries(OVER_TCP)) {
      const { port } = await (asking.door ?? atOnce)(t, behave);
      await askOne(what, asking, port, sockets());
    }
    const { port } = await serveTcp(t, behave);
    const message = { url: new URL(`https://${HOST}:${port}/`), body: '{}' };
    const signal = AbortSignal.timeout(10_000);
    await endsInTime(
      'a message',
      () => post(message, { timeoutMs: TIMEOUT_MS, signal, nowMs: Date.now() }),
      sockets(),
    );
  });
}

for (const [how, behave] of Object.entries(UDP_PEERS)) {
  test(`a peer over UDP that ${how}: every question ends at its deadline, with its sockets closed`, async (t) => {
    for (const [what, asking] of Object.entries(OVER_UDP)) {
      const { port } = await serveUdp(t, behave);
      await askOne(what, asking, port, sockets());
    }
  });
}

test('every kind that asks the network, and every protocol and proxy of it, meets hostile peers', () => {
  const asked = [...Object.values(OVER_TCP), ...Object.values(OVER_UDP)].map(
    ({ question }) => question(1).kind,
  );
  const probes: readonly Probe[] = PROBES;
  assert.deepEqual(
    probes.filter(({ from, kind }) => from === 'vantage' && !asked.includes(kind)).map(({ kind }) => kind),
    [],
  );
});
