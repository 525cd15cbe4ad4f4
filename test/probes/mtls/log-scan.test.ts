import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BrokenGzipError, gunzipByContent } from '../../../lib/probes/kit/gunzip.ts';
import type { LogEntry } from '../../../lib/probes/mtls/log-line.ts';
import {
  type LogFilter,
  LogScanner,
  type LogTotals,
  MAX_LINE_BYTES,
} from '../../../lib/probes/mtls/log-scan.ts';
import { RefusalTally } from '../../../lib/probes/mtls/log-tally.ts';
import { logLine, PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from '../../support/connection-log.ts';
import { readPlainly } from '../../support/plain-log-reader.ts';
import { fc, propertyRuns } from '../../support/property.ts';

interface Scanned {
  readonly totals: LogTotals;
  readonly refused: readonly LogEntry[];
}

function scan(pieces: readonly (string | Buffer)[], filter?: LogFilter): Scanned {
  const refused: LogEntry[] = [];
  const scanner = new LogScanner({ add: (entry) => refused.push(entry) }, filter);
  for (const piece of pieces) scanner.push(Buffer.from(piece));
  return { totals: scanner.endLog(), refused };
}

const LOG = `${[PUBLISHED_SUCCESS, PUBLISHED_FAILURE, logLine({ status: '-' }), logLine()].join('\n')}\n`;

test('lines are counted by how they ended', () => {
  const { totals, refused } = scan([LOG]);
  assert.deepEqual(
    [totals.lines, totals.accepted, totals.refused, totals.notVerified, totals.unreadable],
    [4, 1, 2, 1, 0],
  );
  assert.deepEqual(
    refused.map(({ status }) => status),
    [
      { outcome: 'refused', code: 'ClientCertUntrusted' },
      { outcome: 'refused', code: 'ClientCertExpired' },
    ],
  );
  assert.equal(totals.from, '2023-10-04T17:05:15.514108Z');
  assert.equal(totals.to, '2026-11-21T10:00:00.123456Z');
});

test('a log reads the same however it is cut', () => {
  const whole = scan([LOG]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: LOG.length }), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), LOG.length];
      const pieces = at.slice(1).map((end, index) => LOG.slice(at[index], end));
      const cut = scan(pieces);
      assert.deepEqual(cut.refused, whole.refused);
      assert.deepEqual({ ...cut.totals, faults: [] }, whole.totals);
    }),
  );
});

test('a last line without a line feed and carriage returns are read', () => {
  const { totals } = scan([`${logLine()}\r\n${logLine()}`]);
  assert.equal(totals.refused, 2);
});

test('what cannot be read is counted, and the first faults name their lines', () => {
  const lines = [logLine(), 'rubbish', '', logLine(), ...Array.from({ length: 10 }, () => 'more')];
  const { totals } = scan([lines.join('\n')]);
  assert.equal(totals.refused, 2);
  assert.equal(totals.unreadable, 12);
  assert.deepEqual(
    totals.faults.map(({ line }) => line),
    [2, 3, 5, 6, 7],
  );
  assert.match(totals.faults[0]?.expected ?? '', /^a time such as/);
});

test('a quote that is never closed is not closed by what stands in front of the line', () => {
  const { totals } = scan([
    ` NotBefore=a 5A Success T x\n${logLine({ subject: '"CN=a', status: 'Success' })}\n`,
  ]);
  assert.deepEqual(
    totals.faults.map(({ expected }) => expected),
    [
      'a time such as 2023-10-04T17:05:15.514108Z in field 1',
      'a closing quote of field 8 (leaf_client_cert_subject)',
    ],
  );
});

test('the bytes and the span of time of a log are told, also where lines begin in one piece and end in the next', () => {
  const times = ['10:00:03', '10:00:01', '10:00:02'].map((time) => `2026-11-21T${time}.000000Z`);
  const log = Buffer.from(`rubbish\n${times.map((at) => `${logLine({ at })}\n`).join('')}rubbish`);
  for (const cut of [0, 20, 300, 360, log.length]) {
    const { totals } = scan([log.subarray(0, cut), log.subarray(cut)]);
    assert.equal(totals.bytes, log.length);
    assert.equal(totals.lines, 5);
    if (cut === 300) assert.deepEqual([totals.from, totals.to], [times[1], times[0]]);
  }
  assert.deepEqual([scan([]).totals.from, scan([]).totals.lines], [null, 0]);
});

