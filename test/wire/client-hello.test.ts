import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import tls from 'node:tls';
import { encodeClientHello } from '../../lib/wire/client-hello.ts';
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
