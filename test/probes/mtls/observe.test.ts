import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLoadBalancerReader } from '../../../lib/aws/load-balancers.ts';
import { createMetricReader } from '../../../lib/aws/metrics.ts';
import type { ObjectReader, StoredObject } from '../../../lib/core/aws/object-reader.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { judgeMtls } from '../../../lib/probes/mtls/judge.ts';
import { mtls } from '../../../lib/probes/mtls/kind.ts';
import { type MtlsObservation, observeMtls } from '../../../lib/probes/mtls/observe.ts';
import { mtlsSpec } from '../../../lib/probes/mtls/spec.ts';
import type { FakeServices } from '../../support/fake-aws.ts';
import {
  type FakeBalancer,
  fakeBalancerMetrics,
  fakeLoadBalancer,
  LOAD_BALANCER,
  LOAD_BALANCER_ARN,
} from '../../support/fake-load-balancer.ts';
import { readClients } from '../../support/read-clients.ts';

const NOW_MS = Date.parse('2026-11-21T00:30:00Z');
const FOLDER = 'alb/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2';

function logKey(day: string, id = 'app.api.0123456789abcdef', end = '20261121T0025Z'): string {
  return `${FOLDER}/${day}/conn_log_123456789012_elasticloadbalancing_ap-northeast-2_${id}_${end}_10.0.1.17_20sg8hgm.log.gz`;
}

function balancer({
  enabled = true,
  sums = {},
  ...more
}: FakeBalancer & {
  readonly enabled?: boolean;
  readonly sums?: Readonly<Record<string, readonly number[]>>;
} = {}): FakeServices {
  return {
    elasticloadbalancing: fakeLoadBalancer({ logs: enabled, ...more }),
    monitoring: fakeBalancerMetrics(sums, NOW_MS),
  };
}

function objectsOf(stored: readonly StoredObject[]): ObjectReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    list: async function* (bucket, prefix) {
      asked.push(`${bucket}/${prefix}`);
      yield* stored.filter(({ key }) => bucket === 'logs' && key.startsWith(prefix));
    },
    read: () => assert.fail('no log is read here'),
  };
}

async function observe(
  t: import('node:test').TestContext,
  services: FakeServices,
  stored: readonly StoredObject[],
  fields: object = {},
  deny: readonly string[] = [],
) {
  const { clients } = await readClients(t, services, { deny });
  const objects = objectsOf(stored);
  const spec = mtlsSpec.parse({ loadBalancer: LOAD_BALANCER, ...fields });
  const observation = await observeMtls(spec, {
    clock: { ...systemClock, wallMs: () => NOW_MS },
    deadline: deadlineIn(systemClock, 5000),
    attempts: 1,
    names: { servers: [], lookup: () => assert.fail() },
    aws: {
      loadBalancers: createLoadBalancerReader(clients.loadBalancing),
      objects,
      metrics: createMetricReader(clients.cloudWatch),
    },
  });
  const reasons = judgeMtls([{ spec, observation }]).faults.map(({ reason }) => reason);
  return { observation, reasons, asked: objects.asked };
}

const object = (key: string, ageMinutes: number): StoredObject => ({
  key,
  sizeBytes: 100,
  modifiedAtMs: NOW_MS - ageMinutes * 60_000,
});

test('a load balancer that verifies, whose logs arrive, is healthy', async (t) => {
  const stored = [
    object(logKey('2026/11/21'), 4),
    object(logKey('2026/11/21', undefined, '20261121T0020Z'), 9),
    object(logKey('2026/11/21', 'app.other.0123456789abcdef'), 1),
  ];
  const { observation, reasons, asked } = await observe(t, balancer(), stored);
  assert.deepEqual(reasons, []);
  const read = observation as Extract<MtlsObservation, { outcome: 'read' }>;
  assert.deepEqual(read.logging, { enabled: true, location: 's3://logs/alb' });
  assert.deepEqual(read.newest, { outcome: 'found', key: logKey('2026/11/21'), ageMinutes: 4 });
  assert.deepEqual(
    read.listeners.map(({ port, mutualAuthentication, ignoresExpiry }) => [
      port,
      mutualAuthentication,
      ignoresExpiry,
    ]),
    [
      [80, 'off', false],
      [443, 'verify', true],
    ],
  );
  assert.deepEqual(asked, [`logs/${FOLDER}/2026/11/21/conn_log`]);
});

