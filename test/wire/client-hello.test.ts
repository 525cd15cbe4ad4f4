import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import tls from 'node:tls';
import { encodeClientHello } from '../../lib/wire/client-hello.ts';
import { ByteReader } from '../../lib/wire/reader.ts';
import { makeLeaf } from '../support/certs.ts';

/** What a real server makes of our bytes: the first of its answer, and the name it was told. */
async function answered(
  hello: Buffer,
): Promise<{ readonly first: number | undefined; readonly names: readonly string[] }> {
  const names: string[] = [];
  const { pem, keyPem } = await makeLeaf(undefined, { names: ['a.example.com'] });
  const server = tls.createServer({
    cert: pem,
    key: keyPem,
    SNICallback: (name, done) => {
      names.push(name);
      done(null);
    },
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const socket = net.connect(port, '127.0.0.1');
  socket.write(hello);
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  server.close();
  return { first: data[0], names };
}

for (const sizeBytes of [0, 524, 1348, 1448, 9000]) {
  test(`a real server answers a ClientHello of ${sizeBytes === 0 ? 'its own size' : `${sizeBytes} bytes`}`, async () => {
    const hello = encodeClientHello({ serverName: 'a.example.com', sizeBytes });
    if (sizeBytes > 0) assert.equal(hello.byteLength, sizeBytes);
    assert.equal(hello.readUInt16BE(3), hello.byteLength - 5);
    const { first, names } = await answered(hello);
    assert.equal(first, 22, 'a handshake record');
    assert.deepEqual(names, ['a.example.com']);
  });
}

test('what no server can accept is refused by an alert', async () => {
  const { first } = await answered(encodeClientHello({ unacceptable: true }));
  assert.equal(first, 21);
});

/** The parts of a ClientHello (RFC 8446 §4.1.2), each list to its very end. */
function partsOf(hello: Buffer) {
  const reader = new ByteReader(hello.subarray(5 + 4));
  reader.skip(2 + 32);
  reader.skip(reader.u8());
  const words = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 2 }, (_, index) => Buffer.from(bytes).readUInt16BE(index * 2));
  const suites = words(reader.bytes(reader.u16()));
  assert.deepEqual([...reader.bytes(reader.u8())], [0], 'no compression');
  const all = new ByteReader(reader.bytes(reader.u16()));
  assert.equal(reader.remaining, 0);
  const extensions = new Map<number, readonly number[]>();
  while (all.remaining > 0) extensions.set(all.u16(), [...all.bytes(all.u16())]);
  return { suites, extensions, words };
}

test('what is offered: points, versions and a share of a key, or nothing that a server can take', () => {
  const { suites, extensions, words } = partsOf(encodeClientHello({ serverName: 'a.example.com' }));
  assert.equal(suites[0], 0x1301, 'TLS_AES_128_GCM_SHA256');
  assert.deepEqual(extensions.get(11), [1, 0], 'uncompressed points');
  assert.deepEqual(extensions.get(43), [4, 3, 4, 3, 3], 'TLS 1.3 and 1.2');
  const share = Buffer.from(extensions.get(51) ?? []);
  assert.deepEqual(words(share.subarray(0, 6)), [36, 29, 32], 'X25519 with 32 bytes');
  assert.equal(share.length, 38);
  const none = partsOf(encodeClientHello({ unacceptable: true }));
  assert.deepEqual(none.suites, [0x5a5a], 'a suite that no server knows (RFC 8701 §2)');
  assert.deepEqual(none.extensions.get(43), [2, 3, 3]);
  assert.equal(none.extensions.has(51), false);
});

test('a size that leaves room for an empty padding has one, and one byte less has none', () => {
  const { byteLength } = encodeClientHello({});
  const sized = (sizeBytes: number) => {
    const hello = encodeClientHello({ sizeBytes });
    return [hello.byteLength - byteLength, partsOf(hello).extensions.get(21)];
  };
  assert.deepEqual(sized(byteLength + 3), [0, undefined]);
  assert.deepEqual(sized(byteLength + 4), [4, []]);
});
