import type { LogReader } from '../../core/aws/log-reader.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** A finding as a scheduled look wrote it into the log. */
export interface LoggedFinding {
  readonly finding: RenderedFinding;
  /** When the line was written, milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/** More lines than a vantage of many targets writes in a few runs. */
const MOST_LINES = 2000;

/**
 * The last logged finding of each target and check of a vantage. Nothing it meets is an error: then there is none.
 *
 * @param group - the log group of `watch`
 */
export async function readLoggedFindings(
  vantage: string,
  group: string,
  sinceMs: number,
  { logs, signal }: { readonly logs: LogReader; readonly signal: AbortSignal },
): Promise<readonly LoggedFinding[]> {
  const pattern = `{ $.type = "finding" && $.vantage = "${vantage.replace(/["\\]/g, '')}" }`;
  try {
    const tail = await logs.tail({ group, sinceMs, limit: MOST_LINES, pattern }, signal);
    if (tail.outcome === 'missing') return [];
    const last = new Map<string, LoggedFinding>();
    for (const { atMs, text } of tail.lines) {
      const finding = parseFinding(text);
      if (finding?.vantage === vantage) last.set(`${finding.target}\n${finding.check}`, { finding, atMs });
    }
    return [...last.values()];
  } catch {
    // The log is the second choice already; the alarm's own text is the third.
    return [];
  }
}

function parseFinding(line: string): RenderedFinding | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isFinding(value) ? value : undefined;
  } catch {
    // A line of something else: it is no finding.
    return undefined;
  }
}

/** What `publish` wrote; the fields that texts are made of are looked at, for an older version may have written it. */
function isFinding(value: unknown): value is RenderedFinding {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'finding')
    return false;
  const { target, check, status, summary, evidence, faults, explanations } =
    value as Partial<RenderedFinding>;
  return (
    [target, check, status, summary].every((one) => typeof one === 'string') &&
    [evidence, faults, explanations].every((one) => Array.isArray(one))
  );
}