test('just after midnight yesterday is looked at too', async (t) => {
  const { observation, reasons, asked } = await observe(t, balancer(), [object(logKey('2026/11/20'), 35)]);
  assert.deepEqual(reasons, []);
  assert.equal(observation.outcome === 'read' && observation.newest?.outcome, 'found');
  assert.equal(asked.length, 2);
});

test('logs that are off, old, of another load balancer or elsewhere are found', async (t) => {
  assert.deepEqual((await observe(t, balancer({ enabled: false }), [])).reasons, ['mtls-logs-off']);
  assert.deepEqual((await observe(t, balancer({ missing: true }), [])).reasons, ['mtls-logs-off']);
  assert.deepEqual((await observe(t, balancer(), [object(logKey('2026/11/20'), 600)])).reasons, [
    'mtls-logs-silent',
  ]);
  const other = [object(logKey('2026/11/21', 'app.other.0123456789abcdef'), 1)];
  assert.deepEqual((await observe(t, balancer(), other)).reasons, ['mtls-logs-silent']);
  const elsewhere = await observe(t, balancer(), [object(logKey('2026/11/21'), 4)], {
    logs: 's3://archive/alb/',
  });
  assert.deepEqual(elsewhere.reasons, ['mtls-logs-silent']);
  assert.deepEqual(elsewhere.asked[0], `archive/${FOLDER}/2026/11/21/conn_log`);
});

test('a listener in passthrough mode is found, by name and by ARN', async (t) => {
  const stored = [object(logKey('2026/11/21'), 4)];
  assert.deepEqual((await observe(t, balancer({ mode: 'passthrough' }), stored)).reasons, [
    'mtls-passthrough',
  ]);
  const byArn = await observe(t, balancer({ mode: 'passthrough' }), stored, {
    loadBalancer: LOAD_BALANCER_ARN,
  });
  assert.deepEqual(byArn.reasons, ['mtls-passthrough']);
});

test('negotiations that fail are counted over an hour, with and without mutual TLS', async (t) => {
  const stored = [object(logKey('2026/11/21'), 4)];
  const often = { ClientTLSNegotiationErrorCount: [15, 10], NewConnectionCount: [100, 100] };
  for (const mode of ['verify', 'off']) {
    const { observation, reasons } = await observe(t, balancer({ mode, sums: often }), stored);
    assert.deepEqual(reasons, ['tls-negotiations-fail']);
    assert.deepEqual((observation as Extract<MtlsObservation, { outcome: 'read' }>).negotiations, {
      failed: 25,
      connections: 200,
    });
  }
  const anHourAgo = [...Array.from({ length: 12 }, () => 0), 500];
  const past = balancer({ sums: { ClientTLSNegotiationErrorCount: anHourAgo } });
  assert.deepEqual((await observe(t, past, stored)).reasons, []);
  const scanners = balancer({
    sums: { ClientTLSNegotiationErrorCount: [30], NewConnectionCount: [9000] },
  });
  assert.deepEqual((await observe(t, scanners, stored)).reasons, []);
});

test('where CloudWatch is refused the rest is judged, and the refusal is said', async (t) => {
  const { reasons } = await observe(
    t,
    balancer({ mode: 'passthrough' }),
    [object(logKey('2026/11/21'), 4)],
    {},
    ['monitoring:GetMetricData'],
  );
  assert.deepEqual(reasons, ['mtls-passthrough', 'access-denied']);
  assert.ok(mtls.permissions.includes('cloudwatch:GetMetricData'));
});

test('another load balancer of the same name is none', async (t) => {
  const { reasons } = await observe(t, balancer(), [], { loadBalancer: 'app/api/fedcba9876543210' });
  assert.deepEqual(reasons, ['mtls-logs-off']);
});

test('a refusal names the action, which is one of the kind', async (t) => {
  for (const operation of ['DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeListeners']) {
    const action = `elasticloadbalancing:${operation}`;
    const { clients, signal } = await readClients(t, balancer(), { deny: [action] });
    const reader = createLoadBalancerReader(clients.loadBalancing);
    await assert.rejects(reader.loadBalancer(LOAD_BALANCER, signal), { code: 'access-denied', action });
    assert.ok(mtls.permissions.includes(action));
  }
});
