import Table from 'cli-table3';
import type { Command } from 'commander';
import { FREE_DASHBOARDS, PRICES_READ } from '../catalogue/prices.ts';
import { QUOTAS, type Quota } from '../catalogue/quotas.ts';
import type { ExpandedUnit } from '../config/units.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { recover, unlessRefused } from '../core/refusals.ts';
import { stackNames } from '../core/stack-names.ts';
import { systemClock } from '../core/time.ts';
import { PROBES } from '../probes/registry.ts';
import type { ReservedConcurrency } from '../stack/concurrency.ts';
import type { Comparison, CostLine } from '../stack/cost.ts';
import type { AccountFacts, DescribedPlan } from '../stack/describe-plan.ts';
import { diffPlans } from '../stack/diff-plans.ts';
import { type AwsFlags, addAwsFlags, openAws } from './aws.ts';
import { readExpanded } from './config-file.ts';
import { deployedPlan } from './deployed-plan.ts';
import { diffText } from './diff-text.ts';
import { type InstallationFlags, REGION, regionOf, STAGE } from './installation-flags.ts';
import { MOMENT_FORMS } from './moment.ts';
import type { Streams } from './streams.ts';
import { type ToldFlags, toldText, whoIsTold } from './told.ts';

interface PlanFlags extends InstallationFlags, Pick<AwsFlags, 'aws'>, ToldFlags {
  readonly config: string;
  readonly diff?: boolean;
  readonly json?: boolean;
  readonly policy?: boolean;
  readonly account: string;
}

export function registerPlan(program: Command, { stdout }: Streams): void {
  addAwsFlags(program.command('plan'), { optional: true })
    .option('--config <file>', 'default gatewatch.yaml', 'gatewatch.yaml')
    .option(
      '--diff',
      'only what a deployment of the file would change in the installation of --stage; needs cloudformation:GetTemplate',
    )
    .option('--stage <stage>', `with --diff: ${STAGE}`, 'dev')
    .option('--region <region>', `with --diff: ${REGION}`)
    .option('--policy', 'also print the IAM policy for deploying it, ready to paste')
    .option('--account <id>', 'with --policy: the account, twelve digits', '*')
    .option('--told <target>', 'only who would be notified if this target failed')
    .option('--at <time>', `with --told: when it fails, ${MOMENT_FORMS}; default now`)
    .option('--reason <reason>', 'with --told: only of this reason')
    .option('--json', 'print one JSON object')
    .action(async (flags: PlanFlags) => {
      const faults: ConfigIssue[] = [];
      const region = flags.diff === true ? await regionOf(flags, faults) : undefined;
      if (faults.length > 0) throw new InputError('bad-usage', faults);
      // The stack brings the clients of AWS with it: only those who ask for it wait for them.
      const { describePlan } = await import('../stack/describe-plan.ts');
      const { config, units } = await readExpanded(flags.config, flags);
      if (flags.told !== undefined) {
        const plan = describePlan(config, PROBES);
        const told = whoIsTold(flags, config, plan, PROBES, systemClock.wallMs());
        stdout.write(flags.json === true ? `${JSON.stringify(told, null, 2)}\n` : toldText(told, flags.told));
        return;
      }
      if (region === undefined) {
        const facts = await accountFacts(flags, config.dashboard);
        const [{ measuredQuotas }, { mergeUses }] = await Promise.all([
          import('../stack/measured-quotas.ts'),
          import('../stack/next-quota.ts'),
        ]);
        const counted = describePlan(config, PROBES, facts);
        const plan = {
          ...counted,
          ...(units.length > 0 && { units }),
          quotas: mergeUses(counted.quotas, await measuredQuotas(config)),
        };
        stdout.write(
          flags.json === true ? `${JSON.stringify(plan, null, 2)}\n` : planText(plan, facts, units),
        );
        if (flags.policy !== true || flags.json === true) return;
        const { deployerPolicy } = await import('../stack/deployer-policy.ts');
        const { stage, region: named, account } = flags;
        const policy = deployerPolicy(config, {
          stage,
          region: named ?? process.env.AWS_REGION ?? '*',
          account,
          hasUnits: units.length > 0,
        });
        stdout.write(`\nIAM policy for deploying it:\n${JSON.stringify(policy, null, 2)}\n`);
        return;
      }
      const { stage } = flags;
      // What is deployed was counted without asking the account.
      const diff = diffPlans(await deployedPlan(stage, region), describePlan(config, PROBES));
      const about = { stage, region };
      stdout.write(
        flags.json === true ? `${JSON.stringify({ ...about, ...diff }, null, 2)}\n` : diffText(diff, about),
      );
    });
}

