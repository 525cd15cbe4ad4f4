import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogLine } from '../../../lib/core/aws/log-reader.ts';
import { linesOfTunnel, readTunnelLog } from '../../../lib/probes/vpn/tunnel-log.ts';
import { fc } from '../../support/property.ts';

const line = (text: string, stream = 'vpn-1-203.0.113.1-IKE.log'): LogLine => ({ atMs: 1, stream, text });
const json = (fields: object) => line(JSON.stringify(fields));

/** Messages as the guide writes them ("AWS Site-to-Site VPN logs", IKEv1 and IKEv2 error messages). */
const MEANINGS = [
  ['AWS tunnel payload decryption was unsuccessful due to invalid Pre-shared Key', 'authentication-failed'],
  ['AWS tunnel detected a pre-shared key mismatch with cgw: 198.51.100.10', 'authentication-failed'],
  ['AWS tunnel is sending AUTHENTICATION_FAILED as the response', 'authentication-failed'],
  ['No Proposal Match Found by AWS', 'no-proposal'],
  ['No Proposal Match Found. Notifying with "No proposal chosen"', 'no-proposal'],
  ['AWS: Traffic Selector: TS_UNACCEPTABLE: received from responder', 'traffic-selectors'],
  ['AWS tunnel Phase 2 was unable to establish while keeping Phase 1', 'phase-2-failed'],
  ['AWS tunnel Timeout: deleting un-established Phase 1 IKE_SA with cgw: 198.51.100.10', 'half-open'],
  ['AWS tunnel DPD timed out after 3 retransmits', 'device-silent'],
  ['Peer is not responsive - Declaring peer dead', 'device-silent'],
  ['AWS tunnel received DELETE for IKE_SA from CGW', 'device-closed'],
  ['AWS tunnel detected a (CHILD_REKEY) collision as CHILD_DELETE', 'other'],
] as const;

for (const [details, meaning] of MEANINGS) {
  test(`"${details}" means ${meaning}, as JSON and as text`, () => {
    assert.equal(readTunnelLog([json({ details })]).error?.meaning, meaning);
    assert.equal(readTunnelLog([line(`1669300000 ${details}`)]).error?.meaning, meaning);
  });
}

test('ordinary messages mean nothing', () => {
  const log = readTunnelLog([json({ details: 'AWS tunnel processed request (id=1) for CREATE_CHILD_SA' })]);
  assert.equal(log.error, undefined);
});

test('a line belongs to the tunnel whose whole address is in its stream', () => {
  const lines = [line('a', 'vpn-1-203.0.113.1-IKE.log'), line('b', 'vpn-1-203.0.113.10-IKE.log')];
  assert.deepEqual(
    linesOfTunnel(lines, '203.0.113.1').map(({ text }) => text),
    ['a'],
  );
});

test('no line, however it is made, brings anything but a bounded word', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (texts) => {
      const { phase1 = '', error } = readTunnelLog(texts.map((text) => line(text)));
      assert(phase1.length <= 40 && (error?.text ?? '').length <= 200);
    }),
  );
});
