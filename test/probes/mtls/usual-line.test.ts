import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isAccepted,
  isNotVerified,
  locateUsual,
  newStarts,
  sameKey,
  usualClient,
  usualTime,
} from '../../../lib/probes/mtls/usual-line.ts';
import { PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from '../../support/connection-log.ts';

/** The short cut itself: that it takes what it can is the speed of a log, and what it takes must be cut at the right bytes. */

const FIELDS: readonly string[] = [
  '2026-11-21T10:00:00.123456Z',
  '10.0.3.7',
  '51234',
  '443',
  'TLSv1.3',
  'TLS_AES_128_GCM_SHA256',
  '0.012',
  '"CN=a b,O=Example"',
  'NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z',
  '58A59F1B',
  'Success',
  'TID_d1a2',
];
const [SUBJECT, VALIDITY, STATUS] = [7, 8, 10] as const;
const withField = (field: number, text: string) =>
  FIELDS.map((one, at) => (at === field ? text : one)).join(' ');

/** The line among others, as it stands in a piece of a log. */
function located(line: string) {
  const before = 'x y z\n';
  const bytes = Buffer.from(`${before}${line}\n${FIELDS.join(' ')}\n`, 'latin1');
  const starts = newStarts();
  const end = before.length + line.length;
  const isUsual = locateUsual(bytes, before.length, end, starts);
  return { bytes, starts, end, isUsual, at: [...starts].map((start) => start - before.length) };
}
const isUsual = (line: string) => located(line).isUsual;
const startsOf = (fields: readonly string[]) =>
  fields.map((_, at) => fields.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0));

test('the lines that AWS publishes are usual, and each field begins where it does', () => {
  for (const line of [PUBLISHED_SUCCESS, PUBLISHED_FAILURE]) assert.equal(isUsual(line), true, line);
  for (const fields of [
    FIELDS,
    FIELDS.with(SUBJECT, '-').with(VALIDITY, '-').with(STATUS, '-'),
    FIELDS.with(SUBJECT, 'CN=a').with(VALIDITY, 'NotBefore=2023;NotAfter=2024'),
    FIELDS.with(VALIDITY, 'NotBefore=2023-09-21T22:43:21Z;NotUntil=2026-06-17T22:43:21Z'),
    FIELDS.with(VALIDITY, `${FIELDS[VALIDITY]}1`),
  ]) {
    const { isUsual, at } = located(fields.join(' '));
    assert.deepEqual([isUsual, at], [true, startsOf(fields)], fields.join(' '));
  }
});

test('what stands otherwise is for the reader of every line', () => {
  for (const line of [
    ` ${FIELDS.join(' ')}`,
    withField(0, '2026-11-21T10:00:00Z'),
    withField(0, '2026-11-21T10:00:00.12345aZ'),
    withField(0, '2026-11-21 10:00:00.123456Z'),
    withField(0, '2026,11-21T10:00:00.123456Z'),
    withField(1, ''),
    withField(1, '"10.0.3.7"'),
    withField(SUBJECT, '"CN=a'),
    withField(SUBJECT, '"CN=a" b"'),
    withField(SUBJECT, '"CN=a\\"'),
    withField(SUBJECT, '""CN=a"'),
    withField(VALIDITY, '-'),
    withField(VALIDITY, ' NotBefore=2023;NotAfter=2024'),
    withField(11, ''),
    withField(11, '"TID_d1a2"'),
    withField(11, ' TID_d1a2'),
    FIELDS.slice(0, 11).join(' '),
    FIELDS.slice(0, 8).join(' '),
  ])
    assert.equal(isUsual(line), false, line);
});

test('how a connection ended, and its time and client, are those of the line', () => {
  const ends = [
    ['Success', true, false],
    ['-', false, true],
    ['Failed:ClientCertExpired', false, false],
    ['Successful', false, false],
    ['-1', false, false],
  ] as const;
  for (const [status, accepted, notVerified] of ends) {
    const { bytes, starts } = located(withField(STATUS, status));
    assert.deepEqual(
      [isAccepted(bytes, starts), isNotVerified(bytes, starts)],
      [accepted, notVerified],
      status,
    );
    assert.deepEqual([usualTime(bytes, starts), usualClient(bytes, starts)], [FIELDS[0], FIELDS[1]]);
  }
});

test('two lines have one key where they differ in time, client port, duration and trace only', () => {
  const more = ['X25519', 'app/lb/1', '10.0.1.1'];
  const keyOf = (fields: readonly string[]) => {
    const { bytes, starts, end } = located(fields.join(' '));
    return sameKey(bytes, starts, end);
  };
  const whole = [...FIELDS, ...more];
  const key = keyOf(whole);
  for (const [field, text] of whole.entries()) {
    const other = field === 0 ? text.replace('2026', '2025') : text.replace(/[0-9a-z](?=\D*$)/, 'q');
    const isSame = [0, 2, 6, 11].includes(field);
    assert.equal(keyOf(whole.with(field, other)) === key, isSame, `${field} ${other}`);
  }
  // What follows the trace is part of it, and the next line is not.
  assert.equal(key.endsWith(` ${more.join(' ')}`), true);
  assert.equal(keyOf(FIELDS).endsWith(`${FIELDS[STATUS]} `), true);
});
