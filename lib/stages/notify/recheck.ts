import type { Config } from '../../config/config.ts';
import type { LogReader } from '../../core/aws/log-reader.ts';
import type { WatchCaller } from '../../core/notify/callers.ts';
import type { IncidentKey, StateStore } from '../../core/notify/incident.ts';
import type { NotRechecked } from '../../core/notify/message.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import type { Clock, Deadline } from '../../core/time.ts';
import { besideOthers, configuredVantages } from '../check/same-target.ts';
import { isRecent, storedReport } from '../memory/stored-report.ts';
import { type LoggedFinding, readLoggedFindings } from './logged-findings.ts';

/** What is known of a finding now. */
export type Known =
  | {
      readonly outcome: 'looked';
      readonly finding: RenderedFinding;
      readonly doesNotProve: readonly string[];
    }
  /** Nothing could be asked; `finding` is the last one that was logged or kept. */
  | {
      readonly outcome: 'not-looked';
      readonly why: NotRechecked;
      readonly finding?: RenderedFinding;
      readonly findingAtMs?: number;
    };

export interface RecheckTools {
  readonly config: Config;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly callWatch: WatchCaller;
  readonly logs: LogReader;
  /** The log group that scheduled runs write their findings to. */
  readonly watchLogGroup: string;
  /** Where loops on premises keep their last report. */
  readonly store: Pick<StateStore, 'lastReport'>;
  /** Writes why a run failed. */
  readonly onError: (error: unknown, during: string) => void;
}

/** A report of more targets may exceed what an invocation can answer (6 MB). */
const TARGETS_A_CALL = 100;

/**
 * Rechecks what some findings are about: once a vantage, all vantages side by side. Never rejects; what cannot be asked
 * is answered from the log, or from the last report that a loop on premises kept.
 *
 * @returns a function that tells what is known of each of them
 */
export async function recheck(
  keys: readonly IncidentKey[],
  tools: RecheckTools,
): Promise<(key: IncidentKey) => Known> {
  const { config, clock } = tools;
  // The same targets are looked at from the other vantages too: whose side the cause is on only both can tell.
  const all = [...keys, ...keys.flatMap((key) => sameElsewhere(key, config))];
  const vantages = Map.groupBy(all, ({ vantage }) => vantage);
  const known = new Map(
    await Promise.all(
      [...vantages].map(async ([vantage, ofVantage]): Promise<[string, VantageRun]> => {
        const targets = [...new Set(ofVantage.map(({ target }) => target))];
        return [vantage, await runFrom(vantage, targets, tools)];
      }),
    ),
  );
  const knownOf = (key: IncidentKey): Known =>
    known.get(key.vantage)?.(key) ?? { outcome: 'not-looked', why: 'not-watched' };
  const { periodMs } = config.schedule;
  const configured = configuredVantages(config);
  return (key) => {
    const own = knownOf(key);
    if (own.finding === undefined) return own;
    const others = sameElsewhere(key, config).flatMap((other) => {
      const seen = knownOf(other);
      const startedAt = new Date(seen.outcome === 'looked' ? clock.wallMs() : (seen.findingAtMs ?? 0));
      return seen.finding === undefined ||
        !isRecent({ startedAt: startedAt.toISOString() }, { nowMs: clock.wallMs(), periodMs })
        ? []
        : [{ vantage: other.vantage, findings: [seen.finding] }];
    });
    const [finding = own.finding] = besideOthers([own.finding], others, configured, config.language);
    return { ...own, finding };
  };
}

/** The same target and check, of the other vantages that have it. */
export function sameElsewhere(key: IncidentKey, config: Config): readonly IncidentKey[] {
  const { nameAt } = configuredVantages(config);
  return config.vantages.flatMap(({ name: vantage }) => {
    const target = vantage === key.vantage ? undefined : nameAt(vantage, key);
    return target === undefined ? [] : [{ vantage, target, check: key.check }];
  });
}

type VantageRun = (key: IncidentKey) => Known;

