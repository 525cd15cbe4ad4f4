import type { ClientIdentity } from '../core/client-identity.ts';
import { InputError } from '../core/errors.ts';
import type { TargetHistory } from '../core/history.ts';
import type { Locale } from '../core/locale.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { systemClock } from '../core/time.ts';
import { isHost } from '../probes/kit/fields.ts';
import { PROBES } from '../probes/registry.ts';
import type { Answered } from '../stages/check/judge.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../stages/check/probe.ts';
import type { FindingsOfVantage } from '../stages/check/same-target.ts';
import { parseHostPort } from '../targets/host-port.ts';
import type { TrustedRoot } from '../targets/target.ts';
import type { AwsTargets } from './aws-targets.ts';
import { readClientIdentity } from './client-identity.ts';
import { noteUnwritable } from './html-file.ts';
import { type ReportOutput, readOutput } from './report-output.ts';
import { TARGET_FLAGS, type TargetFlags, targetsOfFlags } from './target-flags.ts';
import { readTrust } from './trust.ts';
import { type IssueList, parseCount, parseDurationMs, parseList, parseLocale } from './values.ts';

/** The flags as they were typed. */
export interface CheckFlags extends TargetFlags {
  readonly config?: string;
  readonly vantage?: string;
  readonly only?: string;
  readonly target?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly log?: string;
  readonly lang?: string;
  readonly timeout?: string;
  readonly attempts?: string;
  readonly trust?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly dns?: string;
  readonly strict?: boolean;
  readonly debug?: boolean;
  readonly all?: boolean;
  readonly fromHere?: boolean;
  readonly beside?: string;
}

const NONE: AwsTargets = { targets: [], answered: [] };

export interface CheckOptions extends ReportOutput {
  readonly targets: readonly PlannedTarget[];
  /** Every target that was named, and the proxy. */
  readonly siblings: readonly PlannedTarget[];
  /** Answers that are there before anything is asked: what AWS refused while targets were looked up. */
  readonly answered?: readonly Answered[];
  /** Names of targets of which only AWS is asked. */
  readonly onlyAws?: ReadonlySet<string>;
  readonly kinds?: readonly string[];
  readonly locale?: Locale;
  readonly timeoutMs: number;
  /** Only where somebody typed a time. */
  readonly longestMs?: number;
  readonly attempts: number;
  readonly trust?: readonly TrustedRoot[];
  /** Shown to the TLS ports; handed on in the context, never in a question. */
  readonly identity?: ClientIdentity;
  readonly dnsServer?: { readonly host: string; readonly port: number };
  /** What other machines found. */
  readonly beside?: readonly FindingsOfVantage[];
  readonly strict: boolean;
  readonly debug: boolean;
}

/**
 * Reads the whole command line of `check`.
 *
 * @param configured - targets of `--config`, already read
 * @param held - what AWS holds, of flags that name it: it is not connected to from here without `--from-here`
 * @throws {InputError} `bad-usage` with every fault, when there is one
 */
