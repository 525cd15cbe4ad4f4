import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeDns, measureDns } from '../../../lib/probes/dns/judge.ts';
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
