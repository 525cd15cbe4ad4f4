import assert from 'node:assert/strict';
import test from 'node:test';
import { BGP_LOG_MESSAGES } from '../../../lib/catalogue/vpn-log-messages.ts';
import type { LogLine } from '../../../lib/core/aws/log-reader.ts';
import { readBgpLog } from '../../../lib/probes/vpn/bgp-log.ts';
import { fc } from '../../support/property.ts';

const STREAM = 'vpn-1234abcd_1.2.3.4';
const line = (fields: object): LogLine => ({ atMs: 1, stream: STREAM, text: JSON.stringify(fields) });
const session = (details: string, status = 'DOWN') =>
  line({ resource_id: STREAM, type: 'BGPStatus', status, message: { details } });
const route = (prefix: string, status: string, details?: string) =>
  line({ resource_id: STREAM, type: 'RouteStatus', status, message: { prefix, asPath: '64512', details } });

const ESTABLISHED = session(
  'AWS-side peer BGP session state has changed from OpenConfirm to Established with neighbor 169.254.50.85',
  'UP',
);

for (const { says, meaning, weight } of BGP_LOG_MESSAGES) {
  test(`"${says}" is ${weight}: ${meaning}, as JSON and as text`, () => {
    const details = says.replaceAll('…', '169.254.50.85');
    const status = weight === 'good' || weight === 'warning' ? 'UP' : 'DOWN';
    for (const one of [session(details, status), { atMs: 1, stream: STREAM, text: details }]) {
      const { why, warning, status: last } = readBgpLog([one]);
      const isWhy = weight === 'cause' || weight === 'symptom';
      assert.equal(why?.meaning, isWhy ? meaning : undefined);
      assert.equal(warning?.meaning, weight === 'warning' ? meaning : undefined);
      if (weight === 'good') assert.equal(last, 'up');
      if (isWhy) assert.equal(last, 'down');
    }
  });
}

test('what names the cause stays while the session is tried again, and goes once it stands', () => {
  const expired = session('AWS-side peer sent a Hold Timer Expired notification to neighbor 169.254.50.85');
  const closed = session(
    'AWS-side peer BGP session state has changed from Established to Idle with neighbor 169.254.50.85',
  );
  const again = session(
    'AWS-side peer BGP session state has changed from Idle to Connect with neighbor 169.254.50.85',
  );
  assert.equal(readBgpLog([expired, closed, again]).why?.meaning, 'hold-timer');
  assert.equal(readBgpLog([closed, again]).why?.meaning, 'bgp-closed');
  assert.deepEqual(
    [readBgpLog([expired, closed, again, ESTABLISHED])].map(({ why, status }) => [why, status]),
    [[undefined, 'up']],
  );
});

for (const [what, lines, expected] of [
  ['a session that is up without a message we know', [session('no such message', 'UP')], ['up', undefined]],
  [
    'a session that is up again without a message we know',
    [session('Hold Timer Expired'), session('no such message', 'UP')],
    ['up', undefined],
  ],
  ['an error beside the word UP', [session('Hold Timer Expired', 'UP')], ['down', 'hold-timer']],
  ['a session that is down without a message we know', [session('?', 'DOWN')], ['down', undefined]],
  [
    'a state that is new to us after one that is known',
    [ESTABLISHED, session('no such message', 'DAMPED')],
    ['up', undefined],
  ],
  [
    'a line of the tunnel log in the same group',
    [ESTABLISHED, line({ status: 'DOWN', message: { details: 'Hold Timer Expired' } })],
    ['up', undefined],
  ],
  [
    'details that are no text',
    [line({ type: 'BGPStatus', message: { details: ['Hold Timer Expired'] } })],
    [],
  ],
] as const) {
  test(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
    const { status, why } = readBgpLog(lines);
    assert.deepEqual([status, why?.meaning], [expected[0], expected[1]]);
  });
}

test('figures of the messages are read: AS numbers, prefixes and their limit, the hold time', () => {
  const { remoteAsn, expectedAsn, received, limit, holdSeconds } = readBgpLog([
    session(
      'AWS-side peer received an OPEN message from neighbor 169.254.50.85 - version 4, AS 65001, holdtime 30, router-id 10.0.0.1}',
    ),
    session(
      'AWS-side peer detected a bad OPEN message from neighbor 169.254.50.85 - remote AS is 65001, expected 65000',
    ),
    session(
      'AWS-side peer detected the maximum prefix limit was exceeded - received 101 prefixes from neighbor 169.254.50.85, limit is 100',
    ),
  ]);
  assert.deepEqual(
    [remoteAsn, expectedAsn, received, limit, holdSeconds],
    ['65001', '65000', '101', '100', '30'],
  );
});

test('a prefix is denied until it is announced anew or withdrawn', () => {
  const denied = route('172.31.0.0/16', 'UPDATED', 'DENIED due to: as-path contains our own AS');
  const other = route('10.60.0.0/16', 'ADVERTISED', 'DENIED due to: non-connected next-hop');
  assert.deepEqual(readBgpLog([denied, other]).denied, [
    { prefix: '172.31.0.0/16', meaning: 'own-as' },
    { prefix: '10.60.0.0/16', meaning: 'next-hop' },
  ]);
  const log = readBgpLog([
    denied,
    other,
    route('172.31.0.0/16', 'ADVERTISED'),
    route('10.60.0.0/16', 'WITHDRAWN'),
  ]);
  assert.deepEqual([log.denied, log.announced], [[], 1]);
  const gone = readBgpLog([route('10.60.0.0/16', 'ADVERTISED'), route('10.60.0.0/16', 'WITHDRAWN')]);
  assert.deepEqual([gone.denied, gone.announced], [[], 0]);
});

test('a route without a prefix is passed over, and no more prefixes are kept than a tunnel may bring', () => {
  const bare = [{}, { prefix: 10 }].map((message) =>
    line({ type: 'RouteStatus', status: 'ADVERTISED', message }),
  );
  assert.equal(readBgpLog(bare).announced, 0);
  const prefixes = Array.from({ length: 1001 }, (_, place) => `10.${place >> 8}.${place & 255}.0/24`);
  const { denied, announced } = readBgpLog([
    ...prefixes.map((prefix) => route(prefix, 'ADVERTISED')),
    ...prefixes.map((prefix) => route(`1${prefix}`, 'ADVERTISED', 'DENIED due to: non-connected next-hop')),
  ]);
  assert.deepEqual([announced, denied.length], [1001, 999]);
});

test('no line, however it is made, brings anything but bounded words', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (texts) => {
      const log = readBgpLog(texts.map((text) => ({ atMs: 1, stream: STREAM, text })));
      assert(
        (log.why?.text ?? '').length <= 200 && JSON.stringify(log).length < 2000 + 100 * log.denied.length,
      );
    }),
  );
});
