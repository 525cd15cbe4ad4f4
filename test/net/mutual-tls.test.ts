import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import nodeTls from 'node:tls';
import type { ClientIdentity } from '../../lib/core/client-identity.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import {
  askMutualTls,
  checkIdentity,
  MUTUAL_VERSIONS,
  type MutualVersion,
} from '../../lib/net/mutual-tls.ts';
import { inQuestion } from '../../lib/net/question-scope.ts';
import { serveOpenssl } from '../support/mutual-servers.ts';
import { certificateFolder, type Issued, makeRoot, type OpensslCa } from '../support/openssl-ca.ts';
import { withPrograms } from '../support/programs.ts';
import { closedPort, serveTcp } from '../support/tls-peers.ts';

const { test, before, after } = withPrograms('openssl');

const ended: (() => Promise<void>)[] = [];
const scope = { after: (end: () => Promise<void>) => void ended.push(end) };

let ca: OpensslCa;
let server: Issued;
const clients: Record<string, Issued> = {};
let opensslPort = 0;

before(async () => {
  const folder = await certificateFolder(scope as never);
  ca = await makeRoot(folder, { name: 'Clients CA' });
  server = await ca.issue({
    name: 'server',
    extensions: ['basicConstraints=CA:FALSE', 'subjectAltName=IP:127.0.0.1'],
  });
  const stranger = await makeRoot(folder, { name: 'Another CA' });
  clients.good = await ca.issue({ name: 'good' });
  clients.expired = await ca.issue({ name: 'expired', to: new Date(Date.now() - DAY_MS) });
  clients.stranger = await stranger.issue({ name: 'stranger' });
  clients.wrongPurpose = await ca.issue({
    name: 'wrong purpose',
    extensions: ['extendedKeyUsage=serverAuth'],
  });
  const files = { certPath: server.certPath, keyPath: server.keyPath, clientCaPath: ca.certPath };
  opensslPort = (await serveOpenssl(scope as never, files)).port;
});
after(async () => {
  for (const end of ended.reverse()) await end();
});

const identityOf = (name: string): ClientIdentity | undefined => {
  const found = clients[name];
  return found && { certPem: found.pem, keyPem: found.keyPem };
};

async function ask(port: number, version: MutualVersion, client: string, timeoutMs = 3000) {
  const signal = AbortSignal.timeout(10_000);
  return await askMutualTls('127.0.0.1', port, { version, identity: identityOf(client), timeoutMs, signal });
}

/** What `openssl s_server -Verify` says to each client; under 1.3 it comes after the handshake. */
const ALERTS: readonly (readonly [string, { readonly [V in MutualVersion]: string }])[] = [
  ['nobody', { 'TLSv1.2': 'handshake-failure', 'TLSv1.3': 'certificate-required' }],
  ['expired', { 'TLSv1.2': 'certificate-expired', 'TLSv1.3': 'certificate-expired' }],
  ['stranger', { 'TLSv1.2': 'unknown-ca', 'TLSv1.3': 'unknown-ca' }],
  ['wrongPurpose', { 'TLSv1.2': 'unsupported-certificate', 'TLSv1.3': 'unsupported-certificate' }],
];

for (const version of MUTUAL_VERSIONS) {
  const when = version === 'TLSv1.2' ? 'during' : 'after';
  for (const [client, alerts] of ALERTS) {
    test(`${version}: openssl refuses ${client} ${when} the handshake, with its alert`, async () => {
      assert.deepEqual(await ask(opensslPort, version, client), {
        outcome: 'refused',
        how: 'alert',
        when,
        alert: alerts[version],
      });
    });
  }

  test(`${version}: openssl accepts a good certificate, though it answers no request`, async () => {
    assert.deepEqual(await ask(opensslPort, version, 'good'), { outcome: 'accepted' });
  });

  test(`${version}: a server that answers is accepted with its status`, async () => {
    const { port } = await serveNode({ 'TLSv1.2': version, 'TLSv1.3': version }[version]);
    assert.deepEqual(await ask(port, version, 'good'), { outcome: 'accepted', status: 403 });
  });

  test(`${version}: a bare close after or during the handshake is a refusal without an alert`, async () => {
    const { port } = await serveNode(version);
    const answer = await ask(port, version, 'stranger');
    assert.equal(answer.outcome, 'refused');
    assert.ok(
      answer.outcome === 'refused' &&
        (answer.how === 'closed' || answer.how === 'reset' || answer.how === 'alert'),
    );
  });
}