test('a line of the most bytes is read, and one of a byte more is not, in one piece or many', () => {
  for (const [more, refused] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const line = logLine({
      subject: `"CN=${'x'.repeat(MAX_LINE_BYTES - logLine({ subject: '"CN="' }).length + more)}"`,
    });
    for (const ending of ['\n', '\r\n', '']) {
      const bytes = Buffer.from(`${line}${ending}`);
      for (const pieces of [
        [bytes],
        [bytes.subarray(0, 9), bytes.subarray(9)],
        [bytes.subarray(0, -1), bytes.subarray(-1)],
      ]) {
        const { totals } = scan(pieces);
        assert.deepEqual([totals.lines, totals.refused], [1, refused]);
        if (refused === 0)
          assert.deepEqual(totals.faults, [
            { line: 1, expected: 'a line of at most 65536 bytes', got: 'a longer one' },
          ]);
      }
    }
  }
});

test('how long a line is does not depend on how much stands before it', () => {
  const count = Math.ceil((2 * MAX_LINE_BYTES) / logLine().length);
  const { totals } = scan([`${logLine()}\n`.repeat(count)]);
  assert.deepEqual([totals.refused, totals.unreadable], [count, 0]);
});

test('line numbers begin anew with each log', () => {
  const scanner = new LogScanner({ add: () => undefined });
  scanner.push(Buffer.from(`${logLine()}\n${logLine()}\n`));
  assert.deepEqual(scanner.endLog().faults, []);
  scanner.push(Buffer.from('rubbish\n'));
  assert.deepEqual(
    scanner.endLog().faults.map(({ line }) => line),
    [1],
  );
  assert.equal(scanner.totals().lines, 3);
});

test('a line of a megabyte is refused in constant memory, and the next one is read', () => {
  const scanner = new LogScanner({ add: () => undefined });
  const piece = Buffer.alloc(64 * 1024, 0x41);
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let megabyte = 0; megabyte < 64; megabyte += 1) {
    for (let index = 0; index < 16; index += 1) scanner.push(piece);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    scanner.push(Buffer.from(`\n${logLine()}\n`));
  }
  const totals = scanner.endLog();
  assert.equal(totals.unreadable, 64);
  assert.equal(totals.refused, 64);
  assert.equal(totals.faults[0]?.expected, `a line of at most ${MAX_LINE_BYTES} bytes`);
  assert.ok(most < 32 * 1024 * 1024, `${most} bytes held`);
});

test('only the wanted client counts', () => {
  const log = [logLine({ client: '203.0.113.7' }), logLine({ client: '203.0.113.70' }), PUBLISHED_SUCCESS];
  const { totals, refused } = scan([log.join('\n')], { client: '203.0.113.7' });
  assert.deepEqual(
    refused.map(({ client }) => client),
    ['203.0.113.7'],
  );
  assert.equal(totals.filteredOut, 2);
  assert.equal(totals.accepted, 0);
  // Others count neither as not verified nor as refused once more.
  const tally = new RefusalTally();
  const scanner = new LogScanner(tally, { client: '203.0.113.7' });
  const other = { client: '203.0.113.70' };
  const lines = [logLine(), logLine(other), logLine({ ...other, status: '-' }), logLine(other), logLine()];
  scanner.push(Buffer.from(lines.join('\n')));
  const { refused: counted, notVerified, filteredOut } = scanner.endLog();
  assert.deepEqual([counted, notVerified, filteredOut], [2, 0, 3]);
  // Nor does one that is known already, but of another time.
  const since = new LogScanner(new RefusalTally(), { since: '2026-11-21T10:00:00.000000Z' });
  since.push(Buffer.from(`${logLine()}\n${logLine({ at: '2026-11-20T10:00:00.000000Z' })}`));
  assert.deepEqual([since.endLog().refused, since.totals().filteredOut], [1, 1]);
});

test('the first moment counts, the last does not, and fewer decimals are zeros', () => {
  const at = (text: string) => logLine({ at: text });
  const log = [
    at('2026-11-21T09:59:59.999999Z'),
    at('2026-11-21T10:00:00.000000Z'),
    at('2026-11-21T10:00:00Z'),
    at('2026-11-21T10:00:00.5Z'),
    at('2026-11-21T10:00:01.000000Z'),
    at('2026-11-21T10:00:01Z'),
  ];
  const { refused } = scan([log.join('\n')], {
    since: '2026-11-21T10:00:00.000000Z',
    until: '2026-11-21T10:00:01.000000Z',
  });
  assert.deepEqual(
    refused.map((entry) => entry.at),
    ['2026-11-21T10:00:00.000000Z', '2026-11-21T10:00:00.000000Z', '2026-11-21T10:00:00.500000Z'],
  );
});

