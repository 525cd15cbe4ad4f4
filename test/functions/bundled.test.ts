import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import { bundleFunctions } from '../../scripts/bundles.ts';
import { startFakeAws } from '../support/fake-aws.ts';
import { startLocalLambda } from '../support/local-lambda.ts';

/** The bundles as they are deployed, in the real runtime interface client, watch calling probe. */

const WATCH = 'gatewatch-dev-watch';
const PROBE = 'gatewatch-dev-probe-here';
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatewatch-bundles-'));
});
after(() => rm(root, { recursive: true, force: true }));

async function deploy(t: TestContext, targets: readonly string[]) {
  const configFile = join(root, 'gatewatch.yaml');
  const place = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
  await writeFile(configFile, `vantages: [{ name: here, ${place}, targets: [${targets.join(', ')}] }]\n`);
  await bundleFunctions({ outDir: join(root, 'dist'), configFile });
  const aws = await startFakeAws({});
  t.after(aws.close);
  return await startLocalLambda(t, {
    functions: [
      {
        name: WATCH,
        root,
        handler: 'dist/watch/index.handler',
        timeoutMs: 30_000,
        environment: { GATEWATCH_STAGE: 'dev' },
      },
      { name: PROBE, root, handler: 'dist/probe/index.handler', timeoutMs: 15_000 },
    ],
    environment: { AWS_ENDPOINT_URL: aws.url },
  });
}

async function openPort(t: TestContext): Promise<number> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  return address.port;
}

async function closedPort(t: TestContext): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  await new Promise((resolve) => server.close(resolve));
  t.diagnostic(`closed port ${address.port}`);
  return address.port;
}

test('watch has the probe ask, and answers the report', async (t) => {
  const [open, closed] = [await openPort(t), await closedPort(t)];
  const lambda = await deploy(t, [
    `{ name: up, type: tcp, address: "127.0.0.1:${open}" }`,
    `{ name: down, type: tcp, address: "127.0.0.1:${closed}" }`,
  ]);
  const { functionError, payload } = await lambda.invoke(WATCH, {});
  assert.equal(functionError, undefined, payload);
  const report: Report = JSON.parse(payload);
  assert.equal(report.version, 1);
  assert.equal(report.vantage, 'here');
  assert.deepEqual(report.totals, { healthy: 1, degraded: 0, failed: 1, unknown: 0 });
  assert.deepEqual(
    report.findings.map(({ target, check, status, reason }) => ({ target, check, status, reason })),
    [
      { target: 'up', check: 'port', status: 'healthy', reason: null },
      { target: 'down', check: 'port', status: 'failed', reason: 'port-refused' },
    ],
  );
  assert(report.findings[1]?.runbook?.steps.length);
  assert.equal(lambda.invocations(PROBE), 1);
  assert.equal(lambda.output(WATCH), '', 'a look on demand writes no finding');
});
