import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parseConfig } from '../../lib/config/load.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import { METRIC_NAMESPACE, type MetricDatum } from '../../lib/core/metric.ts';
import type { ProbeCall } from '../../lib/core/notify/callers.ts';
import type { Observation } from '../../lib/core/observation.ts';
import { deadlineIn, MINUTE_MS, systemClock } from '../../lib/core/time.ts';
import type { Spoke } from '../../lib/core/vantage.ts';
import { createResolver } from '../../lib/net/resolve.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { boundedReport } from '../../lib/report/bounded-report.ts';
import { describePlan } from '../../lib/stack/describe-plan.ts';
import { spokeTemplate } from '../../lib/stack/spokes.ts';
import { cloudFormationTemplate } from '../../lib/stack/template.ts';
import { askAll } from '../../lib/stages/check/probe.ts';
import { publishRuns } from '../../lib/stages/publish/publish-runs.ts';
import { type WatchTools, watch } from '../../lib/stages/watch/watch.ts';
import { AlarmEvaluator } from '../support/cloudwatch/alarm-evaluator.ts';
import type { AlarmProperties } from '../support/cloudwatch/alarm-properties.ts';
import { Installation, STAGE } from '../support/installation.ts';
import { openPort } from '../support/loopback-ports.ts';
import { ALARMS_TOPIC, alarmsToNotify } from '../support/stack-alarms.ts';

/**
 * Fifty accounts with a hundred targets each, through the real stages: plan, probes on loopback, judge, publish, the
 * alarms of the stack evaluated by the stand-in for CloudWatch, notify. `docs/scale.md` is made of what these runs gave:
 * `UPDATE_GOLDEN=1 npm test -- test/e2e/scale.test.ts` writes it anew.
 */

const ACCOUNTS = 50;
const TARGETS = 100;
const REGIONS = ['ap-northeast-2', 'eu-west-3'];
const PERIOD_MS = 5 * MINUTE_MS;
const PAGE = new URL('../../docs/scale.md', import.meta.url);
const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';

function yaml(accounts: number, targets: number, port: number, metrics = 'summary'): string {
  const entries = Array.from({ length: accounts }, (_, at) => {
    const all = Array.from(
      { length: targets },
      (_, one) => `{ name: t${one}, type: tcp, address: "127.0.0.1:${port}" }`,
    );
    // One account also lists what it holds: an API that can be throttled.
    const discover = at === 1 ? ', discover: [vpn]' : '';
    return `  - { id: "${100_000_000_000 + at}", name: a${at}, regions: [${REGIONS[at % 2]}], organizationalUnit: ou-ab12-34567890, vantages: [{ name: app, ${PLACE}${discover}, targets: [${all.join(', ')}] }] }`;
  });
  return `metrics: ${metrics}\nnotify: { email: [{ to: a@example.com }], remindEvery: P30D }\nvantages: []\naccounts:\n${entries.join('\n')}\n`;
}

/** What keeps a vantage from being entered, or one of its calls from working; undefined while all is well. */
type Trouble = (spoke: Spoke, what: 'enter' | 'discover') => AwsRefusal | undefined;

class Fleet {
  readonly at = new Installation();
  readonly #evaluator: AlarmEvaluator;
  readonly puts: number[] = [];
  readonly probes: number[] = [];
  readonly reportBytes: number[] = [];
  readonly answerBytes: number[] = [];
  trouble: Trouble = () => undefined;
  /** Observations of the loopback peers, by question: asked once for real, then as they were. */
  readonly #seen = new Map<string, Observation>();

  private constructor(alarms: readonly AlarmProperties[], text: string) {
    Object.assign(this.at, { config: parseConfig(text) });
    this.#evaluator = new AlarmEvaluator(alarms, this.at.nowMs);
    this.at.see = () => [];
  }

  static async of(text: string): Promise<Fleet> {
    return new Fleet(await alarmsToNotify(parseConfig(text)), text);
  }

