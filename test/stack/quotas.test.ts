import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CountedQuota, QUOTAS, type QuotaName } from '../../lib/catalogue/quotas.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { boundedReport } from '../../lib/report/bounded-report.ts';
import { boundMessage } from '../../lib/report/message/bound-message.ts';
import { topicEntry } from '../../lib/report/message/envelope.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { measuredQuotas } from '../../lib/stack/measured-quotas.ts';
import { mergeUses, quotaUses, templateUses } from '../../lib/stack/next-quota.ts';
import { cloudFormationTemplate } from '../../lib/stack/template.ts';
import { storeReports } from '../../lib/stages/memory/stored-report.ts';
import { publish } from '../../lib/stages/publish/publish.ts';
import { lookFinding } from '../support/alarm-messages.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const TARGET = '{ name: t, type: tcp, address: "10.0.0.1:443" }';
const ONE = parseConfig(`vantages: [{ name: v, ${PLACE}, targets: [${TARGET}] }]`);
const [VANTAGE] = ONE.vantages;
assert(VANTAGE !== undefined);

const scope = (targets: number) => ({ check: 'port', targets });
const counted = (config = ONE, scopes = [scope(1)], widgets = 1) => quotaUses(config, scopes, widgets);
const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one);
const resource = (Type: string, Properties: Readonly<Record<string, unknown>>) => ({
  Resources: { One: { Type, Properties } },
});
const long = (quota: QuotaName) => 'x'.repeat(QUOTAS[quota].limit);

/** What exceeds each quota that a configuration can exceed, on purpose. */
const EXCEED: {
  readonly [K in CountedQuota]: () => readonly {
    readonly quota: string;
    readonly used: number;
    readonly limit: number;
  }[];
} = {
  'insights-alarms': () => counted(ONE, many(201, scope(1))),
  'alarm-contributors': () => counted(ONE, [scope(101)]),
  'alarm-series': () => counted(ONE, [scope(501)]),
  'template-resources': () =>
    templateUses({ Resources: Object.fromEntries(many(501, 0).map((_, at) => [`R${at}`, { Type: 'T' }])) }),
  'template-bytes': () => templateUses(resource('T', { Text: long('template-bytes') })),
  'spoke-template-bytes': () =>
    templateUses({ Resources: {} }, { Mappings: { Of: { r: { a: long('spoke-template-bytes') } } } }),
  'mapping-attributes': () =>
    templateUses(
      { Resources: {} },
      { Mappings: { Of: { region: Object.fromEntries(many(201, 0).map((_, at) => [`a${at}`, 'x'])) } } },
    ),
  'role-policy-characters': () =>
    templateUses(
      resource('AWS::IAM::Role', { Policies: [{ PolicyDocument: long('role-policy-characters') }] }),
    ),
  'trust-policy-characters': () =>
    templateUses(
      resource('AWS::IAM::Role', { AssumeRolePolicyDocument: { x: long('trust-policy-characters') } }),
    ),
  'queue-policy-bytes': () =>
    templateUses(resource('AWS::SQS::QueuePolicy', { PolicyDocument: { x: long('queue-policy-bytes') } })),
  'environment-bytes': () =>
    templateUses(resource('AWS::Lambda::Function', { Environment: { x: long('environment-bytes') } })),
  'schedule-input-bytes': () =>
    templateUses(
      resource('AWS::Scheduler::Schedule', { Target: { Input: `${long('schedule-input-bytes')}x` } }),
    ),
  'schedule-groups': () =>
    counted({
      ...ONE,
      accounts: many(501, { id: '1', name: 'a', regions: [], organizationalUnit: 'r-ab12' }),
    }),
  'schedule-calls': () => counted({ ...ONE, vantages: many(100_000, VANTAGE) }),
  'metric-calls': () => counted({ ...ONE, vantages: many(100_000, VANTAGE) }),
  'dashboard-widgets': () => counted(ONE, [], 501),
  'lambda-concurrency': () => counted({ ...ONE, vantages: many(501, VANTAGE) }),
  'reserved-concurrency': () => counted({ ...ONE, vantages: many(10, { ...VANTAGE, concurrency: 91 }) }),
  'topic-filter-policies': () =>
    counted({ ...ONE, notify: { ...ONE.notify, email: many(201, { to: 'a@example.com', severity: [] }) } }),
};

for (const [quota, exceed] of Object.entries(EXCEED))
  test(`${quota}: more than it is counted as more, and comes next`, () => {
    const use = exceed().find((one) => one.quota === quota);
    assert(use !== undefined && use.used > use.limit, JSON.stringify(use));
  });

