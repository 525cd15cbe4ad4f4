import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METRIC_MONTH, tieredUsd } from '../../lib/catalogue/prices.ts';
import { QUOTAS } from '../../lib/catalogue/quotas.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { alarmScopes } from '../../lib/stack/alarm-scopes.ts';
import { monthlyCost } from '../../lib/stack/cost.ts';
import { describePlan } from '../../lib/stack/describe-plan.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';

const endpointTarget = (index: number) =>
  `{ name: t-${index}, type: storage-gateway-endpoint, endpoint: vpce-${index.toString(16).padStart(17, '0')} }`;
const endpointTargets = (count: number) => Array.from({ length: count }, (_, index) => endpointTarget(index));

/** Storage Gateway endpoints, every five minutes, 500 a vantage. */
function endpoints(count: number, more = ''): string {
  const vantages = Array.from({ length: Math.ceil(count / 500) }, (_, vantage) => {
    const targets = endpointTargets(Math.min(500, count - vantage * 500));
    return `  - { name: v-${vantage}, ${PLACE}, targets: [${targets.join(', ')}] }`;
  });
  return `${more}notify: { email: [{ to: oncall@example.com }] }\nvantages:\n${vantages.join('\n')}\n`;
}

const CHEAP = 'dashboard: false\nencryption: none\n';
const usdOf = (yaml: string) => describePlan(parseConfig(yaml), PROBES).usdMonth;

test('one endpoint costs 2.60 dollars a month at most where only failures are series, 4.20 with every series', () => {
  assert(
    usdOf(endpoints(1, `${CHEAP}metrics: failing\n`)) <= 2.6,
    String(usdOf(endpoints(1, `${CHEAP}metrics: failing\n`))),
  );
  assert(usdOf(endpoints(1, CHEAP)) <= 4.2, String(usdOf(endpoints(1, CHEAP))));
});

test('five thousand endpoints cost 1,500 dollars a month at most', () => {
  assert(usdOf(endpoints(5000, 'metrics: failing\n')) <= 1500);
});

test('the dashboard and the key are in the price only where they are wanted, and a free dashboard is free', () => {
  const linesOf = (yaml: string) => describePlan(parseConfig(yaml), PROBES).cost.map(({ what }) => what);
  assert(linesOf(endpoints(1)).includes('dashboard') && linesOf(endpoints(1)).includes('key'));
  assert(
    !linesOf(endpoints(1, CHEAP)).includes('dashboard') && !linesOf(endpoints(1, CHEAP)).includes('key'),
  );
  const input = {
    metrics: 'full',
    dashboard: true,
    encryption: 'none',
    findings: 5,
    vantages: 1,
    functions: 4,
    watchedQueues: 3,
    pagedReasons: 0,
    watchGb: 0.5,
    probeGb: 0.5,
    periodMs: 300_000,
  } as const;
  const dashboardUsd = (otherDashboards: number) =>
    monthlyCost({ ...input, otherDashboards }).find(({ what }) => what === 'dashboard')?.usdMonth;
  assert.deepEqual([dashboardUsd(2), dashboardUsd(3)], [0, 3]);
});

test('series become cheaper by the tiers of CloudWatch', () => {
  assert.equal(tieredUsd(10, METRIC_MONTH), 3);
  assert.equal(tieredUsd(10_000, METRIC_MONTH), 3000);
  assert.equal(Math.round(tieredUsd(25_000, METRIC_MONTH)), 4500);
  assert.equal(Math.round(tieredUsd(260_000, METRIC_MONTH)), 3000 + 24_000 + 500);
});

test('the plan says what the same costs elsewhere', () => {
  const { elsewhere, usdMonth } = describePlan(parseConfig(endpoints(1, CHEAP)), PROBES);
  const of = (what: string) => elsewhere.find((one) => one.what === what)?.usdMonth ?? 0;
  assert.equal(Math.round(of('synthetics') * 100) / 100, 10.51);
  assert.equal(of('checkly'), 10);
  assert.equal(of('route-53'), 1.5);
  assert(usdMonth < of('synthetics') / 2);
});

test('a small stage has one alarm a check, a large one has one a check and vantage, within the quota', () => {
  const scopesOf = (yaml: string) => alarmScopes(parseConfig(yaml), PROBES);
  assert(scopesOf(endpoints(99)).every(({ vantage }) => vantage === undefined));
  const large = scopesOf(SAMPLE_CONFIGS['five thousand targets'] ?? '');
  assert.deepEqual([...new Set(large.map(({ check }) => check))].sort(), ['port', 'tls']);
  assert.equal(large.length, 20);
  assert(large.every(({ vantage, targets }) => vantage !== undefined && targets === 500));
  const vantages = Array.from(
    { length: 50 },
    (_, index) =>
      `{ name: v-${index}, ${PLACE}, targets: [${Array.from({ length: 5 }, (_, one) => `{ name: t-${one}, type: storage-gateway-endpoint, endpoint: vpce-0123456789abcdef0 }`).join(', ')}] }`,
  );
  const many = scopesOf(`vantages: [${vantages.join(', ')}]`);
  assert(many.length > 50 && many.length <= QUOTAS['insights-alarms'].limit * 0.75, String(many.length));
});

test('kinds that nothing asks have no alarm, and appear with their first target', () => {
  const checksOf = (name: string) =>
    new Set(alarmScopes(parseConfig(SAMPLE_CONFIGS[name] ?? ''), PROBES).map(({ check }) => check));
  assert.deepEqual([...checksOf('e-mail and Slack')], ['port']);
  const every = checksOf('every type of target');
  for (const check of ['vpn', 'gateway', 'transit-gateway', 'client-vpn', 'instance-connect'])
    assert(every.has(check) && checksOf('discovery alone').has(check), check);
});

test('the quota that comes next is named, with its source', () => {
  const { quotas } = describePlan(parseConfig(SAMPLE_CONFIGS['five thousand targets'] ?? ''), PROBES);
  assert.equal(quotas[0]?.quota, 'alarm-contributors');
  for (const { source, read } of Object.values(QUOTAS))
    assert.match(`${source} ${read}`, /".+" 2026-\d\d-\d\d$/);
});

test('the memory of a probe follows from the handshakes it is asked for, and the plan shows it', () => {
  const tls = (count: number, host: (index: number) => string) =>
    Array.from(
      { length: count },
      (_, index) => `{ name: t-${index}, type: tls, address: "${host(index)}:443" }`,
    );
  const memoryOf = (targets: readonly string[]) =>
    describePlan(
      parseConfig(
        `notify: { email: [{ to: oncall@example.com }] }\nvantages: [{ name: v, ${PLACE}, targets: [${targets.join(', ')}] }]\n`,
      ),
      PROBES,
    ).vantages[0]?.probeMemoryMb;
  const named = (index: number) => `h${index}.example.com`;
  const numbered = (index: number) => `10.0.${index >> 8}.${index & 255}`;
  // A name is looked up, its port and its certificate are asked: a third of a full invocation shakes hands, three times each.
  assert.equal(memoryOf(tls(10, named)), 512);
  assert.equal(memoryOf(endpointTargets(100)), 1024);
  assert.equal(memoryOf(tls(300, numbered)), 512);
});
