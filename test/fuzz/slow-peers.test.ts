import assert from 'node:assert/strict';
import type net from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Question } from '../../lib/core/observation.ts';
import { PROTOCOLS } from '../../lib/probes/hello/protocols/all.ts';
import { askHere } from '../lab/support/ask.ts';
import { serveTcp } from '../support/tls-peers.ts';

/** Peers that never come to an end: whatever is asked of them ends at its deadline, and leaves no socket open. */

const TIMEOUT_MS = 400;
/** A silence that was heard late is asked once more; what ignores its deadline takes far longer than both. */
const LONGEST_MS = 2 * TIMEOUT_MS + 1500;
const HOST = '127.0.0.1';

const every = (socket: net.Socket, ms: number, act: () => void) => {
  const timer = setInterval(act, ms);
  socket.on('close', () => clearInterval(timer));
};
const flood = (socket: net.Socket, chunk: Buffer) => {
  const repeat = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', repeat);
  repeat();
};

const PEERS: Readonly<Record<string, (socket: net.Socket) => void>> = {
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
const QUESTIONS: Readonly<Record<string, (port: number) => Question>> = {
  port: (port) => ({ ...base, kind: 'port', ports: [{ port }] }),
  tls: (port) => ({ ...base, kind: 'tls', port, trust: 'public' }),
  'an HTTP proxy': (port) => ({
    ...{ kind: 'proxy', host: 'x.example', port: 443, timeoutMs: TIMEOUT_MS },
    ...{ via: { host: HOST, port, protocol: 'http' }, trust: 'public' },
  }),
  'a SOCKS proxy': (port) => ({
    ...{ kind: 'proxy', host: 'x.example', port: 443, timeoutMs: TIMEOUT_MS },
    ...{ via: { host: HOST, port, protocol: 'socks5' }, trust: 'public' },
  }),
  ...Object.fromEntries(
    Object.keys(PROTOCOLS).map((name) => [
      `hello in ${name}`,
      (port: number) => ({ ...base, kind: 'hello', port, protocols: [name] }),
    ]),
  ),
  'a clock by SMB': (port) => ({ ...base, kind: 'clock', sources: [{ source: 'smb2', port }] }),
  'a clock by HTTP': (port) => ({ ...base, kind: 'clock', sources: [{ source: 'http-date', port }] }),
  activation: (port) => ({ ...base, kind: 'activation', port, region: 'ap-northeast-2', mintKey: true }),
  'OpenVPN over TCP': (port) => ({ ...base, kind: 'openvpn', port, transport: 'tcp' }),
  'packet sizes': (port) => ({ ...base, kind: 'mtu', port }),
};

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCPSocket|TLSWrap/.test(name)).length;
}

for (const [how, behave] of Object.entries(PEERS)) {
  test(`a peer that ${how}: every question ends at its deadline, with its sockets closed`, async (t) => {
    for (const [what, questionOf] of Object.entries(QUESTIONS)) {
      const inner = await serveTcp(t, behave);
      const startedMs = performance.now();
      const { findings } = await askHere([questionOf(inner.port)]);
      const tookMs = performance.now() - startedMs;
      assert.ok(tookMs < LONGEST_MS, `${what}: ${Math.round(tookMs)} ms`);
      assert.notEqual(findings[0]?.reason, 'probe-crashed', what);
      for (let tries = 0; sockets() > 0 && tries < 100; tries += 1) await wait(10);
      assert.equal(sockets(), 0, `${what} leaves a socket open`);
    }
  });
}
