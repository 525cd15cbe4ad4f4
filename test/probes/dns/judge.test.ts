import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lookup } from '../../../lib/core/names.ts';
import { judgeDns, measureDns } from '../../../lib/probes/dns/judge.ts';
import type { DnsObservation } from '../../../lib/probes/dns/observe.ts';
import { dnsSpec } from '../../../lib/probes/dns/spec.ts';
import { samples, specs } from './samples.ts';

for (const { spec, observation, expect } of samples) {
  const expects = spec.expect ?? (spec.addresses ? 'known addresses' : 'any address');
  test(`${observation.outcome} where ${expects} is expected gives ${expect.reason ?? 'no fault'}`, () => {
    const { faults } = judgeDns([{ spec, observation }]);
    assert.deepEqual(
      faults.map(({ reason, subject }) => [reason, subject]),
      expect.reason === null ? [] : [[expect.reason, spec.host]],
    );
  });
}

const host = 'a.test';
const answered = { outcome: 'answered', from: 'dns', elapsedMs: 1.26, servers: ['10.0.0.2'] } as const;

test('a fault names only the addresses that are wrong', () => {
  const { faults } = judgeDns([
    { spec: { host, expect: 'private' }, observation: { ...answered, addresses: ['10.0.0.1', '52.1.1.1'] } },
  ]);
  assert.equal(faults[0]?.values?.addresses, '52.1.1.1');
});

test('an address that is no host’s is wrong whatever was expected, and another one beside it is not', () => {
  const observation = { ...answered, addresses: ['10.0.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'] };
  const { faults } = judgeDns([{ spec: { host }, observation }]);
  assert.equal(faults[0]?.values?.addresses, '0.0.0.0, 224.0.0.1, 255.255.255.255');
});

test('addresses are compared by value, not by spelling', () => {
  const { faults } = judgeDns([
    {
      spec: { host, addresses: ['2001:DB8:0:0::1'] },
      observation: { ...answered, addresses: ['2001:db8::1'] },
    },
  ]);
  assert.deepEqual(faults, []);
});

test('the evidence shows addresses, response code, servers and time', () => {
  const { evidence } = judgeDns([{ spec: { host }, observation: { ...answered, addresses: ['10.0.0.1'] } }]);
  assert.deepEqual(evidence, [
    {
      subject: host,
      outcome: 'answered',
      addresses: ['10.0.0.1'],
      from: 'dns',
      rcode: 'NOERROR',
      servers: ['10.0.0.2'],
      elapsedMs: 1.3,
    },
  ]);
});

test('an answer from the hosts file is blamed on the file and is not measured', () => {
  const asked = [
    {
      spec: { host, expect: 'private' as const },
      observation: { ...answered, from: 'hosts' as const, addresses: ['52.1.1.1'] },
    },
  ];
  assert.equal(judgeDns(asked).faults[0]?.values?.servers, '/etc/hosts');
  assert.equal(judgeDns(asked).evidence[0]?.rcode, undefined);
  assert.deepEqual(measureDns(asked), []);
});

test('the time a server took is measured', () => {
  assert.deepEqual(measureDns([{ spec: { host }, observation: { ...answered, addresses: ['10.0.0.1'] } }]), [
    { name: 'LookupTime', value: 1.3, unit: 'Milliseconds', subject: host },
  ]);
});

test('a question with an unknown key, a bad host or a bad address is refused', () => {
  for (const spec of specs) assert.equal(dnsSpec.safeParse(spec).success, true);
  assert.equal(dnsSpec.safeParse({ host, expects: 'private' }).success, false);
  assert.equal(dnsSpec.safeParse({ host: '-bad-' }).success, false);
  assert.equal(dnsSpec.safeParse({ host, addresses: ['10.0.0'] }).success, false);
  assert.equal(dnsSpec.safeParse({ host, addresses: [] }).success, false);
});

const resolved = (...addresses: readonly string[]) => ({ ...answered, addresses });
const silent = { outcome: 'silent', elapsedMs: 900 } as const;
const unreachable = { outcome: 'server-unreachable', elapsedMs: 1 } as const;
const noSuchName = { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 1 } as const;
const servers = ['10.0.0.2', '10.0.0.3'];