/** Node's own server ends the connection without a word where a certificate does not verify. */
async function serveNode(version: MutualVersion): Promise<{ port: number }> {
  const options = {
    cert: server.pem,
    key: server.keyPem,
    ca: ca.pem,
    requestCert: true,
    rejectUnauthorized: true,
  };
  const node = nodeTls.createServer({ ...options, minVersion: version, maxVersion: version }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  });
  node.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
  ended.push(async () => {
    node.close();
  });
  return { port: (node.address() as net.AddressInfo).port };
}

test('a server that asks for no certificate accepts with and without one', async () => {
  const files = { certPath: server.certPath, keyPath: server.keyPath, clientCaPath: ca.certPath };
  const { port } = await serveOpenssl(scope as never, files, ['-www']);
  assert.deepEqual(await ask(port, 'TLSv1.3', 'good'), { outcome: 'accepted', status: 200 });
  assert.deepEqual(await ask(port, 'TLSv1.3', 'nobody'), { outcome: 'accepted', status: 200 });
});

test('a server of one version says so under the other', async () => {
  const { port } = await serveNode('TLSv1.2');
  assert.deepEqual(await ask(port, 'TLSv1.3', 'good'), {
    outcome: 'refused',
    how: 'alert',
    when: 'during',
    alert: 'protocol-version',
  });
});

test('closed ports, silence and other protocols are told apart, in time', async (t) => {
  assert.deepEqual(await ask((await closedPort()).port, 'TLSv1.3', 'good'), {
    outcome: 'no-connection',
    how: 'refused',
  });
  const mute = await serveTcp(t, () => undefined);
  const startedMs = performance.now();
  assert.deepEqual(await ask(mute.port, 'TLSv1.3', 'good', 150), { outcome: 'silent' });
  assert.ok(performance.now() - startedMs < 600);
  const banner = await serveTcp(t, (socket) => socket.write('220 mail.example.com ESMTP\r\n'));
  assert.deepEqual(await ask(banner.port, 'TLSv1.3', 'good'), { outcome: 'not-tls' });
});

test('a silence is doubted where we were late ourselves', async (t) => {
  const mute = await serveTcp(t, () => undefined);
  for (const [lateMs, doubts] of [
    [10, 0],
    [100, 1],
  ] as const) {
    let doubted = 0;
    const doubt = () => {
      doubted += 1;
    };
    const question = { hold: () => () => {}, doubt, lateMs: () => lateMs, tried: () => {}, run: new Map() };
    const asked = await inQuestion(question, () => ask(mute.port, 'TLSv1.3', 'good', 150));
    assert.deepEqual([asked, doubted], [{ outcome: 'silent' }, doubts]);
  }
});

/** A server that asks for no certificate and answers every request with these pieces. */
async function servePieces(...pieces: readonly string[]): Promise<number> {
  const node = nodeTls.createServer({ cert: server.pem, key: server.keyPem }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await wait(5);
      }
      socket.end();
    });
  });
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
  ended.push(async () => void node.close());
  return (node.address() as net.AddressInfo).port;
}
const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n';

