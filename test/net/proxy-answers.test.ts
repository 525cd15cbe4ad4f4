import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { askConnect } from '../../lib/net/http-connect.ts';
import { askSocks } from '../../lib/net/socks.ts';
import type { TunnelReply } from '../../lib/net/tunnel-reply.ts';

/** What a proxy on loopback does each time it is spoken to. */
type Turn = string | Buffer | 'ends' | 'resets';
type Ask = typeof askConnect;

/** Asks for a tunnel, and reads what comes through it. */
async function ask(
  t: TestContext,
  asks: Ask,
  turns: readonly Turn[],
  timeoutMs = 5000,
): Promise<{ readonly reply: TunnelReply; readonly heard: readonly string[]; readonly rest: string }> {
  const heard: string[] = [];
  const server = net.createServer((socket) => {
    const left = [...turns];
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push(bytes.toString('hex'));
      const turn = left.shift();
      if (turn === 'ends') socket.end();
      else if (turn === 'resets') socket.resetAndDestroy();
      else if (turn !== undefined) socket.write(turn);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const limits = { timeoutMs, signal: AbortSignal.timeout(10_000) };
  const reply = await asks(socket, { host: 'filer.example', port: 445 }, limits);
  return { reply, heard, rest: String(socket.read() ?? '') };
}

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const NAMED = '05010003 0d 66696c65722e6578616d706c65 01bd'.replaceAll(' ', '');

const SOCKS: readonly (readonly [what: string, turns: readonly Turn[], reply: TunnelReply, rest?: string])[] =
  [
    [
      'a tunnel to an IPv4 address',
      [hex('0500'), hex('05000001 0a000105 01bd')],
      { outcome: 'tunnel', status: 0 },
    ],
    [
      'a tunnel to an IPv6 address',
      [hex('0500'), hex(`05000004 ${'20'.repeat(16)} 01bd`)],
      { outcome: 'tunnel', status: 0 },
    ],
    ['a tunnel to a name', [hex('0500'), hex('05000003 03 616263 01bd')], { outcome: 'tunnel', status: 0 }],
    [
      'words of the far end beside the answer stay unread',
      [hex('0500'), Buffer.concat([hex('05000001 0a000105 01bd'), Buffer.from('SSH-2.0')])],
      { outcome: 'tunnel', status: 0 },
      'SSH-2.0',
    ],
    ['a refusal, with an address or without', [hex('0500'), hex('0502')], { outcome: 'refusal', status: 2 }],
    ['no method that was offered', [hex('05ff')], { outcome: 'wants-credentials' }],
    ['a password is wanted', [hex('0502')], { outcome: 'wants-credentials' }],
    [
      'an address of no known type',
      [hex('0500'), hex('05000009 0a')],
      { outcome: 'not-a-proxy', firstBytes: '050000090a' },
    ],
    [
      'another protocol',
      ['HTTP/1.1 400 Bad Request\r\n\r\n'],
      { outcome: 'not-a-proxy', firstBytes: 'HTTP/1.1 400 Bad Request' },
    ],
    [
      'another protocol once SOCKS was agreed',
      [hex('0500'), 'HTTP/1.1 400 Bad Request\r\n\r\n'],
      { outcome: 'not-a-proxy', firstBytes: 'HTTP/1.1 400 Bad Request' },
    ],
    ['an end before a word', ['ends'], { outcome: 'closed' }],
    ['an end once SOCKS was agreed', [hex('0500'), 'ends'], { outcome: 'closed', agreed: true }],
    ['a reset', ['resets'], { outcome: 'reset' }],
    ['a reset once SOCKS was agreed', [hex('0500'), 'resets'], { outcome: 'reset', agreed: true }],
  ];
for (const [what, turns, reply, rest = ''] of SOCKS)
  test(`SOCKS5: ${what}`, async (t) => {
    const asked = await ask(t, askSocks, turns);
    assert.deepEqual(asked.reply, reply);
    assert.equal(asked.rest, rest);
    assert.equal(asked.heard[0], '050100', 'one method: without credentials');
    if (turns.length > 1) assert.equal(asked.heard[1], NAMED, 'the name travels as it is');
  });

const CONNECT: readonly (readonly [
  what: string,
  turns: readonly Turn[],
  reply: TunnelReply,
  rest?: string,
])[] = [
  ['a tunnel', ['HTTP/1.1 200 Connection established\r\n\r\n'], { outcome: 'tunnel', status: 200 }],
  ['a tunnel of any 2xx, from HTTP/1.0', ['HTTP/1.0 299 Yes\r\n\r\n'], { outcome: 'tunnel', status: 299 }],
  ['bare line feeds', ['HTTP/1.1 200\nVia: a\n\n'], { outcome: 'tunnel', status: 200 }],
  [
    'a page is no tunnel’s',
    ['HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'],
    { outcome: 'tunnel', status: 200, isPage: true },
  ],
  [
    'words of the far end beside the answer stay unread',
    ['HTTP/1.1 200 OK\r\n\r\nSSH-2.0'],
    { outcome: 'tunnel', status: 200 },
    'SSH-2.0',
  ],
  [
    'a refusal with all that Squid says',
    [
      'HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nVia: 1.1 proxy (squid/6.6)\r\nServer: squid\r\n\r\n',
    ],
    { outcome: 'refusal', status: 403, error: 'ERR_ACCESS_DENIED 0', software: '1.1 proxy (squid/6.6)' },
  ],
  [
    'the software by its own header, where there is no Via',
    ['HTTP/1.1 502 Bad Gateway\r\nServer: tinyproxy/1.11\r\nProxy-Agent: other\r\n\r\n'],
    { outcome: 'refusal', status: 502, software: 'tinyproxy/1.11' },
  ],
  [
    'the software by Proxy-agent alone',
    ['HTTP/1.1 500 No\r\nProxy-agent: Apache/2.4\r\n\r\n'],
    { outcome: 'refusal', status: 500, software: 'Apache/2.4' },
  ],
  [
    'what it wants, and where it leads',
    ['HTTP/1.1 407 No\r\nProxy-Authenticate:Basic realm="a"\r\nLocation: http://login.example/\r\n\r\n'],
    { outcome: 'refusal', status: 407, wants: 'Basic realm="a"', leadsTo: 'http://login.example/' },
  ],
  [
    'the first status that is none of a tunnel',
    ['HTTP/1.1 300 Many\r\n\r\n'],
    { outcome: 'refusal', status: 300 },
  ],
  [
    '101 changes the protocol: nothing after it is HTTP',
    ['HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'],
    { outcome: 'refusal', status: 101 },
    'HTTP/1.1 200 OK\r\n\r\n',
  ],
  [
    'a status line of HTTP/1.7',
    ['HTTP/1.7 200 OK\r\n\r\n'],
    { outcome: 'not-a-proxy', firstBytes: 'HTTP/1.7 200 OK' },
    'HTTP/1.7 200 OK\r\n\r\n',
  ],
  [
    'a status that is no number',
    ['HTTP/1.1 2000 OK\r\n\r\n'],
    { outcome: 'not-a-proxy', firstBytes: 'HTTP/1.1 2000 OK' },
    'HTTP/1.1 2000 OK\r\n\r\n',
  ],
  [
    'another protocol',
    ['SSH-2.0-OpenSSH_9.6\r\n'],
    { outcome: 'not-a-proxy', firstBytes: 'SSH-2.0-OpenSSH_9.6' },
    'SSH-2.0-OpenSSH_9.6\r\n',
  ],
  [
    'a beginning, and no end',
    ['HTTP/1.1 200 OK\r\n', 'ends'],
    { outcome: 'not-a-proxy', firstBytes: 'HTTP/1.1 200 OK' },
  ],
  ['an end before a word', ['ends'], { outcome: 'closed' }],
  ['a reset', ['resets'], { outcome: 'reset' }],
  ['silence', [], { outcome: 'silent' }],
];
for (const [what, turns, reply, rest = ''] of CONNECT)
  test(`CONNECT: ${what}`, async (t) => {
    const asked = await ask(
      t,
      askConnect,
      turns,
      reply.outcome === 'silent' || turns.length > 1 ? 300 : 5000,
    );
    assert.deepEqual(asked.reply, reply);
    assert.equal(asked.rest, rest);
  });

test('SOCKS5 that says nothing is silent before it is agreed upon, and after', async (t) => {
  assert.deepEqual((await ask(t, askSocks, [], 300)).reply, { outcome: 'silent' });
  assert.deepEqual((await ask(t, askSocks, [hex('0500')], 300)).reply, { outcome: 'silent', agreed: true });
});

test('half an answer of SOCKS5 is shown, and is no agreement', async (t) => {
  const { reply } = await ask(t, askSocks, [hex('0500'), hex('050000')], 300);
  assert.equal(reply.outcome, 'not-a-proxy');
});