/** Long enough for an answer; a plan does not wait for AWS. */
const FACTS_MS = 5000;

/** What the account says of itself; empty where there are no credentials. A reader that AWS refuses says nothing. */
async function accountFacts(flags: PlanFlags, dashboard: boolean): Promise<AccountFacts> {
  const opening = await openAws(flags);
  if (opening.outcome !== 'open') return {};
  const { clients, region, close } = opening.session;
  try {
    const [{ listDashboards }, { readFunctionsAtOnce }] = await Promise.all([
      import('../aws/dashboards.ts'),
      import('../aws/function-quota.ts'),
    ]);
    const signal = AbortSignal.timeout(FACTS_MS);
    const [dashboards, functionsAtOnce] = await Promise.all([
      dashboard ? unlessRefused(listDashboards(clients.cloudWatch, signal)) : undefined,
      // Only a limit to compare with: an endpoint that answers something else than Lambda stops no plan.
      recover(readFunctionsAtOnce(region, signal), isError, () => undefined),
    ]);
    const otherDashboards = dashboards?.filter((name) => name !== stackNames(flags.stage).dashboard).length;
    return {
      ...(otherDashboards !== undefined && { otherDashboards }),
      ...(functionsAtOnce !== undefined && { functionsAtOnce }),
    };
  } finally {
    close();
  }
}

function isError(error: unknown): error is Error {
  return error instanceof Error;
}

const COST_WORDS: Readonly<Record<CostLine['what'], string>> = {
  metrics: 'CloudWatch metrics (series, by the hours in which they receive data)',
  alarms: 'metrics that alarms look at',
  'metric-requests': 'PutMetricData requests',
  lambda: 'Lambda calls (a run of 2.5 s, and 0.02 s a finding, assumed)',
  logs: 'GB of logs',
  table: 'writes of the table',
  dashboard: 'CloudWatch dashboard (three of an account are free; none: dashboard: false)',
  key: 'KMS key of the topics (none: encryption: none)',
};

const ELSEWHERE_WORDS: Readonly<Record<Comparison['what'], string>> = {
  synthetics: 'CloudWatch Synthetics, one canary a target',
  checkly: 'Checkly, one TCP monitor a port',
  'route-53': 'Route 53 health checks, public addresses only',
};

/** What would change the price, the same elsewhere, and the quota that is met first. */
function costNotes(
  { metrics, elsewhere, quotas, usdMonth }: DescribedPlan,
  { otherDashboards }: AccountFacts,
): readonly string[] {
  const [next] = quotas;
  const over = quotas.filter(({ used, limit }) => used > limit);
  const cheaper =
    metrics === 'full'
      ? [
          'With "metrics: failing" a healthy target publishes no series; 1 % of the findings is assumed to fail.',
        ]
      : [];
  const compared = elsewhere.map(
    ({ what, usdMonth: usd }) => `  ${ELSEWHERE_WORDS[what]}: ${usd.toFixed(2)}`,
  );
  const dashboards =
    otherDashboards === undefined
      ? []
      : [
          `Other dashboards of the account: ${otherDashboards}. ${FREE_DASHBOARDS} are free: this one ${otherDashboards < FREE_DASHBOARDS ? 'costs nothing' : 'is paid for'}.`,
        ];
  return [
    ...cheaper,
    ...dashboards,
    `The same at this schedule elsewhere, US dollars a month (here ${usdMonth.toFixed(2)}):`,
    ...compared,
    ...over.map(
      ({ quota, used, limit }) =>
        `OVER A QUOTA: ${used} of ${limit} ${QUOTAS[quota].of} (${QUOTAS[quota].source}). ${remedyOf(QUOTAS[quota])}`,
    ),
    ...(next === undefined
      ? []
      : [
          `The quota that comes next: ${next.used} of ${next.limit} ${QUOTAS[next.quota].of} (${QUOTAS[next.quota].source}${QUOTAS[next.quota].adjustable ? '; AWS raises it' : ''}).`,
        ]),
  ];
}

