import assert from 'node:assert/strict';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import type { Asked } from '../../../lib/core/probe.ts';
import { judgeProxy } from '../../../lib/probes/proxy/judge.ts';
import { proxy } from '../../../lib/probes/proxy/kind.ts';
import { observeProxy, type ProxyObservation, type ProxyReply } from '../../../lib/probes/proxy/observe.ts';
import type { ProxySpec } from '../../../lib/probes/proxy/spec.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { makeAuthority, makeChain } from '../../support/certs.ts';
import { contextOf } from '../../support/context.ts';
import { serveHttpProxy, serveSocks } from '../../support/proxy-servers.ts';
import { closedPort, type Place, serveTcp, serveTls } from '../../support/tls-peers.ts';

const NAME = 'endpoint.example.com';
const genuine = await makeChain({ names: [NAME] });
const [leaf, intermediate] = genuine.sent;
assert(leaf !== undefined && intermediate !== undefined && 'keyPem' in leaf);
const forger = await makeAuthority({ name: 'FGT60E', organisation: 'Fortinet' });
const forged = await makeChain({ names: [NAME], root: forger });

function specOf(place: Place, more: Partial<ProxySpec> = {}): ProxySpec {
  return {
    host: NAME,
    port: 443,
    via: { host: place.host, port: place.port, protocol: 'http' },
    tls: true,
    acceptNames: [NAME],
    trust: genuine.trust,
    required: true,
    ...more,
  };
}

async function ask(spec: ProxySpec, timeoutMs = 1500): Promise<Asked<ProxySpec, ProxyObservation>> {
  return { spec, observation: await observeProxy(spec, contextOf({ timeoutMs })) };
}

async function reasonsOf(spec: ProxySpec, timeoutMs?: number): Promise<readonly string[]> {
  return judgeProxy([await ask(spec, timeoutMs)]).faults.map(({ reason }) => reason);
}

const serveGenuine = (t: TestContext) => serveTls(t, { sends: [leaf, intermediate] });

test('a tunnel to the genuine server is healthy, and the proxy resolves the name', async (t) => {
  const server = await serveGenuine(t);
  const asked: string[] = [];
  const place = await serveHttpProxy(t, {
    leadsTo: { [`${NAME}:443`]: server },
    onAsk: (destination) => asked.push(destination),
  });
  // contextOf knows no names at all: a look-up here would end in "no such name".
  const { evidence, faults } = judgeProxy([await ask(specOf(place))]);
  assert.deepEqual(faults, []);
  assert.deepEqual(asked, [`${NAME}:443`]);
  const [one] = evidence;
  assert.deepEqual(
    [one?.subject, one?.outcome, one?.via, one?.connectStatus, one?.attempts],
    [`${NAME}:443`, 'answered', `127.0.0.1:${place.port}`, 200, 1],
  );
  assert.equal(one?.rootKeySha256, genuine.root.sha256);
});

test('a forged certificate at the end of a tunnel is interception, and the product is named', async (t) => {
  const [fake, signer] = forged.sent;
  assert(fake !== undefined && signer !== undefined && 'keyPem' in fake);
  const server = await serveTls(t, { sends: [fake, signer] });
  const place = await serveHttpProxy(t, { leadsTo: { [`${NAME}:443`]: server } });
  const { evidence, faults } = judgeProxy([await ask(specOf(place))]);
  assert.deepEqual(
    faults.map(({ reason }) => reason),
    ['proxy-intercepts'],
  );
  assert.equal(evidence[0]?.product, 'Fortinet FortiGate');
});

test('stock Squid lets 443 through alone, and the line that fixes it is printed', async (t) => {
  const server = await serveGenuine(t);
  const place = await serveHttpProxy(t, { allows: [443], leadsTo: { [`${NAME}:443`]: server } });
  const specs = [443, 1026, 1027, 1028, 1031].map((port) => specOf(place, { port }));
  specs.push(specOf(place, { port: 2222, tls: false, required: false }));
  const judged = judgeProxy(await Promise.all(specs.map((spec) => ask(spec))));
  assert.deepEqual(
    judged.faults.map(({ reason, port, status }) => [reason, port, status]),
    [1026, 1027, 1028, 1031, 2222].map((port) => [
      'proxy-denies-connect',
      port,
      port === 2222 ? 'degraded' : undefined,
    ]),
  );
  const [explanation] = judged.explanations ?? [];
  assert.equal(explanation?.fix, 'acl SSL_ports port 1026-1028 1031 2222');
});

