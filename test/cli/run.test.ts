import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { setTimeout as setTimeoutSync } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { createStateStore } from '../../lib/aws/state.ts';
import { systemClock } from '../../lib/core/time.ts';
import { runStatements } from '../../lib/stack/policies.ts';
import { startMoto } from '../support/moto.ts';
import { motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { ENTRY, runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { closedPort } from '../support/tls-peers.ts';

const withMoto = withPrograms('moto_server');

async function configFile(t: test.TestContext, text: string): Promise<string> {
  const folder = await temporaryFolder(t, 'run');
  const file = join(folder, 'gatewatch.yaml');
  await writeFile(file, text);
  return file;
}

test('the loop runs again and again, publishes each run, and stops when it is told to', async (t) => {
  const { port } = await closedPort();
  const file = await configFile(
    t,
    `vantages: [{ name: idc, targets: [{ name: filer, type: tcp, address: "127.0.0.1:${port}" }] }]\n`,
  );
  const child = spawn(
    process.execPath,
    [ENTRY, 'run', '--config', file, '--vantage', 'idc', '--every', '1s', '--stage', 'prod'],
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

test('the loop ends when nobody reads its output', async (t) => {
  const { port } = await closedPort();
  const file = await configFile(
    t,
    `vantages: [{ name: idc, targets: [{ name: filer, type: tcp, address: "127.0.0.1:${port}" }] }]\n`,
  );
  const child = spawn(
    'bash',
    ['-c', `"$0" "$1" run --config "$2" --vantage idc --every 1s | head -1`, process.execPath, ENTRY, file],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  t.after(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  });
  child.stdout.resume();
  const ended = await Promise.race([
    once(child, 'close').then(() => 'ended'),
    setTimeout(30_000, 'still running', { ref: false }),
  ]);
  assert.equal(ended, 'ended');
});

const withFaketime = withPrograms('faketime');
withFaketime.test('a clock that is set back an hour neither stops the looks nor floods them', async (t) => {
  const { port } = await closedPort();
  const file = await configFile(
    t,
    `vantages: [{ name: idc, targets: [{ name: filer, type: tcp, address: "127.0.0.1:${port}" }] }]\n`,
  );
  const clock = join(dirname(file), 'clock');
  await writeFile(clock, '+0');
  const words = [ENTRY, 'run', '--config', file, '--vantage', 'idc', '--every', '1s'];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      // `$LIB` is the dynamic linker's own word for the machine's library folder (ld.so(8)).
      LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1',
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
  });
  t.after(() => child.kill('SIGKILL'));
  const looks: number[] = [];
  const giveUp = setTimeoutSync(() => child.kill('SIGKILL'), 60_000);
  for await (const line of createInterface(child.stdout)) {
    if (!('Heartbeat' in JSON.parse(line))) continue;
    looks.push(performance.now());
    if (looks.length === 1) await writeFile(clock, '-1h');
    if (looks.length === 4) child.kill('SIGKILL');
  }
  clearTimeout(giveUp);
  assert.equal(looks.length, 4);
  const [, second = 0, , fourth = 0] = looks;
  assert.ok(fourth - second > 1500, 'two periods lie between the second look and the fourth');
});

test('a vantage in a VPC is not run from here', async (t) => {
  const file = await configFile(
    t,
    'vantages: [{ name: vpc, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }]\n',
  );
  const { status, stderr } = await runHere('run', '--config', file, '--vantage', 'vpc');
  assert.equal(status, 2);
  assert.match(stderr, /--vantage: .*"vpc" is in a VPC/);
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

withMoto.test(
  'a loop for CloudWatch keeps its last report; a table that is missing is told once, and the loop goes on',
  async (t) => {
    const { url } = await startMoto(t);
    const { port } = await closedPort();
    const file = await configFile(
      t,
      `vantages: [{ name: idc, targets: [{ name: filer, type: tcp, address: "127.0.0.1:${port}" }] }]\n`,
    );
    const channels = motoChannels(url, REGION);
    t.after(() => channels.close());
    const table = 'gatewatch-prod-state';
    const store = createStateStore({
      table,
      region: REGION,
      clock: systemClock,
      endpoint: url,
      credentials: DUMMY_CREDENTIALS,
    });
    t.after(() => store.close());
    const child = spawn(
      process.execPath,
      [
        ...[ENTRY, 'run', '--config', file, '--vantage', 'idc', '--every', '1s', '--stage', 'prod'],
        ...['--publish', 'cloudwatch', '--region', REGION],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: url,
          AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
          AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
        },
      },
    );
    t.after(() => child.kill('SIGKILL'));
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    let findings = 0;
    let looksWithoutTable = 0;
    for await (const line of createInterface(child.stdout)) {
      if (JSON.parse(line).type !== 'finding') continue;
      findings += 1;
      assert.ok(findings < 120, 'it keeps no report');
      if (!told.includes('could not be kept')) continue;
      looksWithoutTable += 1;
      if (looksWithoutTable === 2) await channels.createTable(table);
      if (looksWithoutTable < 2 || (await store.lastReport('idc')) === undefined) continue;
      child.kill('SIGTERM');
      break;
    }
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0);
    const [line, ...more] = told.trim().split('\n');
    assert.match(
      line ?? '',
      /^\d{4}-.*Z the last report could not be kept in the table gatewatch-prod-state \([a-z0-9-]+, dynamodb:PutItem\): .*not found\. Runs and metrics go on/,
    );
    assert.deepEqual(more, [], 'it is told once');
    const report = JSON.parse((await store.lastReport('idc')) ?? '{}');
    assert.deepEqual(
      report.findings.map(({ target, reason }: Record<string, unknown>) => [target, reason]),
      [['filer', 'port-refused']],
    );
  },
);

test('the documentation and the plan name what the credentials of the loop need', async (t) => {
  const page = await readFile(new URL('../../docs/on-premises.md', import.meta.url), 'utf8');
  const [, policy = '{}'] = /## Credentials\n[^#]*?```json\n(.*?)```/s.exec(page) ?? [];
  assert.deepEqual(JSON.parse(policy).Statement, runStatements('prod'));
  const file = await configFile(
    t,
    'vantages: [{ name: idc, targets: [{ name: a, type: tcp, address: "127.0.0.1:1" }] }]\n',
  );
  const { stdout } = await runHere('plan', '--config', file, '--json');
  assert.deepEqual(
    JSON.parse(stdout).runPermissions,
    runStatements('prod').flatMap(({ Action }) => Action),
  );
  const text = (await runHere('plan', '--config', file)).stdout;
  assert.match(text, /idc is on premises: .* needs cloudwatch:PutMetricData and dynamodb:PutItem\./);
});