  /** One period: every vantage is run on schedule, CloudWatch evaluates, notify and the tick tell. */
  async period(): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    const { config, table } = this.at;
    const totals = new Map<string, Readonly<Record<string, number>>>();
    for (const { name } of config.vantages) {
      const { runs, report } = await watch({ vantage: name }, config, this.#tools());
      const data: MetricDatum[] = [];
      const sink = {
        put: async (batch: readonly MetricDatum[]) => {
          this.puts.push(batch.length);
          data.push(...batch);
        },
      };
      const input = {
        stage: STAGE,
        config,
        runs,
        scheduledAtMs: this.at.nowMs,
        full: true,
        recent: () => false,
      };
      await publishRuns(input, { sink, writeLine: () => {} });
      this.#evaluator.put(
        data.map(({ name: metric, value, dimensions }) => ({
          namespace: METRIC_NAMESPACE,
          name: metric,
          value,
          dimensions,
          atMs: this.at.nowMs,
        })),
      );
      const json = JSON.stringify(report);
      this.reportBytes.push(gzipSync(json).length);
      this.answerBytes.push(JSON.stringify(boundedReport(report, '')).length);
      await table.putLastReport(name, json);
      totals.set(name, report.totals);
    }
    this.at.nowMs += MINUTE_MS;
    const bodies = this.#evaluator
      .evaluate(this.at.nowMs)
      .filter(({ topicArn }) => topicArn === ALARMS_TOPIC)
      .map(({ message }, index) =>
        JSON.stringify({ Type: 'Notification', MessageId: `${this.at.nowMs}-${index}`, Message: message }),
      );
    if (bodies.length > 0) await this.at.deliver(...bodies);
    await this.at.tick(PERIOD_MS - MINUTE_MS);
    return totals;
  }

  #tools(): WatchTools {
    const refuse = async () => {
      throw new AwsRefusal('access-denied', 'ec2:DescribeVpcs');
    };
    const nothing = new Proxy({}, { get: () => refuse });
    const hub = {
      region: 'ap-northeast-2',
      network: nothing as WatchTools['network'],
      aws: { instanceConnect: nothing, instances: nothing, clientVpn: nothing } as WatchTools['aws'],
      discover: async () => ({ targets: [], refused: [] }),
      callProbe: (call: ProbeCall) => this.#probe(call),
      askHere: async () => [],
    };
    return {
      ...hub,
      probes: PROBES,
      clock: this.at.clock,
      deadline: deadlineIn(systemClock, 60_000),
      lastGood: async () => undefined,
      probeGroups: new Map(),
      onNote: () => {},
      enter: async (spoke) => {
        const refusal = this.trouble(spoke, 'enter');
        if (refusal !== undefined) throw refusal;
        const discover = async () => {
          const throttled = this.trouble(spoke, 'discover');
          if (throttled !== undefined) throw throttled;
          return { targets: [], refused: [] };
        };
        return { ...hub, region: spoke.region, discover };
      },
    };
  }

  /** The probe of a spoke, in this process and on loopback. */
  async #probe({ questions, reach }: ProbeCall) {
    this.probes.push(questions.length);
    const unseen = questions.filter((question) => !this.#seen.has(JSON.stringify(question)));
    const observations = await askAll(unseen, {
      probes: PROBES,
      clock: systemClock,
      names: createResolver({ timeoutMs: 3000, ...(reach !== undefined && { reach }) }),
      deadline: deadlineIn(systemClock, 20_000),
    });
    unseen.forEach((question, index) => {
      const observation = observations[index];
      if (observation !== undefined) this.#seen.set(JSON.stringify(question), observation);
    });
    const answers = questions.map((question) => this.#seen.get(JSON.stringify(question)));
    return { outcome: 'answered' as const, payload: { observations: answers } };
  }
}

const rows: { figures: string[]; troubles: string[]; steps: string[] } = {
  figures: [],
  troubles: [],
  steps: [],
};
let port = 0;
let fleet: Fleet;
const most = (numbers: readonly number[]) => Math.max(...numbers);

before(async (t) => {
  port = await openPort(t as never);
  fleet = await Fleet.of(yaml(ACCOUNTS, TARGETS, port));
});

