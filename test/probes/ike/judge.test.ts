import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeIke } from '../../../lib/probes/ike/judge.ts';
import { ikeSpec } from '../../../lib/probes/ike/spec.ts';
import { samples, specs } from './samples.ts';

test('the evidence names the notification, the version and what was asked', () => {
  const [sample] = samples;
  assert.ok(sample);
  const { evidence } = judgeIke([sample]);
  assert.deepEqual(evidence[1], {
    subject: '203.0.113.10:4500',
    outcome: 'alive',
    address: '203.0.113.10',
    port: 4500,
    attempts: 1,
    natT: true,
    elapsedMs: 4.3,
    version: 2,
    notify: 'INVALID_KE_PAYLOAD',
    payloads: ['N'],
    wantedGroup: 14,
  });
});

test('a host without an address is explained by dns', () => {
  const judged = judgeIke([
    {
      spec: ikeSpec.parse({ host: 'gone.example' }),
      observation: { outcome: 'unresolved', lookup: 'silent' },
    },
  ]);
  assert.deepEqual(
    judged.faults.map(({ dueTo }) => dueTo),
    ['dns', 'dns'],
  );
});

test('specs have the documented defaults and refuse what could not be asked', () => {
  for (const spec of specs) assert.ok(ikeSpec.safeParse(spec).success);
  assert.deepEqual(ikeSpec.parse({ host: '203.0.113.10' }), {
    host: '203.0.113.10',
    ports: [500, 4500],
    natTraversalPort: 4500,
    versions: [2, 1],
    answersStrangers: false,
  });
  for (const bad of [
    {},
    { host: 'a b' },
    { host: '203.0.113.10', ports: [] },
    { host: '203.0.113.10', ports: [0] },
    { host: '203.0.113.10', ports: [70_000] },
    { host: '203.0.113.10', versions: [3] },
    { host: '203.0.113.10', versions: [] },
    { host: '203.0.113.10', versions: [2, 2] },
    { host: '203.0.113.10', ports: [500, 500] },
    { host: '203.0.113.10', port: 500 },
  ]) {
    assert.equal(ikeSpec.safeParse(bad).success, false, JSON.stringify(bad));
  }
});