test('no line for Squid where everything is denied, or by something else', async (t) => {
  const server = await serveGenuine(t);
  const all = await serveHttpProxy(t, { allows: [] });
  const denied = await Promise.all([443, 1026].map((port) => ask(specOf(all, { port }))));
  assert.deepEqual(judgeProxy(denied).explanations, []);
  const bluecoat = await serveTcp(t, (socket) =>
    socket.once('data', (request) => {
      if (request.toString().includes(':443 ')) {
        socket.end('HTTP/1.1 502 Bad Gateway\r\nServer: BlueCoat\r\n\r\n');
      } else socket.end('HTTP/1.1 403 Forbidden\r\nServer: BlueCoat\r\n\r\n');
    }),
  );
  const others = await Promise.all([443, 1026].map((port) => ask(specOf(bluecoat, { port }))));
  assert.deepEqual(judgeProxy(others).explanations, []);
  assert.equal(server.connections(), 0);
});

for (const [status, reason] of [
  ['403 Forbidden', 'proxy-denies-connect'],
  ['407 Proxy Authentication Required', 'proxy-wants-credentials'],
  ['500 Internal Server Error', 'proxy-cannot-reach'],
  ['502 Bad Gateway', 'proxy-cannot-reach'],
  ['503 Service Unavailable', 'proxy-cannot-reach'],
  ['504 Gateway Timeout', 'proxy-cannot-reach'],
  ['302 Found', 'proxy-not-a-proxy'],
  ['404 Not Found', 'proxy-not-a-proxy'],
  ['405 Method Not Allowed', 'proxy-not-a-proxy'],
  ['511 Network Authentication Required', 'proxy-not-a-proxy'],
] as const) {
  test(`an answer of ${status} is ${reason}`, async (t) => {
    const place = await serveTcp(t, (socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`)),
    );
    const asked = await ask(specOf(place));
    const { evidence, faults } = judgeProxy([asked]);
    assert.deepEqual(
      faults.map((fault) => fault.reason),
      [reason],
    );
    assert.equal(evidence[0]?.connectStatus, Number(status.slice(0, 3)));
    assert.equal(evidence[0]?.attempts, 1);
  });
}

test('a proxy that tunnels to one port says no to another in its own way', async (t) => {
  const server = await serveGenuine(t);
  const place = await serveTcp(t, (socket) =>
    socket.once('data', (request) => {
      if (!request.toString().includes(':443 ')) {
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
        return;
      }
      const upstream = net.connect(server.port, server.host);
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    }),
  );
  const asked = await Promise.all([443, 1026].map((port) => ask(specOf(place, { port }))));
  const { evidence, faults, explanations } = judgeProxy(asked);
  assert.deepEqual(
    faults.map(({ reason, port }) => [reason, port]),
    [['proxy-denies-connect', 1026]],
  );
  assert.deepEqual(explanations, []);
  assert.deepEqual(
    evidence.map((one) => [one.outcome, one.connectStatus]),
    [
      ['answered', 200],
      ['denied', 404],
    ],
  );
});

test('a reply of SOCKS5 that no RFC knows is a proxy’s all the same', async (t) => {
  // Tor specifications, "socks-extensions": 0xF0, the onion service descriptor cannot be found.
  const place = await serveTcp(t, (socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => socket.end(Buffer.from([5, 0xf0, 0, 1, 0, 0, 0, 0, 0, 0])));
    });
  });
  const via = { host: place.host, port: place.port, protocol: 'socks5' } as const;
  assert.deepEqual(await reasonsOf(specOf(place, { via })), ['proxy-cannot-reach']);
});

test('what is no proxy is told apart', async (t) => {
  const ssh = await serveTcp(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
  assert.deepEqual(await reasonsOf(specOf(ssh)), ['proxy-not-a-proxy']);
  const portal = await serveTcp(t, (socket) =>
    socket.once('data', () =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Please log in</html>'),
    ),
  );
  assert.deepEqual(await reasonsOf(specOf(portal)), ['proxy-not-a-proxy']);
  const liar = await serveTcp(t, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 Connection established\r\n\r\n')),
  );
  assert.deepEqual(await reasonsOf(specOf(liar)), ['proxy-not-a-proxy']);
  const closer = await serveTcp(t, (socket) => socket.once('data', () => socket.end()));
  assert.deepEqual(await reasonsOf(specOf(closer)), ['proxy-not-a-proxy']);
});

test('a tunnel that closes at once blames the destination where another tunnel works', async (t) => {
  const server = await serveGenuine(t);
  const dead = await serveTcp(t, (socket) => socket.end());
  const place = await serveHttpProxy(t, {
    leadsTo: { [`${NAME}:443`]: server, [`${NAME}:1027`]: dead },
  });
  const asked = await Promise.all([443, 1027].map((port) => ask(specOf(place, { port }))));
  assert.deepEqual(
    judgeProxy(asked).faults.map(({ reason, port, values }) => [reason, port, values?.how]),
    [['proxy-cannot-reach', 1027, 'tunnel-closed']],
  );
});

test('a SOCKS5 proxy that says yes and hangs up is one all the same', async (t) => {
  const dead = await serveTcp(t, (socket) => socket.end());
  const place = await serveSocks(t, { leadsTo: { [`${NAME}:443`]: dead } });
  const via = { host: place.host, port: place.port, protocol: 'socks5' } as const;
  assert.deepEqual(await reasonsOf(specOf(place, { via })), ['proxy-cannot-reach']);
});

test('a SOCKS5 proxy that agrees and then hangs up is one, as OpenSSH does where it cannot connect', async (t) => {
  const place = await serveTcp(t, (socket) =>
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => socket.end());
    }),
  );
  const via = { host: place.host, port: place.port, protocol: 'socks5' } as const;
  assert.deepEqual(await reasonsOf(specOf(place, { via })), ['proxy-cannot-reach']);
});

test('silence of a proxy ends in time, and is of one destination where another is answered', async (t) => {
  const mute = await serveTcp(t, (socket) => socket.resume());
  const startedMs = performance.now();
  assert.deepEqual(await reasonsOf(specOf(mute), 300), ['proxy-silent']);
  assert(performance.now() - startedMs < 600);
  const server = await serveGenuine(t);
  const half = await serveHttpProxy(t, { leadsTo: { [`${NAME}:443`]: server, [`${NAME}:1026`]: mute } });
  const asked = await Promise.all([443, 1026].map((port) => ask(specOf(half, { port }), 700)));
  assert.deepEqual(
    judgeProxy(asked).faults.map(({ reason, port, values }) => [reason, port, values?.how]),
    [['proxy-cannot-reach', 1026, 'tls-silent']],
  );
});

test('endless headers, and headers that come a byte at a time, end in time', async (t) => {
  const endless = await serveTcp(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const repeat = () => {
      while (!socket.destroyed && socket.write(`X-Header: ${'a'.repeat(1000)}\r\n`));
    };
    socket.on('drain', repeat);
    socket.once('data', repeat);
  });
  assert.deepEqual(await reasonsOf(specOf(endless), 500), ['proxy-not-a-proxy']);
  const server = await serveGenuine(t);
  const inner = await serveHttpProxy(t, { leadsTo: { [`${NAME}:443`]: server } });
  const net = await import('node:net');
  const slow = await serveTcp(t, (socket) => {
    const onward = net.connect(inner.port, inner.host);
    onward.on('error', () => socket.destroy());
    socket.pipe(onward);
    socket.on('close', () => onward.destroy());
    onward.on('data', (chunk) => {
      for (const byte of chunk) socket.write(Buffer.from([byte]));
    });
  });
  assert.deepEqual(await reasonsOf(specOf(slow)), []);
});

test('a proxy that refuses the connection is one fault, however many destinations are wanted', async () => {
  const place = await closedPort();
  const asked = await Promise.all([443, 1026, 1027].map((port) => ask(specOf(place, { port }))));
  const { evidence, faults } = judgeProxy(asked);
  assert.deepEqual(
    faults.map(({ reason, subject, dueTo }) => [reason, subject, dueTo]),
    [['proxy-refused', `127.0.0.1:${place.port}`, 'port']],
  );
  assert.deepEqual(
    evidence.map(({ outcome, attempts }) => [outcome, attempts]),
    [['refused', 2]],
  );
});

test('a proxy whose own name does not resolve is explained by dns', async () => {
  const via = { host: 'proxy.example.com', port: 3128, protocol: 'http' } as const;
  const { faults } = judgeProxy([await ask({ ...specOf({ host: '', port: 1, connections: () => 0 }), via })]);
  assert.deepEqual(
    faults.map(({ reason, dueTo }) => [reason, dueTo]),
    [['proxy-silent', 'dns']],
  );
});

test('a SOCKS5 proxy opens tunnels too, and resolves the name', async (t) => {
  const server = await serveGenuine(t);
  const asked: string[] = [];
  const place = await serveSocks(t, {
    leadsTo: { [`${NAME}:443`]: server },
    onAsk: (destination) => asked.push(destination),
  });
  const via = { host: place.host, port: place.port, protocol: 'socks5' } as const;
  const { evidence, faults } = judgeProxy([await ask(specOf(place, { via }))]);
  assert.deepEqual(faults, []);
  assert.deepEqual(asked, [`${NAME}:443`]);
  assert.deepEqual([evidence[0]?.outcome, evidence[0]?.connectStatus], ['answered', 0]);
});

for (const [reply, reason] of [
  [1, 'proxy-cannot-reach'],
  [2, 'proxy-denies-connect'],
  [3, 'proxy-cannot-reach'],
  [4, 'proxy-cannot-reach'],
  [5, 'proxy-cannot-reach'],
  [6, 'proxy-cannot-reach'],
  [7, 'proxy-denies-connect'],
  [8, 'proxy-cannot-reach'],
] as const) {
  test(`a SOCKS5 reply of ${reply} is ${reason}`, async (t) => {
    const place = await serveSocks(t, { reply });
    const via = { host: place.host, port: place.port, protocol: 'socks5' } as const;
    assert.deepEqual(await reasonsOf(specOf(place, { via })), [reason]);
  });
}

test('SOCKS5 without a method that needs no credentials, and what is no SOCKS', async (t) => {
  const strict = await serveSocks(t, { wantsCredentials: true });
  const via = (place: Place) => ({ host: place.host, port: place.port, protocol: 'socks5' }) as const;
  assert.deepEqual(await reasonsOf(specOf(strict, { via: via(strict) })), ['proxy-wants-credentials']);
  const http = await serveTcp(t, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
  );
  const { evidence, faults } = judgeProxy([await ask(specOf(http, { via: via(http) }))]);
  assert.deepEqual(
    faults.map(({ reason }) => reason),
    ['proxy-not-a-proxy'],
  );
  assert.match(String(evidence[0]?.firstBytes), /^HTTP\/1\.1 400/);
});

test('each proxy is judged by what it showed, and SOCKS5 has no line for Squid', () => {
  const at = { host: '127.0.0.1', port: 3128, connections: () => 0 };
  const entry = (
    via: ProxySpec['via'],
    port: number,
    reply: ProxyReply,
  ): Asked<ProxySpec, ProxyObservation> => ({
    spec: specOf(at, { via, port, tls: false }),
    observation: { outcome: 'asked', atMs: 0, answers: [{ address: at.host, attempts: 1, reply }] },
  });
  const http = { host: at.host, port: 3128, protocol: 'http' } as const;
  const socks = { ...http, protocol: 'socks5' } as const;
  const { faults, explanations } = judgeProxy([
    entry(socks, 443, { outcome: 'tunnel', status: 0, elapsedMs: 1 }),
    entry(socks, 1026, { outcome: 'refusal', status: 2 }),
    entry(http, 443, { outcome: 'silent' }),
    entry({ ...http, port: 3129 }, 443, { outcome: 'refusal', status: 403 }),
  ]);
  assert.deepEqual(
    faults.map(({ reason, values }) => `${reason} ${values?.via}`),
    [
      'proxy-denies-connect 127.0.0.1:3128',
      'proxy-silent 127.0.0.1:3128',
      'proxy-denies-connect 127.0.0.1:3129',
    ],
  );
  assert.deepEqual(explanations, []);
});

test('a proxy that is a target of its own explains what could not be asked through it', async () => {
  const place = await closedPort();
  const spec = specOf(place);
  const { observation } = await ask(spec);
  const port = (await import('../../../lib/probes/port/kind.ts')).port;
  const answers = [
    {
      address: place.host,
      port: place.port,
      attempts: 2,
      answer: { outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 1 },
    },
  ];
  const findings: readonly Finding[] = judgeAll(
    [
      {
        planned: {
          vantage: 'here',
          target: 'squid',
          shown: true,
          question: { kind: 'port', host: place.host, ports: [{ port: place.port, required: true }] },
        },
        observation: { outcome: 'asked', answers } as never,
      },
      {
        planned: { vantage: 'here', target: 'endpoint', shown: true, question: { kind: 'proxy', ...spec } },
        observation,
      },
    ],
    [port, proxy],
  );
  assert.deepEqual(
    findings.map(({ target, check, reason }) => [target, check, reason]),
    [
      ['squid', 'port', 'port-refused'],
      ['endpoint', 'proxy', 'blocked-by'],
    ],
  );
});