test('fifty accounts with a hundred targets each: every figure is under its limit', async () => {
  const totals = await fleet.period();
  assert.equal(totals.size, ACCOUNTS);
  for (const [vantage, { healthy }] of totals) assert.equal(healthy, TARGETS, vantage);
  const text = yaml(ACCOUNTS, TARGETS, port);
  const template = await cloudFormationTemplate(parseConfig(text), {
    stage: STAGE,
    codeOf: () => ({ S3Key: '*' }),
  });
  const spoke = JSON.stringify(spokeTemplate(parseConfig(text), PROBES)).length;
  const hub = JSON.stringify(template).length;
  const resources = Object.keys(template.Resources).length;
  const window = (PERIOD_MS / MINUTE_MS - 2) * 60;
  const limits: readonly (readonly [string, number, number, string])[] = [
    ['findings of a period', ACCOUNTS * TARGETS, 5000, 'what this page is about'],
    ['questions of one call of a probe', most(fleet.probes), 100, '`CHUNK_SIZE`'],
    ['calls of probes in a period', fleet.probes.length, ACCOUNTS, 'one a hundred questions'],
    [
      'runs that begin in a second',
      Math.ceil(ACCOUNTS / window),
      10,
      'Lambda Developer Guide, "Lambda quotas": 1,000 at once, of which a run takes two',
    ],
    [
      'calls of PutMetricData in a second',
      Math.ceil(fleet.puts.length / window),
      500,
      'not verified: CloudWatch User Guide, "CloudWatch service quotas"',
    ],
    [
      'sessions of other accounts in a second',
      Math.ceil(ACCOUNTS / window),
      600,
      'not verified: IAM User Guide, "IAM and AWS STS quotas"',
    ],
    [
      'bytes of the largest item of the table',
      most(fleet.reportBytes),
      400_000,
      'DynamoDB Developer Guide, "Constraints"',
    ],
    [
      'bytes of the largest answer of `watch`',
      most(fleet.answerBytes),
      6_000_000,
      'Lambda Developer Guide, "Lambda quotas"',
    ],
    [
      'resources of the stack',
      resources,
      500,
      'CloudFormation User Guide, "Understand CloudFormation quotas"',
    ],
    ['bytes of the stack’s template', hub, 1_048_576, 'the same'],
    ['bytes of the spokes’ template', spoke, 51_200, 'CloudFormation API Reference, "CreateStackSet"'],
  ];
  for (const [what, is, limit, source] of limits) {
    assert(is <= limit, `${what}: ${is} of ${limit}`);
    // Bytes differ a little from run to run with times and durations.
    const step = is < 50_000 ? 5_000 : 50_000;
    const shown = /bytes/.test(what)
      ? `under ${(Math.ceil(is / step) * step).toLocaleString('en')}`
      : is.toLocaleString('en');
    rows.figures.push(`| ${what} | ${shown} | ${limit.toLocaleString('en')} | ${source} |`);
  }
});

const denied = (action: string) => new AwsRefusal('access-denied', action);
const TROUBLES: Readonly<
  Record<string, { readonly trouble: Trouble; readonly accounts: number; readonly told: readonly string[] }>
> = {
  'the role of one account is gone, or trusts another hub': {
    trouble: ({ account }, what) =>
      account.name === 'a7' && what === 'enter' ? denied('sts:AssumeRole') : undefined,
    accounts: 1,
    told: ['alarm unknown ALARM', 'alarm unknown OK'],
  },
  'one API of one account is throttled': {
    trouble: ({ account }, what) =>
      account.name === 'a1' && what === 'discover'
        ? new AwsRefusal('throttled', 'ec2:DescribeVpnConnections')
        : undefined,
    accounts: 1,
    told: ['alarm unknown ALARM', 'alarm unknown OK'],
  },
  'one of two Regions does not answer': {
    trouble: ({ region }, what) =>
      region === 'eu-west-3' && what === 'enter'
        ? new AwsRefusal('unavailable', 'sts:AssumeRole')
        : undefined,
    accounts: ACCOUNTS / 2,
    told: ['digest many-at-once', 'digest many-recovered'],
  },
};

