import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REASON_BY_CODE } from '../../../lib/probes/mtls/codes.ts';
import { type LogEntry, parseLine } from '../../../lib/probes/mtls/log-line.ts';
import { logLine, PUBLISHED_SUCCESS } from '../../support/connection-log.ts';
import { fc } from '../../support/property.ts';

/** As a log's bytes are read: one character each. */
function bytesOf(line: string): string {
  return Buffer.from(line).toString('latin1');
}

function entryOf(line: string): LogEntry {
  const parsed = parseLine(bytesOf(line));
  assert.equal(parsed.outcome, 'entry', JSON.stringify(parsed));
  return parsed.entry;
}

function faultOf(line: string): { readonly expected: string; readonly got: string } {
  const parsed = parseLine(bytesOf(line));
  assert.equal(parsed.outcome, 'not-a-line');
  return parsed.fault;
}

test('fields thirteen to fifteen are read where they are there, and what follows them is ignored', () => {
  const entry = entryOf(logLine({ more: ' - something-new "with spaces"' }));
  assert.equal(entry.keyExchange, 'X25519MLKEM768');
  assert.equal(entry.loadBalancer, 'app/api/0123456789abcdef');
  assert.equal(entry.node, '10.0.1.17');
});

test('each field of a line that AWS publishes says what it is', () => {
  assert.deepEqual(entryOf(PUBLISHED_SUCCESS), {
    at: '2023-10-04T17:05:15.514108Z',
    client: '203.0.113.1',
    clientPort: 36280,
    listenerPort: 443,
    protocol: 'TLSv1.2',
    cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
    handshakeSeconds: 4.036,
    subject: 'CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US',
    notBefore: '2023-09-21T22:43:21Z',
    notAfter: '2026-06-17T22:43:21Z',
    serial: 'FEF257372D5C14D4',
    status: { outcome: 'accepted' },
    traceId: 'TID_3180a73013c8ca4bac2f731159d4b0fe',
    keyExchange: null,
    loadBalancer: null,
    node: null,
  });
});

test('a time, a code or a validity with something around it is none, and a finer time is cut', () => {
  const whole = '2026-11-21T10:00:00';
  assert.equal(entryOf(logLine({ at: `${whole}.123456789Z` })).at, `${whole}.123456Z`);
  for (const at of [`x${whole}Z`, `${whole}Z1`, `${whole}.1234567890Z`])
    assert.match(faultOf(logLine({ at })).expected, /^a time/);
  for (const status of ['xFailed:Code', 'Failed:Code!', 'Failed:'])
    assert.match(faultOf(logLine({ status })).expected, /^Success, Failed/);
  const validity = 'xNotBefore=2026;NotAfter=2027';
  assert.equal(entryOf(logLine({ subject: '-', validity })).notAfter, null);
});

test('every code has a line that gives it, quoted or not', () => {
  for (const code of Object.keys(REASON_BY_CODE)) {
    for (const status of [`Failed:${code}`, `"Failed:${code}"`]) {
      assert.deepEqual(entryOf(logLine({ status })).status, { outcome: 'refused', code });
    }
  }
});

test('a dash stands for nothing in every field', () => {
  const entry = entryOf('2026-11-21T10:00:00.123456Z - - - - - - - - - - -');
  assert.deepEqual(
    { ...entry, at: null, status: null },
    Object.fromEntries(Object.keys(entry).map((key) => [key, null])),
  );
  assert.deepEqual(entry.status, { outcome: 'not-verified' });
});

const SUBJECTS: readonly (readonly [string, string])[] = [
  ['"CN=a b c,O=Two Words  Inc."', 'CN=a b c,O=Two Words  Inc.'],
  [String.raw`"CN=x,O=ACME\, Inc."`, String.raw`CN=x,O=ACME\, Inc.`],
  [String.raw`"CN=the \"best\" one,C=US"`, String.raw`CN=the \"best\" one,C=US`],
  ['"CN=the "best" one,C=US"', 'CN=the "best" one,C=US'],
  [String.raw`"CN=x,OU=domain\\"`, String.raw`CN=x,OU=domain\\`],
  [String.raw`"CN=x,OU=domain\"`, String.raw`CN=x,OU=domain\ `.trim()],
  ['"CN=대한민국 게이트웨이"', 'CN=대한민국 게이트웨이'],
  ['"é"', 'é'],
  ['" CN=a"', 'CN=a'],
  ['"CN=a "', 'CN=a'],
  ['""', ''],
  ['"-"', ''],
];
for (const [written, read] of SUBJECTS) {
  test(`the subject ${written} is read whole`, () => {
    const entry = entryOf(logLine({ subject: written }));
    assert.equal(entry.subject ?? '', read);
    assert.equal(entry.serial, '5A017AD0D1');
    assert.deepEqual(entry.status, { outcome: 'refused', code: 'ClientCertExpired' });
  });
}

test('a subject with spaces and quotes is read whole where no validity follows it', () => {
  const entry = entryOf(logLine({ subject: '"CN=a "b" c"', validity: '-' }));
  assert.equal(entry.subject, 'CN=a "b" c');
  assert.equal(entry.notAfter, null);
});

test('control characters of a subject do not reach the reader', () => {
  assert.equal(entryOf(logLine({ subject: '"CN=\u001b[31mred\u202e"' })).subject, 'CN= [31mred');
});

const FAULTS: readonly (readonly [string, string, RegExp, string])[] = [
  ['prose', 'Lorem ipsum dolor sit amet', /^a time such as/, '"Lorem ipsum dolor sit amet"'],
  ['nothing', '', /^a time such as/, 'no text'],
  ['what is no text', '\u0000\u0001', /^a time such as/, 'no text'],
  ['an open quote in front', '"rubbish', /^a time such as/, '""rubbish"'],
  ['an access log', `http ${PUBLISHED_SUCCESS}`, /in field 1$/, ''],
  ['too few fields', PUBLISHED_SUCCESS.split(' ').slice(0, 9).join(' '), /^at least 12 fields$/, '9'],
  ['an open quote', PUBLISHED_SUCCESS.replace('C=US"', 'C=US'), /closing quote of field 8/, 'none'],
  ['a foreign status', logLine({ status: 'FAILED:expired' }), /in field 11/, '"FAILED:expired"'],
];
for (const [what, line, expected, got] of FAULTS) {
  test(`${what} is refused with what was expected`, () => {
    const fault = faultOf(line);
    assert.match(fault.expected, expected);
    assert.equal(fault.got.startsWith(got), true, fault.got);
  });
}

test('random bytes are a line or a fault, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const parsed = parseLine(Buffer.from(bytes).toString('latin1'));
      assert.ok(parsed.outcome === 'entry' || parsed.fault.got.length <= 120);
    }),
  );
});

test('a line survives any text in its subject that holds no lone quote before a validity', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9 =,+.\\/-]{1,40}$/);
  fc.assert(
    fc.property(word, (subject) => {
      const entry = entryOf(logLine({ subject: `"CN=${subject}"` }));
      assert.deepEqual(entry.status, { outcome: 'refused', code: 'ClientCertExpired' });
      assert.equal(entry.serial, '5A017AD0D1');
    }),
  );
});
