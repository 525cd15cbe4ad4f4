import { boundedText } from '../../core/text.ts';
import { textLines } from '../kit/gunzip.ts';

/**
 * The fields of a health check log entry, in order; what follows the last is ignored.
 *
 * Source: "Health check logs" (Elastic Load Balancing, Application Load Balancers), sections "Syntax" and "Error reason
 * codes" (read 2026-11-30). Its own examples end after the eighth.
 */
const FIELDS = {
  type: 0,
  time: 1,
  target: 3,
  targetGroup: 4,
  status: 5,
  statusCode: 6,
  reasonCode: 7,
} as const;
/** "Ignore any other values" (the same page). */
const TYPES: ReadonlySet<string> = new Set(['http', 'https', 'h2', 'grpc', 'lambda']);

/** One check of one target. What the log shows as `-` is null. */
export interface HealthCheck {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `address:port`, or the ARN of a Lambda function. */
  readonly target: string;
  /** The name of its target group. */
  readonly targetGroup: string;
  readonly passed: boolean;
  readonly statusCode: string | null;
  readonly code: string | null;
}

/** Reads one line; undefined for one that is no check. */
export function parseHealthCheck(line: string): HealthCheck | undefined {
  const fields = line.trimEnd().split(' ');
  const field = (name: keyof typeof FIELDS) => boundedText(fields[FIELDS[name]] ?? '');
  const shown = (name: keyof typeof FIELDS) => (field(name) === '-' ? null : field(name));
  const at = field('time');
  const status = field('status');
  if (fields.length <= FIELDS.reasonCode || !TYPES.has(field('type'))) return undefined;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) || (status !== 'PASS' && status !== 'FAIL')) return undefined;
  return {
    at,
    target: field('target'),
    targetGroup: field('targetGroup'),
    passed: status === 'PASS',
    statusCode: shown('statusCode'),
    code: shown('reasonCode'),
  };
}

/** What one node of the load balancer saw of one target. */
export interface CheckedTarget {
  readonly target: string;
  readonly targetGroup: string;
  readonly node: string;
  readonly checks: number;
  readonly failed: number;
  readonly lastPassed: boolean;
  readonly lastAt: string;
  /** Of the last failure. */
  readonly code: string | null;
  readonly statusCode: string | null;
}

/** "Targets per Application Load Balancer" is 1,000 unless it was raised; each node checks every one. */
const TARGETS_KEPT = 5_000;
/** A file holds five minutes of one node. */
const BYTES_READ = 8 * 1024 * 1024;
/** A check of a Lambda function, with two ARNs, takes some 400 bytes. */
const LONGEST_LINE = 4096;

/** Adds up one node's log; what goes beyond eight megabytes, or 5,000 targets, or comes after damage, is not read. */
export async function tallyHealthLog(
  stored: AsyncIterable<Buffer>,
  node: string,
): Promise<readonly CheckedTarget[]> {
  const targets = new Map<string, CheckedTarget>();
  const take = (line: string) => {
    const check = parseHealthCheck(line);
    if (check === undefined) return;
    const key = `${check.targetGroup} ${check.target}`;
    const before = targets.get(key);
    if (before === undefined && targets.size >= TARGETS_KEPT) return;
    targets.set(key, addCheck(before, check, node));
  };
  for await (const lines of textLines(stored, { mostBytes: BYTES_READ, longestLine: LONGEST_LINE }))
    for (const line of lines) take(line);
  return [...targets.values()];
}

function addCheck(before: CheckedTarget | undefined, check: HealthCheck, node: string): CheckedTarget {
  const { at, target, targetGroup, passed } = check;
  const isLast = before === undefined || at >= before.lastAt;
  const cause = passed || !isLast ? before : check;
  return {
    target,
    targetGroup,
    node,
    checks: (before?.checks ?? 0) + 1,
    failed: (before?.failed ?? 0) + (passed ? 0 : 1),
    lastPassed: isLast ? passed : before.lastPassed,
    lastAt: isLast ? at : before.lastAt,
    code: cause?.code ?? null,
    statusCode: cause?.statusCode ?? null,
  };
}