/** What is told of a private name, asked here and of the servers it should be forwarded to. */
function forwarded(observation: DnsObservation, ...lookups: readonly Lookup[]) {
  const forwarders = lookups.map((lookup, index) => ({ server: `10.0.1.${index}`, lookup }));
  const spec = { host, expect: 'private', forwarders: forwarders.map(({ server }) => server) } as const;
  return judgeDns([{ spec, observation: { ...observation, servers, forwarders } }]);
}

test('a name that only a forwarder knows is due to the forwarding: both answers, and whom to ask', () => {
  const { faults } = forwarded(
    resolved('52.1.1.1', '52.1.1.2'),
    noSuchName,
    resolved('10.0.1.5', '10.0.2.5'),
  );
  assert.deepEqual(faults, [
    {
      ...{ reason: 'name-not-forwarded', subject: host, dueTo: 'resolver' },
      values: {
        servers: '10.0.0.2, 10.0.0.3',
        addresses: '52.1.1.1, 52.1.1.2',
        forwarders: '10.0.1.0, 10.0.1.1',
        expected: '10.0.1.5, 10.0.2.5',
        server: '10.0.1.1',
        serverPort: 53,
      },
    },
  ]);
  const unknown = { ...noSuchName, servers };
  assert.equal(forwarded(unknown, resolved('10.0.1.5')).faults[0]?.values?.addresses, 'no-such-name');
});

test('forwarders that all give no answer are the fault, if the servers here give one', () => {
  const noAddress = { outcome: 'no-address', rcode: 'NOERROR', elapsedMs: 1, servers } as const;
  const failure = { outcome: 'server-failure', rcode: 'SERVFAIL', elapsedMs: 1, servers } as const;
  for (const observation of [resolved('52.1.1.1'), { ...noSuchName, servers }, noAddress]) {
    const [fault] = forwarded(observation, silent, unreachable).faults;
    assert.deepEqual(
      [fault?.reason, fault?.dueTo, fault?.values?.server],
      [...['forwarder-silent', 'resolver', '10.0.1.0']],
    );
  }
  const told = (observation: DnsObservation, ...lookups: readonly Lookup[]) =>
    forwarded(observation, ...lookups).faults.map(({ reason, dueTo }) => `${reason} ${dueTo}`);
  // One of them answers, and as wrongly: whatever is wrong, the rules of forwarding may be why.
  assert.deepEqual(told(resolved('52.1.1.1'), silent, resolved('52.1.1.1')), [
    'address-not-private resolver',
  ]);
  assert.deepEqual(told(resolved('52.1.1.1'), silent, noSuchName), ['address-not-private resolver']);
  assert.deepEqual(told({ ...silent, servers }, silent), ['dns-timeout resolver']);
  assert.deepEqual(told(failure, silent), ['dns-server-failure resolver']);
  assert.deepEqual(told(resolved('52.1.1.1')), ['address-not-private undefined']);
});

test('the evidence shows what each forwarder said, and a silence without a code', () => {
  const [shown] = forwarded(resolved('52.1.1.1'), silent, resolved('10.0.1.5', '10.0.1.6')).evidence;
  assert.deepEqual(shown?.forwarders, ['10.0.1.0: silent', '10.0.1.1: 10.0.1.5 10.0.1.6']);
  for (const observation of [silent, unreachable]) {
    const [mute] = judgeDns([{ spec: { host }, observation: { ...observation, servers } }]).evidence;
    assert.deepEqual(mute, {
      ...{ subject: host, outcome: observation.outcome, servers, elapsedMs: observation.elapsedMs },
    });
    assert.deepEqual(measureDns([{ spec: { host }, observation: { ...observation, servers } }]), []);
  }
});

test('an address that is none of the endpoint: what was expected, and every server that was asked', () => {
  const spec = { host, addresses: ['10.0.1.5', '10.0.2.5'] };
  const { faults } = judgeDns([{ spec, observation: { ...resolved('10.9.9.9'), servers } }]);
  assert.deepEqual(faults[0]?.values, {
    ...{ addresses: '10.9.9.9', expected: '10.0.1.5, 10.0.2.5', servers: '10.0.0.2, 10.0.0.3' },
    ...{ server: '10.0.0.2', serverPort: 53 },
  });
});