test('random bytes only ever count as unreadable', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (pieces) => {
      const { totals } = scan(pieces.map((piece) => Buffer.from(piece)));
      assert.equal(totals.lines, totals.accepted + totals.refused + totals.notVerified + totals.unreadable);
    }),
  );
});

async function gunzipped(pieces: readonly Buffer[]): Promise<{ text: string; error: unknown }> {
  const out: Buffer[] = [];
  try {
    for await (const piece of gunzipByContent(iterate(pieces))) out.push(Buffer.from(piece));
  } catch (error) {
    return { text: Buffer.concat(out).toString(), error };
  }
  return { text: Buffer.concat(out).toString(), error: undefined };
}

async function* iterate(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Text that does not shrink to nothing, so that a cut loses something. */
const LONG = Array.from({ length: 3000 }, (_, index) =>
  logLine({ serial: (index * 2_654_435_761).toString(16), client: `198.51.100.${index % 250}` }),
).join('\n');

test('gzip is recognised by its content, in one piece, byte by byte and in several members', async () => {
  const bytes = gzipSync(LONG);
  assert.equal((await gunzipped([bytes])).text, LONG);
  assert.equal((await gunzipped([...gzipSync(LOG)].map((byte) => Buffer.of(byte)))).text, LOG);
  assert.equal((await gunzipped([gzipSync('one\n'), gzipSync('two\n')])).text, 'one\ntwo\n');
  for (const zeros of [1, 512, 70_000]) {
    const padded = Buffer.concat([gzipSync(LOG), Buffer.alloc(zeros)]);
    assert.deepEqual(await gunzipped([padded]), { text: LOG, error: undefined }, `${zeros} zeros`);
    const pieces = [padded.subarray(0, -1), padded.subarray(-1)];
    assert.deepEqual(await gunzipped(pieces), { text: LOG, error: undefined }, `${zeros} zeros in two`);
  }
});

test('what is not gzip passes as it is, also when it is shorter than the magic bytes', async () => {
  assert.equal((await gunzipped([Buffer.from(LOG)])).text, LOG);
  assert.equal((await gunzipped([Buffer.from('x')])).text, 'x');
  assert.equal((await gunzipped([])).text, '');
});

test('truncated gzip gives what is there and then says so', async () => {
  const bytes = gzipSync(LONG);
  const { text, error } = await gunzipped([bytes.subarray(0, Math.floor(bytes.length / 2))]);
  assert.ok(error instanceof BrokenGzipError && error.truncated);
  assert.ok(text.length > LONG.length / 4, `${text.length} of ${LONG.length}`);
  assert.ok(LONG.startsWith(text));
});

test('damaged gzip says that it is damaged', async () => {
  const bytes = gzipSync(LONG);
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0xff, middle, middle + 64);
  const { error } = await gunzipped([bytes]);
  assert.ok(error instanceof BrokenGzipError && !error.truncated);
});

test('an error of the source passes as it is', async () => {
  const failing = async function* (): AsyncGenerator<Buffer> {
    yield gzipSync(LONG).subarray(0, 100);
    throw new RangeError('the disk is gone');
  };
  await assert.rejects(async () => {
    for await (const _ of gunzipByContent(failing()));
  }, RangeError);
});

test('the tally counts codes exactly and keeps the most frequent groups when there are too many', () => {
  const tally = new RefusalTally(100);
  const scanner = new LogScanner(tally);
  for (let index = 0; index < 1000; index += 1) {
    scanner.push(Buffer.from(`${logLine({ client: `198.51.${index >> 8}.${index & 255}` })}\n`));
    scanner.push(Buffer.from(`${logLine({ client: '203.0.113.9', status: 'Failed:ClientCertCrlHit' })}\n`));
  }
  assert.deepEqual(
    tally.codes().map(({ code, count }) => [code, count]),
    [
      ['ClientCertExpired', 1000],
      ['ClientCertCrlHit', 1000],
    ],
  );
  const groups = tally.groups();
  assert.ok(groups.length <= 100);
  assert.equal(groups[0]?.client, '203.0.113.9');
  assert.equal(groups[0]?.count, 1000);
  assert.equal(groups.reduce((sum, { count }) => sum + count, 0) + tally.dropped, 2000);
});

