import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../../lib/core/observation.ts';
import { judgeOpenvpn, measureOpenvpn } from '../../../lib/probes/openvpn/judge.ts';
import { openvpn } from '../../../lib/probes/openvpn/kind.ts';
import { openvpnSpec } from '../../../lib/probes/openvpn/spec.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { samples, specs } from './samples.ts';

for (const { spec, observation, expect } of samples) {
  const title =
    observation.outcome === 'asked'
      ? observation.answers.map(({ seen }) => seen.outcome).join(', ')
      : observation.outcome;
  test(`${title}${spec.answersStrangers ? ' (answers strangers)' : ''}: ${expect.status} ${expect.reason}`, () => {
    const question: Question = { kind: 'openvpn', ...spec };
    const planned = { vantage: 'v', target: 'roadwarrior', question, shown: true };
    const [finding] = judgeAll([{ planned, observation }], [openvpn]);
    assert.deepEqual({ status: finding?.status, reason: finding?.reason }, expect);
  });
}

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
