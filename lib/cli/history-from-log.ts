import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { badUsage } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import type { HistoryPlot, HistoryPoint, TargetHistory } from '../core/history.ts';
import { asFields, parseFields } from '../core/json.ts';
import { STATUSES } from '../core/reason.ts';
import type { RenderedFinding } from '../core/report.ts';
import { traceHistory } from '../report/history/trace-history.ts';
import type { StatusVantage } from '../report/html/status-page.ts';
import { countStatuses } from '../report/text/headline.ts';
import { PLOTTED } from '../stages/dashboard/read-history.ts';

interface Collected {
  lastMs: number;
  /** The last of each check. */
  readonly findings: Map<string, RenderedFinding>;
  readonly heartbeat: HistoryPoint[];
  readonly unknown: HistoryPoint[];
  readonly targets: Map<
    string,
    { readonly statuses: HistoryPoint[]; readonly plots: Map<string, HistoryPoint[]> }
  >;
}

/** @throws {InputError} `bad-usage` when the file cannot be read */
export async function readLog(file: string, nowMs: number): Promise<readonly StatusVantage[]> {
  try {
    const input = createReadStream(file, 'utf8');
    return await vantagesFromLog(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), nowMs);
  } catch (error) {
    throw badUsage('--log', `cannot read "${file}" (${fileProblem(error)})`);
  }
}

/**
 * The history of the targets of one vantage of a log.
 *
 * @param wanted - which vantage; not needed where the log is of one
 * @throws {InputError} `bad-usage` when the log does not hold that vantage, or holds several and none was named
 */
export async function historyOfVantage(
  file: string,
  wanted: string | undefined,
  nowMs: number,
): Promise<readonly TargetHistory[]> {
  const all = await readLog(file, nowMs);
  const [only, ...more] = all.filter(({ name }) => wanted === undefined || name === wanted);
  if (only !== undefined && more.length === 0) return only.history;
  const names = all.map(({ name }) => name).join(', ');
  const message =
    only === undefined
      ? all.length === 0
        ? 'holds no run of `gatewatch run` yet'
        : `holds no run of "${wanted}", only of ${names}`
      : `holds several vantages (${names}): choose one with --config and --vantage`;
  throw badUsage('--log', message);
}

/**
 * Each vantage as `gatewatch run` told it on its output: the last finding of each check, and the history from the
 * embedded metrics, which hold a status for each check of each run. Lines that are anything else are passed over.
 */
export async function vantagesFromLog(
  lines: AsyncIterable<string>,
  nowMs: number,
): Promise<readonly StatusVantage[]> {
  const vantages = new Map<string, Collected>();
  for await (const line of lines) collect(line, vantages);
  return [...vantages].map(([name, { heartbeat, unknown, targets, findings, lastMs }]) => {
    const series = [...targets].map(([target, { statuses, plots }]) => ({
      target,
      statuses,
      plots: [...plots].map(
        ([plot, points]): HistoryPlot => ({ name: plot, unit: PLOTTED[plot] ?? '', points }),
      ),
    }));
    const all = [...findings.values()];
    return {
      name,
      report: {
        version: 1,
        vantage: name,
        startedAt: new Date(lastMs).toISOString(),
        durationMs: 0,
        totals: countStatuses(all),
        findings: all,
        doesNotProve: [],
      },
      // Where series are sparse cannot be seen in a log: what has no status in an hour is not known.
      history: traceHistory({ heartbeat, unknown, targets: series }, { nowMs, sparse: false }),
    };
  });
}

function vantageIn(vantages: Map<string, Collected>, name: string): Collected {
  const found = vantages.get(name) ?? {
    lastMs: 0,
    findings: new Map(),
    heartbeat: [],
    unknown: [],
    targets: new Map(),
  };
  vantages.set(name, found);
  return found;
}

/** A line that `publish` wrote: it was checked by the version that reads it, as far as its fields are used. */
function findingIn(fields: Readonly<Record<string, unknown>>): RenderedFinding | undefined {
  const { type, vantage, target, check, status, summary } = fields;
  const isFinding =
    type === 'finding' && [vantage, target, check, summary].every((one) => typeof one === 'string');
  return isFinding && STATUSES.some((one) => one === status)
    ? (fields as unknown as RenderedFinding)
    : undefined;
}

function collect(line: string, vantages: Map<string, Collected>): void {
  const fields = parseFields(line);
  if (fields === undefined) return;
  const finding = findingIn(fields);
  if (finding !== undefined) {
    vantageIn(vantages, finding.vantage).findings.set(`${finding.target}\n${finding.check}`, finding);
    return;
  }
  const atMs = asFields(fields._aws)?.Timestamp;
  const { Vantage: vantage, Target: target } = fields;
  if (typeof atMs !== 'number' || typeof vantage !== 'string') return;
  const found = vantageIn(vantages, vantage);
  found.lastMs = Math.max(found.lastMs, atMs);
  const point = (name: string): readonly HistoryPoint[] => {
    const [value] = [fields[name]].flat();
    return typeof value === 'number' ? [{ atMs, value }] : [];
  };
  found.heartbeat.push(...point('Heartbeat'));
  found.unknown.push(...point('Unknown'));
  if (typeof target !== 'string') return;
  const own = found.targets.get(target) ?? { statuses: [], plots: new Map<string, HistoryPoint[]>() };
  found.targets.set(target, own);
  own.statuses.push(...point('Status'));
  for (const name of Object.keys(PLOTTED)) {
    const points = point(name);
    if (points.length === 0) continue;
    const drawn = own.plots.get(name) ?? [];
    own.plots.set(name, drawn);
    drawn.push(...points);
  }
}
