import { badUsage } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { LOCALES } from '../core/locale.ts';
import type { PlannedQuestion } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import type { Report } from '../core/report.ts';
import { deadlineIn, systemClock } from '../core/time.ts';
import { serverAddress } from '../net/resolve.ts';
import { PROBES } from '../probes/registry.ts';
import { type PlanInput, planQuestions } from '../stages/check/plan.ts';
import { runChecks } from '../stages/check/run-checks.ts';
import { readTargetContext } from '../stages/watch/target-context.ts';
import type { Target } from '../targets/target.ts';
import { askLocally } from './ask-locally.ts';
import type { AwsSession, LazyAws } from './aws.ts';
import type { CheckOptions } from './check-options.ts';
import { nothingChecked } from './nothing-checked.ts';
import { formOf } from './paint.ts';
import { openProgress } from './progress.ts';
import { canRedraw, type Streams } from './streams.ts';

export interface FromHere {
  /** What the targets' types mean; default those of gatewatch.yaml. */
  readonly types?: readonly Target[];
  /** Kinds of check; default those of gatewatch. */
  readonly probes?: readonly Probe[];
  /** Asked for what only AWS knows; without it that is left out. */
  readonly aws?: LazyAws;
}

/** What AWS says before there is a plan. */
const CONTEXT_MS = 20_000;
/** More rows than a terminal shows: a bar says it better. */
const LONGEST_TABLE = 30;

/**
 * Looks at the targets from this machine, with a live table on a terminal. With `debug` there is none: its lines and
 * the table would overwrite each other.
 *
 * Where nothing is checked, stderr says what to do.
 */
export async function runFromHere(
  options: CheckOptions,
  { stdout, stderr }: Streams,
  { types, probes = PROBES, aws }: FromHere = {},
): Promise<Report> {
  const { timeoutMs, longestMs, attempts, trust, identity, dnsServer, kinds, targets, siblings, debug } =
    options;
  const { output, onlyAws, answered } = options;
  const locale = options.locale ?? LOCALES[0];
  const dnsServers = dnsServer === undefined ? undefined : [await dnsAddress(dnsServer)];
  const live = options.output === 'words' && !debug && canRedraw(stdout, process.env.TERM);
  const withoutAws: PlanInput = {
    vantage: 'local',
    targets,
    ...(types !== undefined && { types }),
    context: {
      endpoints: new Map(),
      siblings,
      ...(trust !== undefined && { trust }),
    },
    withoutAws: true,
    ...(onlyAws !== undefined && { onlyAws }),
    timeoutMs,
    ...(longestMs !== undefined && { longestMs }),
    attempts,
    ...(kinds !== undefined && { kinds }),
  };
  const session = await sessionFor(withoutAws, probes, aws, stderr);
  const plan = session === undefined ? withoutAws : await withAws(withoutAws, session);
  const {
    report,
    findings,
    plan: planned,
  } = await runChecks(
    {
      ...plan,
      place: 'local',
      locale,
      ...(answered !== undefined && { answered }),
      ...(session !== undefined && { region: session.region }),
    },
    {
      probes,
      clock: systemClock,
      ask: async (questions) => {
        // What is asked only because a shown kind needs it is not worth asking alone.
        if (!questions.some(({ shown }) => shown)) return [];
        const isShort = questions.length <= LONGEST_TABLE;
        const bar = await openProgress(
          stderr,
          !isShort && output === 'words' && !debug && canRedraw(stderr, process.env.TERM),
        );
        let done = 0;
        const table =
          live && isShort
            ? (await import('./live-table.ts')).openLiveTable(questions, {
                stream: stdout,
                probes,
                locale,
                form: formOf(stdout),
              })
            : undefined;
        try {
          return await askLocally(questions, {
            probes,
            timeoutMs,
            ...(dnsServers !== undefined && { dnsServers }),
            ...(identity !== undefined && { identity }),
            ...(session !== undefined && { aws: session.access }),
            onAnswer: (index, observation) => {
              done += 1;
              bar.show(questions[index]?.target ?? '', done, questions.length);
              table?.onAnswer(index, observation);
              if (debug) writeDebug(stderr, questions[index], observation);
            },
            ...(debug && {
              onCrash: (error) => stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
            }),
          });
        } finally {
          table?.close();
          bar.close();
        }
      },
    },
  );
  if (debug) for (const line of blockedLines(report)) stderr.write(`${line}\n`);
  if (report.findings.length === 0) {
    const { leftOut } = planned;
    const about = {
      leftOut,
      ...(kinds !== undefined && { kinds }),
      ...(session && { region: session.region }),
    };
    stderr.write(`${nothingChecked(about, locale).join('\n')}\n`);
  }
  notePermissions(findings, stderr);
  return report;
}

/** Which rule made a fault `blocked-by`, a line each. */
function blockedLines({ findings }: Report): readonly string[] {
  return findings.flatMap(({ target, check, faults }) =>
    faults.flatMap(({ subject, blockedBy }) =>
      blockedBy === undefined ? [] : [JSON.stringify({ target, check, subject, blockedBy })],
    ),
  );
}

/** The account, where there is something that only AWS knows, and credentials to ask it with. */
async function sessionFor(
  plan: PlanInput,
  probes: readonly Probe[],
  aws: LazyAws | undefined,
  stderr: NodeJS.WriteStream,
): Promise<AwsSession | undefined> {
  if (aws === undefined) return undefined;
  const { leftOut } = planQuestions(plan, probes);
  if (!leftOut.some(({ why }) => why === 'needs-aws' || why === 'endpoint-unknown')) return undefined;
  const opening = await aws.open();
  if (opening.outcome === 'open') return opening.session;
  // A machine without an account is no trouble; the report says what was left out.
  const isPlain =
    opening.outcome === 'off' || opening.why === 'no-credentials' || opening.why === 'no-region';
  if (!isPlain) stderr.write(`${opening.message}\n`);
  return undefined;
}

async function withAws(plan: PlanInput, { access, region }: AwsSession): Promise<PlanInput> {
  const { signal } = deadlineIn(systemClock, CONTEXT_MS);
  const known = await readTargetContext(plan.targets, {
    network: access.network,
    aws: access,
    region,
    signal,
  });
  return { ...plan, withoutAws: false, context: { ...plan.context, ...known } };
}

/** Each missing action once, whatever number of findings it left unknown. */
function notePermissions(findings: readonly Finding[], stderr: NodeJS.WriteStream): void {
  const denied = findings.flatMap(({ check, faults }) =>
    faults
      .filter(({ reason }) => reason === 'access-denied')
      .map(({ values }) => ({ check, action: String(values?.action ?? '') })),
  );
  if (denied.length === 0) return;
  const actions = [...new Set(denied.map(({ action }) => action))].sort();
  const checks = [...new Set(denied.map(({ check }) => check))];
  stderr.write(
    `Not permitted: ${actions.join(', ')}.\nThe least policy for these checks: gatewatch permissions ${checks.join(' ')}\n`,
  );
}

function writeDebug(
  stderr: NodeJS.WriteStream,
  planned: PlannedQuestion | undefined,
  observation: unknown,
): void {
  stderr.write(`${JSON.stringify({ target: planned?.target, question: planned?.question, observation })}\n`);
}

/** The address of `--dns`, whose own name only the system can look up. */
async function dnsAddress(server: NonNullable<CheckOptions['dnsServer']>): Promise<string> {
  try {
    return await serverAddress(server);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const message = `cannot look up the DNS server's own name "${server.host}" (${code}): give its address`;
    throw badUsage('--dns', message);
  }
}
