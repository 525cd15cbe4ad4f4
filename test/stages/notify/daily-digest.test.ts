import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import type { LogFailures } from '../../../lib/core/notify/client-failures.ts';
import { HOUR_MS } from '../../../lib/core/time.ts';
import { dailyFindings } from '../../../lib/stages/notify/daily-digest.ts';
import { memoryStore } from '../../support/memory-store.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 9);
const config = parseConfig(`
language: ko
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }]
mtls:
  - { name: api, loadBalancer: app/api/0123456789abcdef, logs: "s3://bucket/prefix" }
`);

const refused = (over: Partial<LogFailures> = {}): readonly LogFailures[] => [
  {
    loadBalancer: 'app/api/0123456789abcdef',
    bucket: 'bucket',
    key: 'prefix/AWSLogs/1/conn_log.log.gz',
    code: 'ClientCertExpired',
    count: 4,
    clientCount: 1,
    clients: [
      {
        client: '203.0.113.7',
        subject: 'CN=client-1,O=Example Corp,C=US',
        serial: '5A017AD0D1',
        notBefore: '2026-01-02T19:17:20Z',
        notAfter: '2026-10-02T19:17:20Z',
        count: 4,
        last: '2026-11-21T08:00:00.000000Z',
      },
    ],
    ...over,
  },
];

test('the clients that a load balancer refused in a day are told with the runbook, added up', async () => {
  const store = memoryStore({ wallMs: () => NOW_MS });
  await store.putLogFailures({ id: 'a', atMs: NOW_MS - HOUR_MS }, refused());
  await store.putLogFailures({ id: 'b', atMs: NOW_MS - 2 * HOUR_MS }, refused({ count: 3 }));
  await store.putLogFailures({ id: 'yesterday', atMs: NOW_MS - 30 * HOUR_MS }, refused({ count: 100 }));
  await store.putLogFailures(
    { id: 'other', atMs: NOW_MS },
    refused({ loadBalancer: 'app/other/0123456789abcdef' }),
  );
  const { degraded, muted } = await dailyFindings(config, store, [], NOW_MS);
  assert.deepEqual(muted, []);
  assert.deepEqual(
    degraded.map(({ target, check, reason }) => [target, check, reason]),
    [['api', 'mtls', 'client-cert-expired']],
  );
  assert.match(degraded[0]?.summary ?? '', /횟수: 7.*203\.0\.113\.7/);
  assert.equal(degraded[0]?.runbook?.title, '클라이언트 인증서가 만료됨');
  const clients = degraded[0]?.evidence[0]?.clients;
  assert.ok(Array.isArray(clients));
  assert.equal(clients.length, 1);
});

test('a muted load balancer waits among the muted, and a quiet day tells nothing', async () => {
  const store = memoryStore({ wallMs: () => NOW_MS });
  assert.deepEqual(await dailyFindings(config, store, [], NOW_MS), { failed: [], degraded: [], muted: [] });
  await store.putLogFailures({ id: 'a', atMs: NOW_MS - HOUR_MS }, refused());
  const mute = { target: 'api', untilMs: NOW_MS + HOUR_MS, reason: 'renewal under way' };
  const { degraded, muted } = await dailyFindings(config, store, [mute], NOW_MS);
  assert.deepEqual([degraded.length, muted.length], [0, 1]);
});