/** Lines as they come, and lines with a few bytes changed, taken out or put in: what a quick reading may trip over. */
const PARTS = fc.record(
  {
    at: fc.constantFrom(
      '2026-11-21T10:00:00.123456Z',
      '2026-11-21T10:00:01Z',
      '2026-11-21T09:00:00 123456Z',
      'Z',
    ),
    client: fc.constantFrom('203.0.113.7', '2001:db8::7', '-', '"203.0.113.7"'),
    subject: fc.constantFrom(
      '-',
      '"-"',
      '""',
      '" CN=edge "',
      '"CN=a,O=Example\\, Ltd"',
      '"CN=\\"quoted\\" name,C=US"',
      '"CN=ends in a backslash\\"',
      '"CN=a" NotBefore=b"',
      'CN=plain"',
      '"CN=세무서"',
      `"CN=${'x'.repeat(500)}"`,
    ),
    validity: fc.constantFrom(
      'NotBefore=2026-01-02T19:17:20Z;NotAfter=2027-04-02T19:17:20Z',
      'NotBefore=2026-01-02T19:17:20Z;NotAfter=2028-04-02T19:17:20Z',
      '"NotBefore=a b;NotAfter=c"',
      '-',
    ),
    serial: fc.constantFrom('5A017AD0D1', '5A', '-', '"5A"'),
    status: fc.constantFrom(
      'Success',
      '-',
      'Failed:ClientCertExpired',
      '"Failed:ClientCertExpired"',
      'Failed:',
      'Failed:New_Code',
    ),
    loadBalancer: fc.constantFrom('app/api/0123456789abcdef', '-', '"app/api/0"'),
    tls: fc.constantFrom(
      '443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256',
      '443 "TLSv1.2" -',
      '443  TLSv1.2 -',
      '443 - -',
    ),
    more: fc.constantFrom('', ' -', ' "open', ' " NotBefore=x'),
  },
  { requiredKeys: [] },
);
const EDITS = fc.array(
  fc.record({
    at: fc.nat(360),
    takeOut: fc.nat(3),
    putIn: fc.constantFrom('', ' ', '  ', '"', '" ', '\\', '-', 'Z', '\r', '\u00e9', 'NotBefore='),
  }),
  { maxLength: 2 },
);
/** Also those that nothing but a whole line can tell from what is usual. */
const FILTERS: fc.Arbitrary<LogFilter> = fc.constantFrom(
  {},
  {},
  { client: '203.0.113.7' },
  { since: '2026-11-21T10:00:00.123456Z', until: '2026-11-21T10:00:01.000000Z' },
  { until: '2026-11-21T10:00:00.123456Z' },
);
/** The quick reader does not look into the dates that AWS itself writes. */
const HAS_BROKEN_DATE = /NotBefore=(?=[^;]{0,19} |[^ ]{20};NotAfter=.{0,19} ).{20};NotAfter=.{20} /;
const EDITED_LINE = fc
  .tuple(PARTS, EDITS)
  .map(([parts, edits]) => {
    let line = logLine(parts);
    for (const { at, takeOut, putIn } of edits) line = line.slice(0, at) + putIn + line.slice(at + takeOut);
    return line;
  })
  .filter((line) => !HAS_BROKEN_DATE.test(line));