export async function readCheckFlags(
  flags: CheckFlags,
  configured: AwsTargets = NONE,
  held: AwsTargets = NONE,
): Promise<CheckOptions> {
  const list: IssueList = { faults: [] };
  const flagged = targetsOfFlags(flags, list);
  const named = [...configured.targets, ...held.targets, ...flagged.targets];
  const answered = [...configured.answered, ...held.answered];
  if (named.length === 0 && answered.length === 0 && flags.all !== true && list.faults.length === 0) {
    list.faults.push({ path: 'check', message: `nothing to check: name it with ${TARGET_FLAGS}` });
  }
  const targets = chooseTargets(named, flags.target, list);
  const kinds = flags.only === undefined ? undefined : chooseKinds(flags.only, list);
  const timeoutMs =
    flags.timeout === undefined
      ? DEFAULT_TIMEOUT_MS
      : parseDurationMs('--timeout', flags.timeout, { minMs: 50, maxMs: 600_000 }, list);
  const attempts =
    flags.attempts === undefined
      ? DEFAULT_ATTEMPTS
      : parseCount('--attempts', flags.attempts, { min: 1, max: 10 }, list);
  const locale = parseLocale(flags.lang, list);
  const trust = flags.trust === undefined ? undefined : await readTrust(flags.trust, list);
  const identity = await readClientIdentity(flags, list);
  noteStrangers(flags, targets, list);
  const dnsServer = flags.dns === undefined ? undefined : parseDnsServer(flags.dns, list);
  const beside =
    flags.beside === undefined
      ? undefined
      : await (await import('./beside.ts')).readBeside(flags.beside, list);
  if (flags.html !== undefined) await noteUnwritable(flags.html, list);
  if (flags.log !== undefined && flags.html === undefined)
    list.faults.push({ path: '--log', message: 'is drawn on a page: add --html FILE' });
  const output = readOutput(flags, list);
  if (list.faults.length > 0 || timeoutMs === undefined || attempts === undefined) {
    throw new InputError('bad-usage', list.faults);
  }
  const history = flags.log === undefined ? undefined : await historyOfLog(flags.log, flags.vantage);
  return {
    targets,
    ...(answered.length > 0 && { answered }),
    ...(flags.fromHere !== true && { onlyAws: new Set(held.targets.map(({ name }) => name)) }),
    siblings: flagged.proxy === undefined ? named : [...named, flagged.proxy],
    ...(kinds !== undefined && { kinds }),
    ...output,
    ...(history !== undefined && { history }),
    ...(locale !== undefined && { locale }),
    timeoutMs,
    ...(flags.timeout !== undefined && { longestMs: timeoutMs }),
    attempts,
    ...(trust !== undefined && { trust }),
    ...(identity !== undefined && { identity }),
    ...(dnsServer !== undefined && { dnsServer }),
    ...(beside !== undefined && { beside }),
    strict: flags.strict === true,
    debug: flags.debug === true,
  };
}

/** Only who wants a history loads what reads it. */
async function historyOfLog(file: string, vantage: string | undefined): Promise<readonly TargetHistory[]> {
  const { historyOfVantage } = await import('./history-from-log.ts');
  return await historyOfVantage(file, vantage, systemClock.wallMs());
}

/** A certificate says who we are: it is shown to those it was meant for, and to nobody else of the same run. */
function noteStrangers(flags: CheckFlags, targets: readonly PlannedTarget[], { faults }: IssueList): void {
  if (flags.clientCert === undefined) return;
  if (flags.tls === undefined || targets.some(({ type }) => type !== 'tls')) {
    faults.push({
      path: '--client-cert',
      message: 'goes with --tls alone: it is shown to every port of the run',
    });
  }
}

function chooseKinds(text: string, list: IssueList): readonly string[] {
  const kinds = parseList('--only', text, list);
  const known = PROBES.map(({ kind }): string => kind);
  for (const kind of kinds) {
    if (!known.includes(kind)) {
      list.faults.push({
        path: '--only',
        message: `expected checks out of ${known.join(', ')}, got "${kind}"`,
      });
    }
  }
  return kinds;
}

function chooseTargets(
  targets: readonly PlannedTarget[],
  text: string | undefined,
  list: IssueList,
): readonly PlannedTarget[] {
  if (text === undefined) return targets;
  const names = parseList('--target', text, list);
  for (const name of names) {
    if (!targets.some((target) => target.name === name)) {
      const known = targets.map((target) => target.name).join(', ');
      list.faults.push({
        path: '--target',
        message: `expected a target out of ${known || '(none)'}, got "${name}"`,
      });
    }
  }
  return targets.filter(({ name }) => names.includes(name));
}

function parseDnsServer(
  text: string,
  { faults }: IssueList,
): { readonly host: string; readonly port: number } | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isHost(bare)) return { host: bare, port: 53 };
  const where = parseHostPort(text);
  if ('fault' in where) {
    faults.push({ path: '--dns', message: `expected HOST or HOST:PORT, got "${text}"` });
    return undefined;
  }
  return where;
}
