import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createResolver } from '../../lib/net/resolve.ts';
import { closedPort, type DnsAnswer, startDnsServer } from '../support/dns-server.ts';

const never = new AbortController().signal;

async function resolverFor(
  t: TestContext,
  names: Readonly<Record<string, DnsAnswer>>,
  timeoutMs = 600,
  hosts = '',
) {
  const server = await startDnsServer(names);
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-hosts-'));
  const hostsFile = join(folder, 'hosts');
  await writeFile(hostsFile, hosts);
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return { server, resolver: createResolver({ servers: [server.address], timeoutMs, hostsFile }) };
}

test('addresses come in the order of the answer, IPv4 before IPv6', async (t) => {
  const { resolver, server } = await resolverFor(t, {
    'a.test': { A: ['10.0.0.2', '10.0.0.1'], AAAA: ['2001:db8::1'] },
  });
  const lookup = await resolver.lookup('A.test.', never);
  assert.equal(lookup.outcome, 'answered');
  assert.deepEqual('addresses' in lookup && lookup.addresses, ['10.0.0.2', '10.0.0.1', '2001:db8::1']);
  assert.equal('incomplete' in lookup, false);
  assert.deepEqual(resolver.servers, [server.address]);
});

for (const [answer, expected] of [
  ['NXDOMAIN', { outcome: 'no-such-name', rcode: 'NXDOMAIN' }],
  [{}, { outcome: 'no-address', rcode: 'NOERROR' }],
  ['SERVFAIL', { outcome: 'server-failure', rcode: 'SERVFAIL' }],
  ['REFUSED', { outcome: 'server-failure', rcode: 'REFUSED' }],
  ['NOTIMP', { outcome: 'server-failure', rcode: 'NOTIMP' }],
  ['mute', { outcome: 'silent' }],
] as const) {
  const title = typeof answer === 'string' ? answer : 'no record';
  test(`a server that answers ${title} is told apart as ${expected.outcome}`, async (t) => {
    const { resolver } = await resolverFor(t, { 'a.test': answer });
    const { elapsedMs, ...lookup } = await resolver.lookup('a.test', never);
    assert.deepEqual(lookup, expected);
    assert.ok(elapsedMs < 900, `took ${elapsedMs} ms of 600`);
  });
}

test('a server that does not listen is unreachable, not silent', async () => {
  const resolver = createResolver({ servers: [`127.0.0.1:${await closedPort()}`], timeoutMs: 600 });
  assert.equal((await resolver.lookup('a.test', never)).outcome, 'server-unreachable');
});

test('a mute server ends within the time allowed, whatever the number of servers', async (t) => {
  const servers = await Promise.all([1, 2, 3].map(() => startDnsServer({ 'a.test': 'mute' })));
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const resolver = createResolver({ servers: servers.map(({ address }) => address), timeoutMs: 600 });
  const startedMs = performance.now();
  assert.equal((await resolver.lookup('a.test', never)).outcome, 'silent');
  assert.ok(performance.now() - startedMs < 900);
  assert.ok(
    servers.every(({ questions }) => questions.length > 0),
    'each server was asked',
  );
});

test('two losses in a row are not taken for a server that says nothing', async (t) => {
  // A try asks for A and for AAAA.
  const server = await startDnsServer({ 'a.test': { A: ['10.0.0.1'] } }, { loses: 4 });
  t.after(server.close);
  const resolver = createResolver({ servers: [server.address], timeoutMs: 900 });
  const { outcome, elapsedMs } = await resolver.lookup('a.test', never);
  assert.equal(outcome, 'answered');
  assert.equal(server.questions.length, 6);
  assert.ok(elapsedMs < 900);
});

