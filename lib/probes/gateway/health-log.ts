import type { LogLine } from '../../core/aws/log-reader.ts';
import { parseFields } from '../../core/json.ts';
import { boundedText } from '../../core/text.ts';

/** All lines of one type, from the health log of one gateway. */
export interface HealthEntry {
  readonly type: string;
  /** The gravest that was logged: `ERROR`, `WARNING`, `INFO` … */
  readonly severity: string;
  readonly count: number;
  /** Wall times, the newest last; the newest few are kept. */
  readonly atMs: readonly number[];
  /** Fields of the newest line that say what it was about. */
  readonly details: Readonly<Record<string, string>>;
}

export interface HealthLines {
  readonly entries: readonly HealthEntry[];
  /** Lines that are no JSON object with a `type`. */
  readonly unreadable: number;
}

/** A log with more types than this is not a health log. */
const MAX_TYPES = 40;
const TIMES_KEPT = 20;
/** What a person needs to act: AWS's own field names. */
const DETAILS = [
  'source',
  'operation',
  'bucket',
  'prefix',
  'key',
  'roleArn',
  'gatewayTimeDriftSeconds',
] as const;

/**
 * Groups the lines of a health log by type. A log group may be shared by gateways: lines that name another one are
 * left out. Anything in a line is the peer's: it is bounded, and nothing but a JSON object with a type is believed.
 */
export function readHealthLines(lines: readonly LogLine[], gatewayId: string): HealthLines {
  const groups = new Map<string, HealthEntry>();
  let unreadable = 0;
  for (const line of lines) {
    const fields = parseFields(line.text) ?? {};
    const type = typeof fields.type === 'string' ? boundedText(fields.type, 60) : '';
    if (type === '') {
      unreadable += 1;
      continue;
    }
    if (typeof fields.gateway === 'string' && fields.gateway.toLowerCase() !== gatewayId.toLowerCase())
      continue;
    const before = groups.get(type);
    if (before === undefined && groups.size >= MAX_TYPES) continue;
    const atMs = timeOf(fields.timestamp) ?? line.atMs;
    const severity = severityOf(fields.severity);
    groups.set(type, {
      type,
      severity: graver(before?.severity ?? severity, severity),
      count: (before?.count ?? 0) + 1,
      atMs: [...(before?.atMs ?? []), atMs].slice(-TIMES_KEPT),
      details: detailsOf(fields),
    });
  }
  return { entries: [...groups.values()], unreadable };
}

/** `timestamp` is milliseconds since the Unix epoch, written as text ("Getting file gateway health logs"). */
function timeOf(value: unknown): number | undefined {
  const atMs = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return atMs > 0 && atMs <= MAX_DATE_MS ? atMs : undefined;
}

/** The last moment a `Date` can hold (ECMA-262, "Time Values and Time Range"). */
const MAX_DATE_MS = 8.64e15;
const SEVERITIES = ['INFO', 'WARNING', 'ERROR'];

function severityOf(value: unknown): string {
  return typeof value === 'string' ? boundedText(value.toUpperCase(), 20) : 'INFO';
}

function graver(before: string, now: string): string {
  return SEVERITIES.indexOf(before) > SEVERITIES.indexOf(now) ? before : now;
}

function detailsOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    DETAILS.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' || typeof value === 'number'
        ? [[name, boundedText(String(value))]]
        : [];
    }),
  );
}
