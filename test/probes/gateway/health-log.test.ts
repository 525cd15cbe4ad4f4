import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogLine } from '../../../lib/core/aws/log-reader.ts';
import { readHealthLines } from '../../../lib/probes/gateway/health-log.ts';
import { fc } from '../../support/property.ts';

const ID = 'sgw-B1D123D4';
const line = (fields: object | string, atMs = 1): LogLine => ({
  atMs,
  stream: 'share-E1A2B34C',
  text: typeof fields === 'string' ? fields : JSON.stringify(fields),
});

test('of severities the gravest stays, a line without one is INFO, and of new words the last stays', () => {
  const severityOf = (...severities: readonly unknown[]) =>
    readHealthLines(
      severities.map((severity) => line({ type: 'Reboot', severity })),
      ID,
    ).entries[0]?.severity;
  const cases: readonly (readonly [readonly unknown[], string])[] = [
    [[undefined], 'INFO'],
    [[7], 'INFO'],
    [['warning'], 'WARNING'],
    [['INFO', 'ERROR'], 'ERROR'],
    [['INFO', 'WARNING'], 'WARNING'],
    [['WARNING', 'INFO'], 'WARNING'],
    [['ERROR', 'WARNING'], 'ERROR'],
    [['INFO', 'FATAL'], 'INFO'],
    [['FATAL', 'GRAVE'], 'GRAVE'],
  ];
  for (const [severities, expected] of cases) assert.equal(severityOf(...severities), expected);
});

test('forty types are kept, and of each the times of its twenty newest lines', () => {
  const others = Array.from({ length: 40 }, (_, index) => line({ type: `T${index}` }));
  const repeated = Array.from({ length: 20 }, (_, index) => line({ type: 'T0' }, index + 2));
  const { entries } = readHealthLines([...others, line({ type: 'T40' }), ...repeated], ID);
  assert.deepEqual([entries.length, entries.at(-1)?.type], [40, 'T39']);
  const [first] = entries;
  assert.deepEqual([first?.count, first?.atMs.length, first?.atMs[0]], [21, 20, 2]);
});

test('details are texts and numbers; anything else in their place is left out', () => {
  const fields = {
    type: 'GatewayClockOutOfSync',
    gatewayTimeDriftSeconds: 12300,
    source: { is: 'x' },
    key: 'k',
  };
  assert.deepEqual(readHealthLines([line(fields)], ID).entries[0]?.details, {
    key: 'k',
    gatewayTimeDriftSeconds: '12300',
  });
});

test('lines of one type are counted together, the gravest severity stays, the newest line gives the details', () => {
  const { entries } = readHealthLines(
    [
      line({ type: 'S3AccessDenied', severity: 'ERROR', key: 'a', timestamp: '1000' }),
      line({ type: 'S3AccessDenied', severity: 'INFO', key: 'b', timestamp: '2000' }),
    ],
    ID,
  );
  assert.deepEqual(
    entries.map(({ count, severity, atMs, details }) => [count, severity, atMs, details.key]),
    [[2, 'ERROR', [1000, 2000], 'b']],
  );
});

test('another gateway’s lines in a shared group are not ours', () => {
  const { entries } = readHealthLines(
    [
      line({ type: 'Reboot', gateway: 'sgw-FFFFFFFF' }),
      line({ type: 'HardReboot', gateway: 'sgw-b1d123d4' }),
    ],
    ID,
  );
  assert.deepEqual(
    entries.map((entry) => entry.type),
    ['HardReboot'],
  );
});

test('what is no health line is counted and believed in nothing', () => {
  const rubbish = ['', 'not json', '[]', 'null', '42', '{"severity":"ERROR"}', '{"type":7}', '{"type":""}'];
  assert.deepEqual(
    readHealthLines(
      rubbish.map((text) => line(text)),
      ID,
    ),
    { entries: [], unreadable: rubbish.length },
  );
});

test('a timestamp that no date can hold is replaced by the event’s own', () => {
  const read = (timestamp: unknown) =>
    readHealthLines([line({ type: 'Reboot', timestamp }, 77)], ID).entries[0]?.atMs;
  for (const timestamp of ['9e99', '-1', 0, 'soon', Number.MAX_VALUE, true, [5]]) {
    assert.deepEqual(read(timestamp), [77], JSON.stringify(timestamp));
  }
  assert.deepEqual([read(1000), read('1000'), read(8.64e15)], [[1000], [1000], [8.64e15]]);
});

test('control characters and endless texts do not get through', () => {
  const { entries } = readHealthLines(
    [line({ type: `Re\u001b[2Jboot${'x'.repeat(9000)}`, key: '\u202e'.repeat(99) })],
    ID,
  );
  assert.ok((entries[0]?.type.length ?? 99) <= 60);
  assert.doesNotMatch(JSON.stringify(entries), /\\u001b|\u202e/);
});

test('any lines at all give bounded groups, and never an error', () => {
  const value = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.record({ type: fc.string(), timestamp: fc.anything() }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 80 }), (values) => {
      const lines = values.map((one) => line(typeof one === 'string' ? one : (JSON.stringify(one) ?? '')));
      const { entries, unreadable } = readHealthLines(lines, ID);
      assert.ok(entries.length <= 40 && unreadable <= lines.length);
      for (const entry of entries) {
        assert.ok(entry.atMs.length <= 20);
        for (const at of entry.atMs) new Date(at).toISOString();
      }
    }),
  );
});