test('a second server answers where the first is mute', async (t) => {
  const servers = await Promise.all([
    startDnsServer({ 'a.test': 'mute' }),
    startDnsServer({ 'a.test': { A: ['10.0.0.1'] } }),
  ]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const resolver = createResolver({ servers: servers.map(({ address }) => address), timeoutMs: 900 });
  assert.equal((await resolver.lookup('a.test', never)).outcome, 'answered');
});

for (const rcode of ['SERVFAIL', 'REFUSED', 'NOTIMP'] as const) {
  test(`a second server answers where the first says ${rcode}, and the first is named`, async (t) => {
    const servers = await Promise.all([
      startDnsServer({ 'a.test': rcode }),
      startDnsServer({ 'a.test': { A: ['10.0.0.1'] } }),
    ]);
    t.after(() => Promise.all(servers.map((server) => server.close())));
    const addresses = servers.map(({ address }) => address);
    const resolver = createResolver({ servers: addresses, timeoutMs: 900 });
    const { elapsedMs: _, ...lookup } = await resolver.lookup('a.test', never);
    assert.deepEqual(lookup, {
      outcome: 'answered',
      addresses: ['10.0.0.1'],
      from: 'dns',
      failed: [{ server: addresses[0], rcode }],
    });
  });
}

test('a name that the second server denies does not exist, whatever the first said', async (t) => {
  const servers = await Promise.all([
    startDnsServer({ 'a.test': 'SERVFAIL' }),
    startDnsServer({ 'a.test': 'NXDOMAIN' }),
  ]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const resolver = createResolver({ servers: servers.map(({ address }) => address), timeoutMs: 900 });
  assert.equal((await resolver.lookup('a.test', never)).outcome, 'no-such-name');
});

test('where every server fails, the first failure is the answer', async (t) => {
  const servers = await Promise.all([
    startDnsServer({ 'a.test': 'mute' }),
    startDnsServer({ 'a.test': 'REFUSED' }),
  ]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const resolver = createResolver({ servers: servers.map(({ address }) => address), timeoutMs: 600 });
  const { elapsedMs: _, ...lookup } = await resolver.lookup('a.test', never);
  assert.deepEqual(lookup, { outcome: 'server-failure', rcode: 'REFUSED' });
});

test('a question for AAAA that nobody answers does not spoil or hold up a good A', async (t) => {
  const { resolver } = await resolverFor(t, { 'a.test': { A: ['10.0.0.1'], muteAAAA: true } }, 900);
  const lookup = await resolver.lookup('a.test', never);
  assert.deepEqual(
    { ...lookup, elapsedMs: 0 },
    {
      outcome: 'answered',
      addresses: ['10.0.0.1'],
      from: 'dns',
      elapsedMs: 0,
      incomplete: 'AAAA',
    },
  );
  assert.ok(lookup.elapsedMs < 600, `took ${lookup.elapsedMs} ms`);
});

test('a question for AAAA that fails does not spoil a good A', async (t) => {
  const { resolver } = await resolverFor(t, { 'a.test': { A: ['10.0.0.1'], failAAAA: 'SERVFAIL' } });
  const lookup = await resolver.lookup('a.test', never);
  assert.equal(lookup.outcome, 'answered');
  assert.equal('incomplete' in lookup && lookup.incomplete, 'AAAA');
});

for (const [failAAAA, expected] of [
  ['SERVFAIL', 'server-failure'],
  ['NXDOMAIN', 'no-address'],
] as const) {
  test(`a name without A whose AAAA ends in ${failAAAA} is ${expected}`, async (t) => {
    const { resolver } = await resolverFor(t, { 'a.test': { A: [], failAAAA } });
    assert.equal((await resolver.lookup('a.test', never)).outcome, expected);
  });
}

test('an abort ends a look-up at once, and others may still wait for its answer', async (t) => {
  const { resolver } = await resolverFor(t, { 'a.test': 'mute' }, 300);
  const abort = new AbortController();
  const startedMs = performance.now();
  setTimeout(() => abort.abort(), 20);
  assert.equal((await resolver.lookup('a.test', abort.signal)).outcome, 'silent');
  assert.ok(performance.now() - startedMs < 150);
  assert.equal((await resolver.lookup('a.test', never)).outcome, 'silent');
});

test('a name is asked once however many questions need it', async (t) => {
  const { resolver, server } = await resolverFor(t, { 'a.test': { A: ['10.0.0.1'] } });
  await Promise.all([1, 2, 3].map(() => resolver.lookup('a.test', never)));
  assert.deepEqual([...server.questions].sort(), ['A a.test', 'AAAA a.test']);
});

test('the hosts file comes before any server, IPv4 first, comments and bad lines aside', async (t) => {
  const hosts = [
    '# 10.9.9.9 gateway.test',
    '::1 gateway.test',
    '10.0.0.7\tGateway.test alias # note',
    '10.0.0.8 gateway.test',
    'nonsense gateway.test',
  ].join('\n');
  const { resolver, server } = await resolverFor(t, {}, 600, hosts);
  const lookup = await resolver.lookup('gateway.TEST', never);
  assert.deepEqual(lookup, {
    outcome: 'answered',
    addresses: ['10.0.0.7', '10.0.0.8', '::1'],
    from: 'hosts',
    elapsedMs: 0,
  });
  assert.deepEqual(server.questions, []);
});

test('an address answers itself', async (t) => {
  const { resolver } = await resolverFor(t, {});
  for (const address of ['10.1.2.3', '2001:db8::7']) {
    const lookup = await resolver.lookup(address, never);
    assert.equal('from' in lookup && lookup.from, 'literal');
    assert.deepEqual('addresses' in lookup && lookup.addresses, [address]);
  }
});
