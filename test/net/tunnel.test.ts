import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeConnect } from '../../lib/net/http-connect.ts';
import { readHead as readConnectReply } from '../../lib/net/http-head.ts';
import { encodeRequest, readMethod, readReply } from '../../lib/net/socks.ts';
import { ByteReader } from '../../lib/wire/reader.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { fc } from '../support/property.ts';

test('CONNECT names host and port, an IPv6 address in brackets', () => {
  assert.equal(
    encodeConnect({ host: 'a.example', port: 443 }),
    'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\nUser-Agent: gatewatch\r\n\r\n',
  );
  assert.match(encodeConnect({ host: '2001:db8::1', port: 1026 }), /^CONNECT \[2001:db8::1\]:1026 HTTP/);
});

test('interim answers are passed over, and what follows the headers is not touched', () => {
  const text = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nVia: 1.1 a\r\nVia: 1.1 b\r\n\r\nSSH-2.0';
  const understood = readConnectReply(Buffer.from(text));
  assert(understood !== undefined && 'status' in understood.value);
  assert.equal(understood.value.status, 200);
  assert.equal(understood.value.headers.get('via'), '1.1 a, 1.1 b');
  assert.equal(text.slice(understood.usedBytes), 'SSH-2.0');
});

test('every way to prove who one is that a proxy names is kept', () => {
  const text =
    'HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="a"\r\n\r\n';
  const understood = readConnectReply(Buffer.from(text));
  assert(understood !== undefined && 'status' in understood.value);
  assert.equal(understood.value.headers.get('proxy-authenticate'), 'Negotiate, NTLM, Basic realm="a"');
});

test('an answer is not understood before its last header is there, whatever the pieces', () => {
  const text = 'HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n';
  for (let length = 1; length < text.length; length += 1)
    assert.equal(readConnectReply(Buffer.from(text.slice(0, length))), undefined, text.slice(0, length));
  const understood = readConnectReply(Buffer.from(text));
  assert(understood !== undefined && 'status' in understood.value);
  assert.equal(understood.value.headers.get('x-squid-error'), 'ERR_ACCESS_DENIED 0');
});

test('random bytes are never an answer of a proxy, and never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const understood = readConnectReply(Buffer.from(bytes));
      if (bytes.length > 7) assert(understood !== undefined && 'strange' in understood.value);
    }),
  );
});

test('a SOCKS5 request carries a name as a name and an address as bytes (RFC 1928 §4)', () => {
  assert.deepEqual(
    Buffer.from(encodeRequest({ host: 'a.example', port: 1026 })).toString('hex'),
    `05010003 09 ${Buffer.from('a.example').toString('hex')} 0402`.replaceAll(' ', ''),
  );
  assert.equal(
    Buffer.from(encodeRequest({ host: '10.0.1.5', port: 443 })).toString('hex'),
    '050100010a00010501bb',
  );
  assert.equal(
    Buffer.from(encodeRequest({ host: '2001:db8::1', port: 443 })).toString('hex'),
    '0501000420010db800000000000000000000000101bb',
  );
});

test('random bytes are an answer of SOCKS, a stranger or cut short, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const read of [readMethod, readReply]) {
        try {
          const value = read(new ByteReader(bytes));
          assert.equal('strange' in value, bytes[0] !== 5 || !('status' in value || 'method' in value));
        } catch (error) {
          assert(error instanceof WireError && error.short);
        }
      }
    }),
  );
});
