import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOpenvpn, measureOpenvpn } from '../../../lib/probes/openvpn/judge.ts';
import { openvpnSpec } from '../../../lib/probes/openvpn/spec.ts';
import { samples, specs } from './samples.ts';

test('the evidence says which name was looked up and what answered', () => {
  const [sample] = samples;
  assert.ok(sample);
  assert.deepEqual(judgeOpenvpn([sample]).evidence[1], {
    subject: `${sample.spec.host}:443`,
    port: 443,
    transport: 'udp',
    name: `0a1b2c3d4e5f.${sample.spec.host}`,
    outcome: 'alive',
    address: '203.0.113.21',
    attempts: 1,
    elapsedMs: 6,
    answer: 'P_CONTROL_HARD_RESET_SERVER_V2',
  });
  assert.equal(measureOpenvpn([sample]).length, 2);
});

test('specs have the documented defaults and refuse what could not be asked', () => {
  for (const spec of specs) assert.ok(openvpnSpec.safeParse(spec).success);
  assert.deepEqual(openvpnSpec.parse({ host: 'vpn.example.com' }), {
    host: 'vpn.example.com',
    port: 443,
    transport: 'udp',
    answersStrangers: false,
    randomPrefix: false,
  });
  for (const bad of [
    {},
    { host: 'vpn.example.com', transport: 'sctp' },
    { host: 'vpn.example.com', port: 0 },
    { host: 'vpn.example.com', ports: [443] },
    { host: '203.0.113.20', randomPrefix: true },
  ]) {
    assert.equal(openvpnSpec.safeParse(bad).success, false, JSON.stringify(bad));
  }
});

test('a name that leads nowhere is a matter for the name service', () => {
  const unresolved = samples.find(({ observation }) => observation.outcome === 'unresolved');
  assert.ok(unresolved);
  assert.deepEqual(
    judgeOpenvpn([unresolved]).faults.map(({ reason, dueTo }) => [reason, dueTo]),
    [['openvpn-silent', 'dns']],
  );
});