const report = (findings: number) => ({
  version: 1 as const,
  vantage: 'v',
  startedAt: '2026-11-21T10:00:00.000Z',
  durationMs: 1,
  totals: { healthy: 0, degraded: 0, failed: findings, unknown: 0 },
  findings: Array.from({ length: findings }, (_, at) => ({
    ...lookFinding('failed', { target: `t${at}` }),
    evidence: [{ subject: 'x'.repeat(5000), outcome: 'answered' }],
  })),
  doesNotProve: [],
});

/** What holds every other one, given more than its limit. */
const HELD: { readonly [K in Exclude<QuotaName, CountedQuota>]: () => Promise<number> } = {
  'math-alarm-metrics': async () => {
    const config = parseConfig(SAMPLE_CONFIGS['every reason of mutual TLS'] ?? '');
    assert((config.mtls[0]?.page?.reasons.length ?? 0) > QUOTAS['math-alarm-metrics'].limit);
    const { Resources } = await cloudFormationTemplate(config, {
      stage: 'dev',
      codeOf: () => ({ S3Key: 'code' }),
    });
    const inputs = Object.values(Resources).map(({ Properties }) =>
      [Properties?.Metrics ?? []].flat().filter((one) => JSON.stringify(one).includes('MetricStat')),
    );
    return Math.max(...inputs.map(({ length }) => length));
  },
  'metrics-a-call': async () => {
    const calls: number[] = [];
    const findings = Array.from({ length: 3500 }, (_, at) => lookFinding('failed', { target: `t${at}` }));
    await publish(
      {
        stage: 'prod',
        vantage: 'seoul',
        scheduledAtMs: 0,
        findings,
        heartbeat: true,
        metrics: 'full',
        recent: () => false,
        logsHealthy: false,
        measuredTargets: new Set(),
      },
      { sink: { put: async (data) => void calls.push(data.length) }, writeLine: () => {} },
    );
    assert(calls.length >= 4);
    return Math.max(...calls);
  },
  'item-bytes': async () => {
    let kept = 0;
    const putLastReport = async (_: string, json: string) => {
      kept = Buffer.byteLength(json);
      return kept <= QUOTAS['item-bytes'].limit;
    };
    const run = { plan: { questions: [], leftOut: [] }, findings: [], report: report(500) };
    await storeReports([run], { putLastReport }, (error) => assert.fail(String(error)));
    return kept;
  },
  'answer-bytes': async () => Buffer.byteLength(JSON.stringify(boundedReport(report(2000), ''))),
  'message-bytes': async () => largestMessage(),
  'queue-message-bytes': async () => largestMessage(),
};

function largestMessage(): number {
  const message = boundMessage({
    type: 'digest',
    why: 'many-at-once',
    atMs: 0,
    severity: 'critical',
    links: {},
    failed: report(2000).findings,
    degraded: [],
    muted: [],
  });
  const { message: entry, subject } = topicEntry(writeMessage(message, 'ko'));
  return Buffer.byteLength(entry) + Buffer.byteLength(subject);
}

for (const [quota, held] of Object.entries(HELD))
  test(`${quota}: what would be more is held below it`, async () => {
    const bytes = await held();
    assert(bytes > 0 && bytes <= QUOTAS[quota as QuotaName].limit, `${bytes}`);
  });

test('every sample fits, measured on its own template', async () => {
  for (const [name, text] of Object.entries(SAMPLE_CONFIGS)) {
    const config = parseConfig(text);
    const uses = mergeUses(quotaUses(config, [], 0), await measuredQuotas(config));
    assert.equal(new Set(uses.map(({ quota }) => quota)).size, uses.length);
    for (const { quota, used, limit } of uses) assert(used <= limit, `${name}: ${quota} ${used} of ${limit}`);
  }
  assert(PROBES.length > 0);
});

test('the page says how many accounts the role of one hub can name', async () => {
  const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
  const charactersOf = async (accounts: number, what: string) => {
    const vantages = `vantages: [{ name: app, ${PLACE}, ${what} }]`;
    const entries = many(accounts, 0).map(
      (_, at) =>
        `  - { id: "${100_000_000_000 + at}", name: a${at}, regions: [us-east-1], organizationalUnit: r-ab12, ${vantages} }`,
    );
    const config = parseConfig(`metrics: summary\nvantages: []\naccounts:\n${entries.join('\n')}\n`);
    return (await measuredQuotas(config)).find(({ quota }) => quota === 'role-policy-characters')?.used ?? 0;
  };
  for (const what of [`targets: [${TARGET}]`, 'discover: [storage-gateway, vpn]']) {
    const [fifty, next] = [await charactersOf(50, what), await charactersOf(51, what)];
    const most = 50 + Math.floor((QUOTAS['role-policy-characters'].limit - fifty) / (next - fifty));
    const wanted = [
      `${next - fifty} characters an account`,
      fifty.toLocaleString('en'),
      `one hub enters ${most}`,
    ];
    for (const words of wanted) assert(page.includes(words), words);
  }
});
