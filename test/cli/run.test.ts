import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { runHere } from '../support/run-cli.ts';
import { closedPort } from '../support/tls-peers.ts';

async function configFile(t: test.TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'gatewatch.yaml');
  await writeFile(file, text);
  return file;
}

test('the loop looks again and again, publishes each look, and stops when it is told to', async (t) => {
  const { port } = await closedPort();
  const file = await configFile(
    t,
    `vantages: [{ name: idc, targets: [{ name: filer, type: tcp, address: "127.0.0.1:${port}" }] }]\n`,
  );
  const child = spawn(
    process.execPath,
    ['bin/gatewatch.ts', 'run', '--config', file, '--vantage', 'idc', '--every', '1s', '--stage', 'prod'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(() => child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(JSON.parse(line));
    if (lines.filter((one) => 'Heartbeat' in one).length === 2) child.kill('SIGTERM');
  }
  const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  assert.equal(status, 0);
  const finding = lines.find((one) => one.type === 'finding');
  assert.deepEqual([finding?.vantage, finding?.target, finding?.reason], ['idc', 'filer', 'port-refused']);
  const statuses = lines.filter((one) => 'Status' in one);
  assert.ok(statuses.length >= 2);
  assert.deepEqual(
    [statuses[0]?.Stage, statuses[0]?.Vantage, statuses[0]?.Target, statuses[0]?.Check, statuses[0]?.Status],
    ['prod', 'idc', 'filer', 'port', 2],
  );
});

test('a vantage that stands in a VPC is not run from here', async (t) => {
  const file = await configFile(
    t,
    'vantages: [{ name: vpc, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }]\n',
  );
  const { status, stderr } = await runHere('run', '--config', file, '--vantage', 'vpc');
  assert.equal(status, 2);
  assert.match(stderr, /--vantage: .*"vpc" stands in a VPC/);
});

test('a loop for CloudWatch wants to know the Region', async (t) => {
  const file = await configFile(
    t,
    'vantages: [{ name: idc, targets: [{ name: a, type: tcp, address: "127.0.0.1:1" }] }]\n',
  );
  const before = process.env.AWS_REGION;
  delete process.env.AWS_REGION;
  t.after(() => {
    if (before !== undefined) process.env.AWS_REGION = before;
  });
  const { status, stderr } = await runHere(
    'run',
    '--config',
    file,
    '--vantage',
    'idc',
    '--publish',
    'cloudwatch',
    '--every',
    '0s',
  );
  assert.equal(status, 2);
  assert.match(stderr, /--region: is missing/);
  assert.match(stderr, /--every: expected 1000 ms to/);
});