for (const [name, { trouble, accounts, told }] of Object.entries(TROUBLES))
  test(`${name}: its own findings are unknown, one message tells, and one its end`, async () => {
    const published = fleet.at.published.length;
    fleet.trouble = trouble;
    let touched = 0;
    for (let periods = 0; periods < 3; periods += 1) {
      const totals = await fleet.period();
      touched = [...totals.values()].filter(({ unknown = 0 }) => unknown > 0).length;
      const failed = [...totals.values()].reduce((sum, { failed = 0 }) => sum + failed, 0);
      assert.equal(failed, 0, 'nothing is said of targets that nobody asked');
    }
    assert.equal(touched, accounts);
    fleet.trouble = () => undefined;
    for (let periods = 0; periods < 5; periods += 1) await fleet.period();
    const messages = fleet.at.published.slice(published).map(({ message }) => {
      if (message.type === 'alarm') return `alarm ${message.about} ${message.state}`;
      return message.type === 'digest' ? `digest ${message.why}` : message.type;
    });
    assert.deepEqual(messages, told);
    assert.deepEqual(await fleet.at.table.openIncidents(), []);
    rows.troubles.push(
      `| ${name} | ${accounts} of ${ACCOUNTS} | one message: ${told[0]} | one message: ${told[1]} |`,
    );
  });

test('a finding of a place that cannot be entered names the account, the Region and the action', async () => {
  fleet.trouble = ({ account }, what) =>
    account.name === 'a7' && what === 'enter' ? denied('sts:AssumeRole') : undefined;
  await fleet.period();
  const report = JSON.parse((await fleet.at.table.lastReport('a7.eu-west-3.app')) ?? '{}');
  const [finding] = report.findings;
  assert.deepEqual(
    [finding.vantage, finding.status, finding.reason],
    ['a7.eu-west-3.app', 'unknown', 'vantage-broken'],
  );
  assert.match(JSON.stringify(finding), /sts:AssumeRole \(access-denied\).*100000000007 \(a7\) in eu-west-3/);
  fleet.trouble = () => undefined;
});

/** Endpoints of the text, and how the configuration is written by then. */
const STEPS: readonly (readonly [number, number, string])[] = [
  [1, 1, 'full'],
  [1, 100, 'full'],
  [5, 100, 'failing'],
  [10, 100, 'summary'],
  [50, 100, 'summary'],
];

test('from one target to five thousand: what each step costs, and which quota is next', () => {
  for (const [accounts, targets, metrics] of STEPS) {
    const plan = describePlan(parseConfig(yaml(accounts, targets, 443, metrics)), PROBES);
    const [next] = plan.quotas;
    rows.steps.push(
      `| ${(accounts * targets).toLocaleString('en')} | ${accounts} | ${metrics} | ${plan.usdMonth.toFixed(2)} | ${next?.quota}: ${next?.used} of ${next?.limit} |`,
    );
  }
  const { usdMonth } = describePlan(parseConfig(yaml(ACCOUNTS, TARGETS, 443)), PROBES);
  assert(usdMonth <= 1500, `${usdMonth}`);
});

test('the page in docs says what these runs gave', async () => {
  const page = (await readFile(PAGE, 'utf8')).replaceAll(
    /<!-- (figures|troubles|steps) -->\n[\s\S]*?<!-- end -->/g,
    (_, name: keyof typeof rows) =>
      `<!-- ${name} -->\n${HEADS[name]}\n${rows[name].join('\n')}\n<!-- end -->`,
  );
  if (process.env.UPDATE_GOLDEN !== undefined) await writeFile(PAGE, page);
  assert.equal(page, await readFile(PAGE, 'utf8'), 'run it with UPDATE_GOLDEN=1 and read the difference');
});

const HEADS: Readonly<Record<keyof typeof rows, string>> = {
  figures: '| what | here | limit | source |\n|---|---|---|---|',
  troubles:
    '| what happens | accounts that become unknown | people receive | at its end |\n|---|---|---|---|',
  steps:
    '| targets | accounts | `metrics` | US dollars a month | the quota that comes next |\n|---|---|---|---|---|',
};
