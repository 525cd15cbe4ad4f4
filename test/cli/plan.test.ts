import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../lib/config/load.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { watchPart } from '../../lib/stack/watch.ts';
import { BLOCKED_BY_RULES } from '../../lib/stages/check/correlate.ts';
import { accessDenied } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the plan of the example names what is asked and what it costs', async () => {
  const { status, stdout } = await runHere('plan', '--json');
  assert.equal(status, 0);
  const plan = JSON.parse(stdout);
  assert.equal(plan.schedule, 'rate(5 minutes)');
  const [vantage] = plan.vantages;
  assert.deepEqual(vantage.checks.find(({ check }: { check: string }) => check === 'tls').asks.length, 5);
  assert.equal(vantage.leftOut.length, 0);
  const series = vantage.checks.length;
  const metrics = plan.cost.find(({ what }: { what: string }) => what === 'metrics');
  assert.equal(metrics.quantity, series + 1);
  assert.ok(Math.abs(metrics.usdMonth - (series + 1) * 0.3) < 1e-9);
  assert.ok(plan.usdMonth > metrics.usdMonth);
});

test('the plan names what load balancers are asked, by rule too, and every right that the deployed role has', async () => {
  const file = fileURLToPath(new URL('../config/contract-example.yaml', import.meta.url));
  const { stdout } = await runHere('plan', '--json', '--config', file);
  const { vantages, permissions } = JSON.parse(stdout);
  const checks: readonly { target: string; check: string; asks: readonly string[] }[] = vantages[0].checks;
  assert.deepEqual(
    checks.filter(({ target }) => target === 'api'),
    ['mtls', 'trust-store'].map((one) => ({ target: 'api', check: one, asks: ['app/api/0123456789abcdef'] })),
  );
  for (const { target, check, asks } of checks) assert.ok(asks.length > 0, `${target} ${check}`);
  const { resources } = watchPart(await loadConfig(file), PROBES, false);
  const role = JSON.stringify(resources?.WatchRole);
  for (const action of permissions) assert.ok(role.includes(`"${action}"`), action);
  const reads = /"Action":(\["cloudwatch:GetMetricData"[^\]]*\])/.exec(role)?.[1] ?? '[""]';
  for (const action of JSON.parse(reads)) assert.ok(permissions.includes(action), action);
});

test('what pages of refused client certificates is a series of an alarm, and costs one', async (t) => {
  const file = fileURLToPath(new URL('../config/contract-example.yaml', import.meta.url));
  const text = await readFile(file, 'utf8');
  const folder = await temporaryFolder(t, 'plan');
  const without = join(folder, 'gatewatch.yaml');
  await writeFile(without, text.replace(/, page: \{.*?\}(?= \})/, ''));
  const alarmsOf = async (config: string) => {
    const { stdout } = await runHere('plan', '--json', '--config', config);
    return JSON.parse(stdout).cost.find(({ what }: { what: string }) => what === 'alarms').quantity;
  };
  assert.equal((await alarmsOf(file)) - (await alarmsOf(without)), 1);
});

test('every row of the price is told in words, the key of the topics among them', async () => {
  const { stdout } = await runHere('plan');
  assert.match(stdout, /KMS key of the topics \(none: encryption: none\) +│ +1 │ +1\.00/);
  for (const wanted of [/CloudWatch Synthetics, one canary a target: 10\.51/, /Checkly/, /Route 53/])
    assert.match(stdout, wanted);
  assert.match(
    stdout,
    /^The quota that comes next: \d+ of 10240 characters of the inline policies of one role \(IAM User Guide/m,
  );
  assert.match(stdout, /^Prices of us-east-1 read on 20\d\d-\d\d-\d\d/m);
});

test('a runbook is read without a finding, in three languages', async () => {
  for (const [lang, word] of [
    ['en', 'Next steps'],
    ['ko', '조치 순서'],
    ['fr', 'Que faire'],
  ] as const) {
    const { status, stdout } = await runHere('runbook', 'tls-intercepted', '--lang', lang);
    assert.equal(status, 0);
    assert.ok(stdout.includes(word), stdout);
    assert.doesNotMatch(stdout, /\{[a-z]+\}/i);
  }
  assert.match((await runHere('runbook', 'blocked-by')).stdout, /^blocked-by: /);
});

for (const locale of LOCALES) {
  test(`the runbook of blocked-by explains every rule, ${locale}`, async () => {
    const { stdout } = await runHere('runbook', 'blocked-by', '--lang', locale);
    const explained = [...stdout.matchAll(/^ {2}- ([a-z-]+)[ \u00a0\u202f]?: \S/gm)].map(([, rule]) => rule);
    assert.deepEqual(explained, BLOCKED_BY_RULES);
  });
}

test('the list of runbooks holds every reason, and a wrong one is told the nearest', async () => {
  assert.match((await runHere('runbook')).stdout, /^port\n(?: {2}port-[a-z-]+ {2}.*\n)+/m);
  const wrong = await runHere('runbook', 'port-filterd');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /did you mean port-filtered\?/);
});

test('a free dashboard of the account costs nothing; where AWS does not say, it counts as paid for', async (t) => {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  let names: readonly string[] = ['ops', 'gatewatch-dev'];
  const { url, unhandled } = await fakeAws(t, {
    sts: {
      GetCallerIdentity: () => ({ Account: '123456789012', Arn: 'arn:aws:iam::1:user/a', UserId: 'A' }),
    },
    monitoring: {
      ListDashboards: () => {
        if (names.length === 0) throw accessDenied('cloudwatch:ListDashboards', 'json');
        return { DashboardEntries: names.map((DashboardName) => ({ DashboardName })) };
      },
    },
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    // Nobody answers there: what an account may run at once is the default then.
    AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  });
  const usdOf = async (...flags: readonly string[]) => {
    const { stdout } = await runHere('plan', '--json', ...flags);
    return JSON.parse(stdout).cost.find(({ what }: { what: string }) => what === 'dashboard').usdMonth;
  };
  assert.equal(await usdOf(), 0);
  assert.match(
    (await runHere('plan')).stdout,
    /Other dashboards of the account: 1\. 3 are free: this one costs nothing\./,
  );
  names = ['a', 'b', 'c'];
  assert.equal(await usdOf(), 3);
  assert.equal(await usdOf('--no-aws'), 3);
  names = [];
  assert.equal(await usdOf(), 3);
  assert.deepEqual(unhandled, []);
});