test('a refusal in a page is known by its words, also where the head comes first', async () => {
  const page = '<html><head><title>400 The SSL certificate error</title></head></html>';
  const refused = { outcome: 'refused', how: 'http', when: 'after', status: 400 };
  for (const port of [await servePieces(BAD_REQUEST + page), await servePieces(BAD_REQUEST, page)])
    assert.deepEqual(await ask(port, 'TLSv1.3', 'good'), {
      ...refused,
      certificate: 'not-accepted',
      said: 'The SSL certificate error',
    });
  const others = await servePieces(`${BAD_REQUEST}Please present a client certificate.`);
  assert.deepEqual(await ask(others, 'TLSv1.3', 'nobody'), {
    ...refused,
    certificate: 'not-sent',
    said: 'certificate',
  });
  const other = await ask(others, 'TLSv1.3', 'good');
  assert.equal(other.outcome === 'refused' && other.how === 'http' && other.certificate, 'not-accepted');
});

test('a page of status 400 that speaks of something else has not refused the certificate', async () => {
  const accepted = { outcome: 'accepted', status: 400 };
  const bodies = ['<title>400 Bad Request</title>', '', 'x'.repeat(20_000)];
  for (const body of bodies)
    assert.deepEqual(await ask(await servePieces(BAD_REQUEST, body), 'TLSv1.2', 'good'), accepted);
});

test('the key is offered only to a server that asks, and never sent', async (t) => {
  const seen: Buffer[] = [];
  const relay = await serveTcp(t, (socket) => {
    const onward = net.connect(opensslPort, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('data', (bytes) => seen.push(bytes));
    socket.pipe(onward).pipe(socket);
  });
  await ask(relay.port, 'TLSv1.2', 'good');
  const sent = Buffer.concat(seen);
  const key = Buffer.from((clients.good?.keyPem ?? '').split('\n').slice(1, -2).join(''), 'base64');
  // PKCS #8 of P-256: the 32 bytes of the private key begin at 36 (RFC 5958, RFC 5915).
  assert.ok(key.length > 68 && !sent.includes(key.subarray(36, 68)));
});

test('certificate and key that do not fit are told in words that hold nothing of them', () => {
  const good = identityOf('good');
  const other = identityOf('expired');
  assert.ok(good && other);
  assert.equal(checkIdentity(good), undefined);
  assert.equal(
    checkIdentity({ ...good, keyPem: other.keyPem }),
    'the key does not belong to the certificate',
  );
  const fault = checkIdentity({ ...good, keyPem: 'not a key' });
  assert.match(fault ?? '', /^certificate and key cannot be used/);
  assert.ok(readFileSync(clients.good?.keyPath ?? '', 'utf8').includes('PRIVATE KEY'));
});

test('an alert is read before the reset behind it is believed, also when this process was busy meanwhile', async (t) => {
  const files = { certPath: server.certPath, keyPath: server.keyPath, clientCaPath: ca.certPath };
  const { port } = await serveOpenssl(t, files);
  // A relay that keeps back what the server says of the certificate, and sends it with a reset right behind it: so do
  // servers that close with data unread.
  const relay = net.createServer((client) => {
    const behind = net.connect(port, '127.0.0.1');
    const kept: Buffer[] = [];
    let pieces = 0;
    client.on('data', (piece: Buffer) => {
      pieces += 1;
      behind.write(piece);
    });
    behind.on('data', (piece: Buffer) => {
      if (pieces < 2) client.write(piece);
      else kept.push(piece);
    });
    behind.on('end', () => client.write(Buffer.concat(kept), () => client.resetAndDestroy()));
    for (const socket of [client, behind]) socket.on('error', () => undefined);
    client.on('close', () => behind.destroy());
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  t.after(() => relay.close());
  const place = relay.address() as net.AddressInfo;
  // A process that is never idle: timers, reads and writes are all late, and in any order.
  let isDone = false;
  const spin = () => {
    const endsMs = performance.now() + 60;
    while (performance.now() < endsMs);
    if (!isDone) setImmediate(spin);
  };
  spin();
  const refused = { outcome: 'refused', how: 'alert', when: 'after', alert: 'unknown-ca' };
  try {
    for (let time = 0; time < 20; time += 1) {
      assert.deepEqual(await ask(place.port, 'TLSv1.3', 'stranger'), refused);
    }
  } finally {
    isDone = true;
  }
});