function remedyOf({ remedy }: Quota): string {
  return (
    remedy ?? 'Use fewer vantages or accounts in one installation, or a second one with its own --stage.'
  );
}

function planText(plan: DescribedPlan, account: AccountFacts, units: readonly ExpandedUnit[]): string {
  const checks = new Table({
    head: ['vantage', 'target', 'check', 'asks'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, null, null, 60],
  });
  for (const { vantage, checks: rows } of plan.vantages) {
    for (const { target, check, asks } of rows) checks.push([vantage, target, check, asks.join('\n')]);
  }
  const cost = new Table({
    head: ['a month', 'quantity', 'US dollars'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right'],
  });
  for (const { what, quantity, usdMonth } of plan.cost)
    cost.push([COST_WORDS[what], quantity, usdMonth.toFixed(2)]);
  cost.push(['together', '', plan.usdMonth.toFixed(2)]);
  const notes = plan.vantages.flatMap(({ vantage, place, probeMemoryMb, leftOut, discovers }) => [
    ...(probeMemoryMb === undefined
      ? []
      : [`The probe function of ${vantage} gets ${probeMemoryMb} MB, for the TLS handshakes of one run.`]),
    ...(place === 'on-premises'
      ? [
          `${vantage} is on premises: \`gatewatch run --vantage ${vantage}\` asks there; with --publish cloudwatch it needs ${plan.runPermissions.join(' and ')}.`,
        ]
      : []),
    ...(discovers.length > 0
      ? [`${vantage} also finds ${discovers.join(', ')} in the account at each run; they add to the cost.`]
      : []),
    ...leftOut.map(({ target, why }) => `${vantage}: ${target} is left out (${why}).`),
  ]);
  return [
    `Schedule: ${plan.schedule}`,
    ...units.flatMap(unitLines),
    checks.toString(),
    ...notes,
    ...(plan.concurrency ?? []).map(concurrencyLine),
    '',
    ...readersText(plan.readers),
    `Permissions to read AWS: ${plan.permissions.length === 0 ? 'none' : plan.permissions.join(', ')}`,
    '',
    cost.toString(),
    `Prices of us-east-1 read on ${PRICES_READ}, without free tiers; queues, topics and traffic are cents and not counted.`,
    ...costNotes(plan, account),
    'Nor is what comes only when it happens, such as a metric for each reason of refused client certificates (0.30 each).',
    '',
  ].join('\n');
}

/** What an organizational unit came to. */
function unitLines({ unit, accounts, leftOut }: ExpandedUnit): readonly string[] {
  return [
    `${unit} has ${accounts.length === 1 ? 'one account' : `${accounts.length} accounts`}: ${accounts.map(({ id, name }) => `${name} (${id})`).join(', ')}`,
    ...leftOut.map(({ id, why }) => `  ${id} is left out: ${why}.`),
  ];
}

/** Whether what is kept free for a function is enough for it. */
function concurrencyLine({ what, reserved, needed }: ReservedConcurrency): string {
  const enough = `${what} runs ${reserved} times at once at most, and needs ${needed}`;
  return reserved < needed
    ? `TOO FEW: ${enough}. Lambda refuses the others, whose checks become unknown or late. Choose ${needed} or more.`
    : `${enough}.`;
}

function readersText(readers: DescribedPlan['readers']): readonly string[] {
  if (readers === undefined) return [];
  const table = new Table({
    head: ['route', 'what fits', 'receive it'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, 60, null],
  });
  const { routes, quiet, notes } = readers;
  for (const [index, { fits, to }] of routes.entries())
    table.push([index === routes.length - 1 ? '' : index + 1, fits, to.join('\n')]);
  return [
    'Who receives what, within the severities of each channel; the first route that fits decides:',
    table.toString(),
    ...quiet.map(
      ({ channel, hours, except }) =>
        `${channel} is quiet ${hours}${except.length === 0 ? '' : `, but for what is ${except.join(' or ')}`}; the rest comes at the end.`,
    ),
    ...notes,
    '',
  ];
}
