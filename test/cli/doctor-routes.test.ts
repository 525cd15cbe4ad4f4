import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRoutes } from '../../lib/cli/doctor/check-routes.ts';
import { rowMaker } from '../../lib/cli/doctor/rows.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { systemClock } from '../../lib/core/time.ts';
import { lookFinding } from '../support/alarm-messages.ts';
import { memoryStore } from '../support/memory-store.ts';

const CONFIG = parseConfig(
  `
ownerTag: team
notify:
  email: [{ to: a@example.com }]
  routes:
    - { severity: [info], to: [a@example.com] }
    - { owner: ["stor*"], to: [a@example.com] }
    - { tags: { site: [paris] }, to: [a@example.com] }
    - { owner: [network], tags: { site: [seoul] }, to: [a@example.com] }
vantages:
  - { name: here, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], discover: [vpn] }
`.replace('severity: [info]', 'severity: [warning], when: { days: [sun] }'),
);

async function found(findings: readonly object[]) {
  const store = memoryStore(systemClock);
  if (findings.length > 0)
    await store.putLastReport('here', JSON.stringify({ version: 1, startedAt: '2026-11-21', findings }));
  const rows = await checkRoutes(
    CONFIG,
    { store } as never,
    rowMaker({ stage: 'prod', region: 'us-east-1' }),
  );
  return rows.map(({ subject, finding, status, values }) => [subject, finding, status, values.what]);
}

test('a tag or an owner that nothing reported last carries is named, with its route', async () => {
  const seen = [
    { ...lookFinding('healthy'), owner: 'storage' },
    { ...lookFinding('failed'), owner: 'network', tags: { site: 'london' } },
  ];
  assert.deepEqual(await found(seen), [
    ['notify.routes[1]', 'in-order', 'ok', undefined],
    ['notify.routes[2]', 'route-fits-nothing', 'unknown', 'tag site paris'],
    ['notify.routes[3]', 'route-fits-nothing', 'unknown', 'owner network; tag site seoul'],
  ]);
});

test('where nothing was reported yet, nothing is said of routes', async () => {
  assert.deepEqual(await found([]), []);
});
