import Table from 'cli-table3';
import type { Config } from '../config/config.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { suggest } from '../core/nearest.ts';
import { isQuiet, readersOf, routeOf } from '../core/notify/route.ts';
import type { Probe } from '../core/probe.ts';
import { type Severity, USUAL_SEVERITIES } from '../core/reason.ts';
import type { DescribedPlan } from '../stack/describe-plan.ts';
import { factsOf } from '../stages/notify/audience.ts';
import { MOMENT_FORMS, parseMoment } from './moment.ts';

export interface ToldFlags {
  readonly told?: string;
  readonly at?: string;
  readonly reason?: string;
}

/** Who receives a failure of a target, at a moment. */
interface ToldRow {
  readonly vantage: string;
  readonly target: string;
  readonly checks: readonly string[];
  readonly severity: Severity;
  /** The place of the route that decides, counted from 1; absent where none fits. */
  readonly route?: number;
  readonly receive: readonly string[];
  /** They receive it when their quiet hours end. */
  readonly wait: readonly string[];
}

export interface Told {
  readonly at: string;
  readonly rows: readonly ToldRow[];
  /** It is not in the file: what is found has owner and tags of its own. */
  readonly isDiscovered: boolean;
}

/**
 * Who would be notified if a target failed: of each check, or of one reason.
 *
 * @throws {InputError} for a target, a reason or a moment that does not exist
 */
export function whoIsTold(
  { told: target = '', at, reason }: ToldFlags,
  config: Config,
  { vantages: planned }: DescribedPlan,
  probes: readonly Probe[],
  nowMs: number,
): Told {
  const faults: ConfigIssue[] = [];
  const atMs = at === undefined ? nowMs : parseMoment(at, nowMs);
  if (atMs === undefined) faults.push({ path: '--at', message: `expected ${MOMENT_FORMS}, got "${at}"` });
  const known = reasonsOf(probes);
  const meant = reason === undefined ? undefined : known.get(reason);
  if (reason !== undefined && meant === undefined) {
    faults.push({
      path: '--reason',
      message: `expected a reason of docs/checks.md, got "${reason}"${suggest(reason, [...known.keys()])}`,
    });
  }
  const owning = planned.filter(({ checks }) => checks.some((one) => one.target === target));
  const isDiscovered = owning.length === 0;
  const places = isDiscovered ? planned.filter(({ discovers }) => discovers.length > 0) : owning;
  if (places.length === 0) {
    const names = [...new Set(planned.flatMap(({ checks }) => checks.map((one) => one.target)))];
    const message = `expected one of ${names.join(', ')}, got "${target}"`;
    faults.push({ path: '--told', message });
  }
  if (faults.length > 0 || atMs === undefined) throw new InputError('bad-usage', faults);
  const rows = places.flatMap(({ vantage, checks }) => {
    const own = checks.filter((one) => one.target === target).map(({ check }) => check);
    const asked = isDiscovered ? probes.map(({ kind }) => kind) : own;
    return (meant === undefined ? USUAL_SEVERITIES : [meant.severity]).flatMap((severity) =>
      grouped(
        asked
          .filter((check) => meant === undefined || meant.checks.includes(check))
          .map((check) => rowOf({ vantage, target, check, severity }, config, atMs)),
      ),
    );
  });
  return { at: new Date(atMs).toISOString(), rows, isDiscovered };
}

function reasonsOf(probes: readonly Probe[]) {
  const reasons = new Map<string, { readonly severity: Severity; readonly checks: readonly string[] }>();
  for (const { kind, reasons: own } of probes)
    for (const [reason, { severity }] of Object.entries(own))
      reasons.set(reason, { severity, checks: [...(reasons.get(reason)?.checks ?? []), kind] });
  return reasons;
}

function rowOf(
  {
    severity,
    ...key
  }: {
    readonly vantage: string;
    readonly target: string;
    readonly check: string;
    readonly severity: Severity;
  },
  config: Config,
  atMs: number,
): ToldRow {
  const { notify } = config;
  const facts = factsOf({ subject: { kind: 'finding', ...key }, severity }, config);
  const route = routeOf(facts, notify, atMs);
  const readers = readersOf(facts, notify, atMs);
  const names = (isWaiting: boolean) =>
    readers.filter((reader) => isQuiet(reader, severity, atMs) === isWaiting).map(({ name }) => name);
  return {
    vantage: key.vantage,
    target: key.target,
    checks: [key.check],
    severity,
    ...(route !== undefined && { route: route + 1 }),
    receive: names(false),
    wait: names(true),
  };
}

/** Checks of which the same are notified share a row. */
function grouped(rows: readonly ToldRow[]): readonly ToldRow[] {
  const groups = Map.groupBy(rows, ({ checks: _, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, checks: [first, ...more].flatMap(({ checks }) => checks) }],
  );
}

export function toldText({ at, rows, isDiscovered }: Told, target: string): string {
  const table = new Table({
    head: ['vantage', 'checks', 'severity', 'route', 'receive it', 'wait for the end of quiet hours'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, 30, null, null, null, null],
  });
  for (const { vantage, checks, severity, route, receive, wait } of rows)
    table.push([
      vantage,
      checks.join(', '),
      severity,
      route ?? 'none',
      receive.join('\n') || 'nobody',
      wait.join('\n'),
    ]);
  return [
    `A failure of ${target} at ${at}:`,
    rows.length === 0 ? 'None of its checks gives this reason.' : table.toString(),
    ...(isDiscovered
      ? [
          `${target} is not in the file. If it is discovered, its owner and tags decide too: they are known when it is found.`,
        ]
      : []),
    '',
  ].join('\n');
}