test('a log counts as its lines do when a plain reader reads each by itself', () => {
  fc.assert(
    fc.property(
      fc.array(EDITED_LINE, { minLength: 1, maxLength: 30 }),
      FILTERS,
      fc.boolean(),
      (lines, filter, isCut) => {
        const read = lines.map(readPlainly);
        const entries = read.flatMap((one) => ('status' in one ? [one] : []));
        const wanted = entries.filter(
          ({ client, at }) =>
            (filter.client === undefined || client === filter.client) &&
            (filter.since === undefined || at >= filter.since) &&
            (filter.until === undefined || at < filter.until),
        );
        const ending = (status: RegExp) => wanted.filter((one) => status.test(one.status)).length;
        const log = Buffer.from(`${lines.join('\n')}\n`);
        const pieces = isCut ? [log.subarray(0, 100), log.subarray(100, 600), log.subarray(600)] : [log];
        const { totals, refused: heard } = scan(pieces, filter);
        assert.deepEqual(
          heard.map((entry) => ({
            at: entry.at,
            client: entry.client,
            cipher: entry.cipher,
            subject: entry.subject,
            notAfter: entry.notAfter,
            serial: entry.serial,
            status: entry.status.outcome === 'refused' && `Failed:${entry.status.code}`,
            loadBalancer: entry.loadBalancer,
            node: entry.node,
          })),
          wanted.filter(({ status }) => status.startsWith('Failed')),
        );
        assert.deepEqual(
          [totals.lines, totals.accepted, totals.notVerified, totals.refused, totals.filteredOut],
          [lines.length, ending(/^Success/), ending(/^-/), ending(/^Failed/), entries.length - wanted.length],
        );
        const faults = read.flatMap((one, index) => ('expected' in one ? [[index + 1, one.expected]] : []));
        assert.equal(totals.unreadable, faults.length);
        assert.deepEqual(
          totals.faults.map(({ line, expected }) => [line, expected]),
          faults.slice(0, 5),
        );
      },
    ),
    { numRuns: propertyRuns(400) },
  );
});

test('lines that are not decoded again count as if they were', () => {
  fc.assert(
    fc.property(
      fc.array(EDITED_LINE, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(2, 5, 100),
      (lines, groupsKept) => {
        const log = Buffer.from(`${[...lines, ...lines, ...lines].join('\n')}\n`);
        const quick = new RefusalTally(groupsKept);
        const plain = new RefusalTally(groupsKept);
        const quickly = new LogScanner(quick);
        const plainly = new LogScanner({ add: (entry) => plain.add(entry) });
        for (const scanner of [quickly, plainly]) scanner.push(log);
        assert.deepEqual(quickly.endLog(), plainly.endLog());
        assert.deepEqual(quick.codes(), plain.codes());
        assert.deepEqual(quick.groups(), plain.groups());
        assert.equal(quick.dropped, plain.dropped);
      },
    ),
  );
});

test('a quote that belongs to a name tells it from a quoted name, decoded again or not', () => {
  const tally = new RefusalTally();
  new LogScanner(tally).push(
    Buffer.from(`${logLine({ subject: '"CN=a"' })}\n${logLine({ subject: 'CN=a"' })}\n`),
  );
  assert.deepEqual(
    tally.groups().map(({ subject }) => subject),
    ['CN=a', 'CN=a"'],
  );
});

test('refused lines of one client that negotiated otherwise are another group, decoded again or not', () => {
  const tally = new RefusalTally();
  const old = logLine({ tls: '443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256' });
  new LogScanner(tally).push(Buffer.from(`${[logLine(), old, logLine(), old].join('\n')}\n`));
  assert.deepEqual(
    tally.groups().map(({ protocol, count }) => [protocol, count]),
    [
      ['TLSv1.3', 2],
      ['TLSv1.2', 2],
    ],
  );
});

test('what a field says does not depend on its neighbours', () => {
  const plain = logLine({ subject: '" CN=edge "' });
  const { refused } = scan([`${plain}\n${plain.replace('TLSv1.3', 'TLSv1.\u00e9')}\n`]);
  assert.deepEqual(
    refused.map(({ subject }) => subject),
    ['CN=edge', 'CN=edge'],
  );
});

test('what a tally knows by its bytes is not decoded again', () => {
  const tally = new RefusalTally();
  let decoded = 0;
  const scanner = new LogScanner({
    add: (entry, key) => {
      decoded += 1;
      tally.add(entry, key);
    },
    again: (key, at) => tally.again(key, at),
  });
  for (let index = 0; index < 10; index += 1)
    scanner.push(Buffer.from(`${logLine({ at: `2026-11-21T10:00:0${index}.000000Z` })}\n`));
  assert.equal(decoded, 1);
  const [group] = tally.groups();
  assert.deepEqual(
    [group?.count, group?.first, group?.last],
    [10, '2026-11-21T10:00:00.000000Z', '2026-11-21T10:00:09.000000Z'],
  );
});

test('the memory of a piece is free once the next is asked for', async () => {
  const held: Buffer[] = [];
  for await (const piece of gunzipByContent(iterate([gzipSync(Buffer.alloc(4 * 1024 * 1024, LOG))]))) {
    assert.ok(held.every(({ length }) => length === 0));
    held.push(piece);
  }
  assert.ok(held.length >= 4, `${held.length} pieces`);
});
