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

test('a silent NAT-T port is told, whatever is refused beside it', () => {
  const silent = { outcome: 'silent' } as const;
  const refused = { outcome: 'refused', code: 'ECONNREFUSED' } as const;
  const told = (...seen: readonly (typeof silent | typeof refused)[]) => {
    const ports = [500, 4500, 5000].slice(0, seen.length);
    const answers = ports.map((port, index) => ({
      ...{ address: '203.0.113.10', port, natT: port === 4500, attempts: 2, seen: seen[index] ?? silent },
    }));
    const spec = ikeSpec.parse({ host: '203.0.113.10', ports });
    return judgeIke([{ spec, observation: { outcome: 'asked', answers } }]).faults.map(
      ({ reason, subject }) => `${reason} ${subject}`,
    );
  };
  const at = (port: number) => `203.0.113.10:${port}`;
  assert.deepEqual(told(silent, refused), [`ike-silent ${at(500)}`]);
  assert.deepEqual(told(silent, silent), [`ike-silent ${at(500)}`, `ike-silent ${at(4500)}`]);
  assert.deepEqual(told(refused, silent, refused), [
    ...[`ike-refused ${at(500)}`, `ike-silent ${at(4500)}`, `ike-refused ${at(5000)}`],
  ]);
});