async function runFrom(name: string, targets: readonly string[], tools: RecheckTools): Promise<VantageRun> {
  const vantage = tools.config.vantages.find((one) => one.name === name);
  if (vantage === undefined) return () => ({ outcome: 'not-looked', why: 'not-watched' });
  if (vantage.network === undefined) return await lastRecorded(name, 'on-premises', tools);
  // `watch` refuses a name it does not know, and one that was taken out must not hide the others.
  const configured = new Set(vantage.targets.map((target) => target.name));
  const watched = targets.filter((target) => configured.has(target) || vantage.discover.length > 0);
  const reports = await Promise.all(chunksOf(watched).map((chunk) => call(name, chunk, tools)));
  const answered = reports.filter((report) => report !== undefined);
  const findings = answered.flatMap((report) =>
    report.findings.map((finding) => ({ finding, doesNotProve: report.doesNotProve })),
  );
  const isBroken = findings.some(({ finding }) => finding.reason === 'vantage-broken');
  const isWhole = answered.length === reports.length;
  const logged = isWhole ? undefined : await lastRecorded(name, 'no-answer', tools);
  return (key) => {
    const seen = findings.find(
      ({ finding }) =>
        finding.vantage === name && finding.target === key.target && finding.check === key.check,
    );
    if (seen !== undefined) return { outcome: 'looked', ...seen };
    // A place that could not be entered says nothing of what is watched from there.
    if (isBroken) return { outcome: 'not-looked', why: 'no-answer' };
    if (!watched.includes(key.target)) return { outcome: 'not-looked', why: 'not-watched' };
    return logged?.(key) ?? { outcome: 'not-looked', why: 'not-watched' };
  };
}

async function call(
  vantage: string,
  targets: readonly string[],
  { config, callWatch, deadline, onError }: RecheckTools,
): Promise<Report | undefined> {
  const reply = await callWatch({ vantage, targets, lang: config.language, signal: deadline.signal });
  if (reply.outcome === 'answered') return reply.report;
  onError(reply.why, `looking again from ${vantage}`);
  return undefined;
}

async function lastRecorded(vantage: string, why: NotRechecked, tools: RecheckTools): Promise<VantageRun> {
  const { config, clock, logs, watchLogGroup } = tools;
  // An alarm looks back as many periods; what is older than all of them did not raise it.
  const sinceMs = clock.wallMs() - config.schedule.periodMs * (config.alarm.of + 1);
  const kept = why === 'on-premises' ? await readKeptFindings(vantage, sinceMs, tools) : [];
  const recorded =
    kept.length > 0
      ? kept
      : await readLoggedFindings(vantage, watchLogGroup, sinceMs, {
          logs,
          signal: AbortSignal.timeout(LOG_READ_MS),
        });
  return ({ target, check }) => {
    const last = recorded.find(({ finding }) => finding.target === target && finding.check === check);
    return {
      outcome: 'not-looked',
      why,
      ...(last !== undefined && { finding: last.finding, findingAtMs: last.atMs }),
    };
  };
}

/** A loop on premises writes no log that could be read here; it keeps its last report, where it may. */
async function readKeptFindings(
  vantage: string,
  sinceMs: number,
  { store, onError }: RecheckTools,
): Promise<readonly LoggedFinding[]> {
  try {
    const report = await storedReport(vantage, store);
    const atMs = Date.parse(report?.startedAt ?? '');
    return report === undefined || !(atMs >= sinceMs)
      ? []
      : report.findings.map((finding) => ({ finding, atMs }));
  } catch (error) {
    onError(error, `reading the last report of ${vantage}`);
    return [];
  }
}

/** The look's own time may be over when the log is read. */
const LOG_READ_MS = 5000;

function chunksOf(targets: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(targets.length / TARGETS_A_CALL);
  return Array.from({ length: count }, (_, index) =>
    targets.slice(index * TARGETS_A_CALL, (index + 1) * TARGETS_A_CALL),
  );
}
