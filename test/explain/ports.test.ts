import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portSpan, protocolNumber, protocolOf } from '../../lib/explain/packet.ts';
import { formatPorts, joinPorts } from '../../lib/explain/ports.ts';

test('runs of ports come in order, each port once, and neighbours are one run', () => {
  const joined = (...ranges: readonly (readonly [number, number])[]) =>
    formatPorts(joinPorts(ranges.map(([from, to]) => ({ from, to }))));
  assert.equal(joined(), '');
  assert.equal(joined([1028, 1028], [443, 443], [1026, 1026], [1027, 1027]), '443, 1026-1028');
  assert.equal(joined([2000, 3000], [22, 22], [1, 10], [3, 5]), '1-10, 22, 2000-3000');
  assert.equal(joined([5, 9], [5, 6], [1, 3], [11, 12]), '1-3, 5-9, 11-12');
  assert.equal(joined([1, 2], [1, 4], [9, 9], [8, 8]), '1-4, 8-9');
});

test('a rule takes in the ports it names, every port where it names none, and of ICMP a type', () => {
  const of = (protocol: string, fromPort: number | null, toPort: number | null) => {
    const { from, to } = portSpan({ protocol, fromPort, toPort });
    return `${from}-${to}`;
  };
  for (const protocol of ['tcp', '6', 'udp', '-1']) {
    assert.deepEqual(
      [of(protocol, 443, 445), of(protocol, null, null), of(protocol, -1, -1), of(protocol, 0, 0)],
      ['443-445', '0-65535', '0-65535', '0-0'],
    );
    assert.deepEqual([of(protocol, 8, 0), of(protocol, 22, null)], ['8-0', '22-65535']);
  }
  for (const protocol of ['icmp', 'ICMP', '1', 'icmpv6', '58']) {
    assert.deepEqual(
      [
        of(protocol, 8, -1),
        of(protocol, 8, null),
        of(protocol, 8, 0),
        of(protocol, 0, 0),
        of(protocol, 128, 128),
      ],
      ['8-8', '8-8', '8-8', '0-0', '128-128'],
    );
    // Another code than that of an echo, and a rule without a type.
    assert.deepEqual([of(protocol, 3, 4), of(protocol, 0, 1)], ['-1--1', '-1--1']);
    assert.deepEqual([of(protocol, -1, -1), of(protocol, null, null)], ['0-65535', '0-65535']);
  }
});

test('a protocol has one number, whatever it is called, and ICMP another name for IPv6', () => {
  assert.deepEqual(['icmp', 'TCP', 'udp', 'icmpv6', '58', '-1', '47'].map(protocolNumber), [
    '1',
    '6',
    '17',
    '58',
    '58',
    '-1',
    '47',
  ]);
  assert.deepEqual(
    [protocolOf('icmp', 6), protocolOf('icmp', 4), protocolOf('tcp', 6), protocolOf('udp', 4)],
    ['icmpv6', 'icmp', 'tcp', 'udp'],
  );
});
