import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BGP_LOG_MESSAGES,
  ROUTE_LOG_MESSAGES,
  TUNNEL_LOG_MESSAGES,
} from '../../../lib/catalogue/vpn-log-messages.ts';
import type { LogLine } from '../../../lib/core/aws/log-reader.ts';
import { linesOfTunnel, readTunnelLog } from '../../../lib/probes/vpn/tunnel-log.ts';
import { fc } from '../../support/property.ts';

const line = (text: string, stream = 'vpn-1-203.0.113.1-IKE.log'): LogLine => ({ atMs: 1, stream, text });
const json = (fields: object) => line(JSON.stringify(fields));

/** What AWS writes where the table has an ellipsis. */
const spoken = (says: string) => says.replaceAll('…', '198.51.100.10');

for (const { says, meaning, weight } of TUNNEL_LOG_MESSAGES) {
  test(`"${says}" means ${meaning}, as JSON and as text`, () => {
    for (const one of [json({ details: spoken(says) }), line(`1669300000 ${spoken(says)}`)]) {
      const { error, lastRekey } = readTunnelLog([one]);
      assert.equal(weight === 'cause' ? error?.meaning : lastRekey?.meaning, meaning);
      if (weight !== 'cause') assert.equal(error, undefined, 'no error');
    }
  });
}

test('every documented message is the first of its table that fits, and there are more than thirty', () => {
  const tables = [TUNNEL_LOG_MESSAGES, BGP_LOG_MESSAGES, ROUTE_LOG_MESSAGES];
  for (const messages of tables)
    for (const message of messages)
      assert.equal(
        messages.find(({ pattern }) => pattern.test(spoken(message.says))),
        message,
        message.says,
      );
  const all = tables.flatMap((messages) => messages.map(({ says }) => says));
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.length >= 49, `${all.length}`);
});

test('the newest line about new keys and the newest about dead peer detection are kept with their time', () => {
  const log = readTunnelLog([
    { ...json({ details: 'AWS tunnel processed request (id=7) for CREATE_CHILD_SA' }), atMs: 10 },
    {
      ...json({ details: 'AWS tunnel DPD timed out after 3 retransmits', nat_t_detected: 'True' }),
      atMs: 20,
    },
    { ...json({ details: '', ike_phase2_state: 'Established' }), atMs: 30 },
  ]);
  assert.deepEqual([log.lastRekey?.atMs, log.lastDpd?.atMs, log.natTraversal], [10, 20, true]);
  assert.equal(log.error, undefined, 'it stands again');
});

test('an error is over once the tunnel stands, and not before', () => {
  const failed = { details: 'AWS tunnel DPD timed out after 3 retransmits' };
  const errorAfter = (...fields: readonly object[]) => readTunnelLog(fields.map(json)).error?.meaning;
  assert.equal(errorAfter(failed, { ike_phase2_state: 'Established' }), undefined);
  assert.equal(errorAfter(failed, { ike_phase2_state: 'Down' }), 'device-silent');
  assert.equal(errorAfter(failed, { details: 'nothing we know' }), 'device-silent');
  assert.equal(errorAfter({ ...failed, ike_phase2_state: 'Established' }), 'device-silent', 'said at once');
});

test('a collision while keys are renewed is an error, and about keys', () => {
  const log = readTunnelLog([
    json({ details: 'AWS tunnel detected a (CHILD_REKEY) collision as CHILD_DELETE' }),
  ]);
  assert.deepEqual([log.error?.meaning, log.lastRekey?.meaning], ['rekey-collision', 'rekey-collision']);
});

for (const [said, natTraversal] of [
  [true, true],
  ['True', true],
  [false, false],
  ['False', false],
  ['perhaps', undefined],
  [undefined, undefined],
] as const) {
  test(`nat_t_detected ${said} is read as ${natTraversal}`, () => {
    assert.equal(readTunnelLog([json({ nat_t_detected: said })]).natTraversal, natTraversal);
  });
}

test('details that are no text say nothing, and neither does what stands behind the first 4000 characters', () => {
  assert.equal(readTunnelLog([json({ details: ['AWS tunnel DPD timed out'] })]).error, undefined);
  assert.equal(readTunnelLog([line(`${'x'.repeat(4000)} DPD timed out`)]).error, undefined);
});

test('lines of the BGP log that come from the same group say nothing of IPsec', () => {
  const bgp = json({ type: 'BGPStatus', status: 'DOWN', details: 'AWS tunnel DPD timed out', message: {} });
  assert.deepEqual(readTunnelLog([bgp]), {});
});

test('a line belongs to the tunnel whose whole address is in its stream', () => {
  const lines = [line('a', 'vpn-1-203.0.113.1-IKE.log'), line('b', 'vpn-1-203.0.113.10-IKE.log')];
  assert.deepEqual(
    linesOfTunnel(lines, '203.0.113.1').map(({ text }) => text),
    ['a'],
  );
  assert.equal(linesOfTunnel([line('a', 'vpn-1-2001:DB8::1-IKE.log')], '2001:db8::1').length, 1);
});

test('no line, however it is made, brings anything but a bounded word', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (texts) => {
      const { phase1 = '', error } = readTunnelLog(texts.map((text) => line(text)));
      assert(phase1.length <= 40 && (error?.text ?? '').length <= 200);
    }),
  );
});
