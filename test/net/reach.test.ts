import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedOwnAddresses, reachOfMachine, refusal } from '../../lib/net/reach.ts';

const NOTHING = { ipv6: false, allow: [] };

for (const address of [
  '127.0.0.1',
  '127.8.9.1',
  '169.254.169.254',
  '169.254.170.2',
  '0.0.0.0',
  '::1',
  '::ffff:127.0.0.1',
  'fe80::1',
  'fd00:ec2::254',
  'fd00:ec2::23',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b::7f00:1',
  'fe80::1%eth0',
])
  test(`${address} is the machine's own: no name may lead there`, () => {
    assert.match(refusal(address, { ipv6: true, allow: [] }) ?? '', /configuration does not name it/);
    assert.equal(refusal(address, { ipv6: true, allow: [address] }), undefined, 'unless it is named');
  });

test('private, public and group addresses are connected to, IPv6 ones where the vantage has IPv6', () => {
  for (const address of ['10.0.0.1', '192.168.1.1', '52.1.2.3', '100.64.0.1', '255.255.255.255', '224.0.0.1'])
    assert.equal(refusal(address, NOTHING), undefined, address);
  for (const address of ['2001:db8::1', 'fd12:3456::1', '64:ff9b::a00:1', 'ff02::1']) {
    assert.match(refusal(address, NOTHING) ?? '', /IPv6, which the vantage does not have/);
    assert.equal(refusal(address, { ipv6: true, allow: [] }), undefined, address);
  }
});

test('what a configuration names is found at any depth, with and without a port', () => {
  const fields = [
    { address: '127.0.0.1:8443' },
    { hosts: [{ host: '169.254.169.123', port: 123 }], via: '[::1]:3128', other: '10.0.0.1:443' },
  ];
  assert.deepEqual([...namedOwnAddresses(fields)].sort(), ['127.0.0.1', '169.254.169.123', '::1']);
});

/** An interface as the system describes it. */
const nic = (address: string, internal = false) => ({
  address,
  internal,
  family: address.includes(':') ? ('IPv6' as const) : ('IPv4' as const),
  netmask: '',
  mac: '',
  cidr: null,
  scopeid: 0,
});

test('a machine has the families it has addresses of, beyond itself and its link', () => {
  const lo = [nic('127.0.0.1', true), nic('::1', true)];
  assert.deepEqual(reachOfMachine({ lo, eth0: [nic('10.0.0.5'), nic('fe80::1')] }), {
    ipv6: false,
    ipv4: true,
  });
  assert.deepEqual(reachOfMachine({ lo, eth0: [nic('2001:db8::5')] }), { ipv6: true, ipv4: false });
  assert.deepEqual(reachOfMachine({ lo }), { ipv6: true }, 'a machine that sees only itself refuses nothing');
});

test('a machine connects to its own addresses, and to no family it lacks', () => {
  const reach = reachOfMachine({ eth0: [nic('10.0.0.5')] });
  for (const address of ['127.0.0.1', '::1', '169.254.169.254', '10.0.0.1'])
    assert.equal(refusal(address, reach), undefined, address);
  assert.match(refusal('2001:db8::1', reach) ?? '', /IPv6, which the vantage does not have/);
  const other = reachOfMachine({ eth0: [nic('2001:db8::5')] });
  assert.match(refusal('192.0.2.1', other) ?? '', /IPv4, which the vantage does not have/);
});
