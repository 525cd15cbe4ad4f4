import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  directionOf,
  type FlowPair,
  parseFlowRecord,
  unrecordedFields,
} from '../../lib/explain/flow-record.ts';

const FIELDS = ['interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'action'];
const STORED_MS = 1_700_000_000_000;
const LINE = 'eni-1 10.0.3.7 10.0.1.5 41022 1031 6 REJECT';

test('a line has a word for each field, with any white space between, or is no record', () => {
  const record = parseFlowRecord(LINE, FIELDS, STORED_MS);
  assert.deepEqual(record, {
    interfaceId: 'eni-1',
    action: 'REJECT',
    from: { address: '10.0.3.7', port: 41_022 },
    to: { address: '10.0.1.5', port: 1031 },
    endMs: STORED_MS,
    protocol: '6',
  });
  assert.deepEqual(parseFlowRecord(`  ${LINE.replaceAll(' ', '\t ')}\n`, FIELDS, STORED_MS), record);
  const none = [
    '',
    LINE.slice(0, LINE.lastIndexOf(' ')),
    `${LINE} more`,
    `${LINE} and much more`,
    LINE.replace('REJECT', 'SKIPDATA'),
    LINE.replace('1031', '-'),
    LINE.replace('41022', 'x'),
  ];
  for (const line of none) assert.equal(parseFlowRecord(line, FIELDS, STORED_MS), undefined, line);
});

test('a record ends when the flow log says, else when it began, else when it was stored', () => {
  const endMs = (fields: readonly string[], words: string) =>
    parseFlowRecord(`${LINE} ${words}`, [...FIELDS, ...fields], STORED_MS)?.endMs;
  assert.equal(endMs(['start', 'end'], '1700000100 1700000160'), 1_700_000_160_000);
  assert.equal(endMs(['start', 'end'], '1700000100 -'), 1_700_000_100_000);
  assert.equal(endMs(['start'], '1700000100'), 1_700_000_100_000);
  assert.equal(endMs(['start', 'end'], '- -'), STORED_MS);
});

test("of a packet that a gateway carries its own addresses count, the interface's where there are none", () => {
  const fields = [...FIELDS, 'pkt-srcaddr', 'pkt-dstaddr'];
  const addresses = (words: string) => {
    const { from, to } = parseFlowRecord(`${LINE} ${words}`, fields, STORED_MS) ?? assert.fail();
    return [from.address, to.address];
  };
  assert.deepEqual(addresses('192.168.5.9 10.9.1.7'), ['192.168.5.9', '10.9.1.7']);
  assert.deepEqual(addresses('- -'), ['10.0.3.7', '10.0.1.5']);
});

test('what a line holds is bounded', () => {
  const long = 'x'.repeat(500);
  const record = parseFlowRecord(`${long} ${long} ${long} 1 2 6 ACCEPT`, FIELDS, STORED_MS);
  assert.deepEqual(
    [record?.interfaceId.length, record?.from.address.length, record?.to.address.length],
    [40, 45, 45],
  );
});

test('what a flow log must record to prove anything is known by name, of addresses also those of the packet', () => {
  assert.deepEqual(unrecordedFields([]), FIELDS);
  assert.deepEqual(unrecordedFields(FIELDS), []);
  const packet = FIELDS.map((name) => (name.endsWith('addr') ? `pkt-${name}` : name));
  assert.deepEqual(unrecordedFields(packet), []);
});

test('a record is of a pair by protocol, address, port and source', () => {
  const pair: FlowPair = {
    sources: ['not read', '192.168.5.9', '10.0.3.0/24'],
    address: '10.0.1.5',
    port: 1031,
    protocol: 'tcp',
  };
  const direction = (line: string, of = pair) => {
    const record = parseFlowRecord(line, FIELDS, STORED_MS);
    assert(record !== undefined, line);
    return directionOf(record, of);
  };
  const cases: readonly (readonly [string, 'asked' | 'answer' | undefined])[] = [
    [LINE, 'asked'],
    [LINE.replace('10.0.3.7', '192.168.5.9'), 'asked'],
    ['eni-1 10.0.1.5 10.0.3.7 1031 41022 6 ACCEPT', 'answer'],
    [LINE.replace('10.0.3.7', '192.168.5.8'), undefined],
    [LINE.replace('10.0.3.7', 'somebody'), undefined],
    [LINE.replace('10.0.1.5', '10.0.1.6'), undefined],
    [LINE.replace('1031', '1032'), undefined],
    [LINE.replace(' 6 ', ' 17 '), undefined],
    ['eni-1 10.0.1.5 10.0.4.7 1031 41022 6 ACCEPT', undefined],
    ['eni-1 10.0.1.5 10.0.3.7 1032 41022 6 ACCEPT', undefined],
  ];
  for (const [line, answer] of cases) assert.equal(direction(line), answer, line);
  const udp = { ...pair, protocol: 'udp' } as const;
  assert.equal(direction(LINE, udp), undefined);
  assert.equal(direction(LINE.replace(' 6 ', ' 17 '), udp), 'asked');
});
