import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GATEWAY_METRICS } from '../../../lib/catalogue/gateway-metrics.ts';
import { gatewayLoad } from '../../../lib/probes/gateway-load/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { fakeGatewayLoad, LOAD_NOW_MS } from '../../support/fake-gateway-load.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const GATEWAY = 'sgw-12A3456B';
const clock = { wallMs: () => LOAD_NOW_MS, monotonicMs: () => performance.now() };

async function ask(
  t: TestContext,
  services: FakeServices,
  spec: object = { gateway: GATEWAY },
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, services, options);
  const observation = await askControl(gatewayLoad, spec, aws, clock);
  return { observation, finding: judgeOne(gatewayLoad, spec, observation), fake: aws.fake };
}

test('a quiet gateway is healthy, and all metrics are asked for in one request', async (t) => {
  const { finding, fake } = await ask(
    t,
    fakeGatewayLoad({ CachePercentUsed: [99], IoWaitPercent: [1, 2, 3] }),
  );
  assert.equal(finding.status, 'healthy');
  const calls = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  assert.deepEqual(calls, ['storagegateway:ListGateways', 'monitoring:GetMetricData']);
  assert.equal(finding.evidence.length, GATEWAY_METRICS.length);
  assert.equal(finding.evidence.find(({ subject }) => subject.endsWith('CachePercentUsed'))?.value, 99);
});

test('thresholds are those of AWS: a number of data points in a row up to the newest', async (t) => {
  const { finding } = await ask(
    t,
    fakeGatewayLoad({
      IoWaitPercent: [1, 21, 22, 20],
      CachePercentDirty: [90, 90, 90, 80],
      FilesFailingUpload: [0, 2],
    }),
  );
  assert.deepEqual(finding.faults.map(({ reason, values }) => [reason, values?.value]).toSorted(), [
    ['gateway-io-wait', 20],
    ['gateway-uploads-fail', 2],
  ]);
});

test('what happened before the last half hour is over', async (t) => {
  const old = [3, ...Array.from({ length: 8 }, () => 0)];
  assert.equal((await ask(t, fakeGatewayLoad({ FilesFailingUpload: old }))).finding.status, 'healthy');
});

test('an ARN does too, a gateway that is gone is told elsewhere, and a refusal is unknown', async (t) => {
  const arn = `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${GATEWAY}`;
  const { finding } = await ask(t, fakeGatewayLoad({ FilesFailingUpload: [2] }), { gateway: arn });
  assert.equal(finding.faults[0]?.subject, `${GATEWAY} FilesFailingUpload`);
  const gone = await ask(t, fakeGatewayLoad({}), { gateway: 'sgw-99999999' });
  assert.deepEqual([gone.finding.status, gone.finding.evidence[0]?.outcome], ['healthy', 'no-gateway']);
  const { observation } = await ask(
    t,
    fakeGatewayLoad({}),
    { gateway: GATEWAY },
    { deny: ['monitoring:GetMetricData'] },
  );
  assert.deepEqual(observation, { outcome: 'access-denied', action: 'cloudwatch:GetMetricData' });
});
