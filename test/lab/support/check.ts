import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Evidence } from '../../../lib/core/finding.ts';
import type { RenderedFinding, Report } from '../../../lib/core/report.ts';
import type { Namespace } from './netns.ts';

/** The command line's entry. */
export const COMMAND = fileURLToPath(new URL('../../../bin/start.mjs', import.meta.url));

export interface Checked {
  /** 0 nothing failed, 1 something failed, 3 nothing failed but something is unknown. */
  readonly exitStatus: number;
  readonly report: Report;
}

/** `gatewatch check … --json`, typed by somebody who sits in this namespace. */
export async function checkFrom(namespace: Namespace, flags: readonly string[]): Promise<Checked> {
  const { status, stdout, stderr } = await namespace.run(
    [process.execPath, COMMAND, 'check', ...flags, '--json'],
    { orFail: false, timeoutMs: 60_000 },
  );
  assert.equal(stderr, '', 'a check says nothing on stderr');
  return { exitStatus: status, report: JSON.parse(stdout) };
}

/** The one finding of a kind. */
export function findingOf({ report }: Checked, check: string, target?: string): RenderedFinding {
  const found = report.findings.filter(
    (one) => one.check === check && (target === undefined || one.target === target),
  );
  assert.equal(found.length, 1, `one ${check} finding, out of ${describeAll(report)}`);
  const [finding] = found;
  assert.ok(finding);
  return finding;
}

/** `check status reason`, one for each finding: the report at a glance, and what most assertions compare. */
export function glance({ report }: Checked): readonly string[] {
  return report.findings.map(({ check, status, reason }) =>
    reason === null ? `${check} ${status}` : `${check} ${status} ${reason}`,
  );
}

/**
 * One outage, one finding: `check` failed for `reason`, and every other finding is healthy or says that it
 * is blocked by a fault of this one.
 */
export function assertOneOutage(checked: Checked, check: string, reason: string): void {
  assert.equal(checked.exitStatus, 1, glance(checked).join(', '));
  const others = checked.report.findings.filter((one) => one.check !== check && one.status !== 'healthy');
  const cause = findingOf(checked, check);
  assert.deepEqual(
    [cause, ...others].map((one) => [one.check, one.status, one.reason]),
    [[check, 'failed', reason], ...others.map((one) => [one.check, 'unknown', 'blocked-by'])],
  );
  for (const { target, faults } of others) {
    for (const { blockedBy } of faults) {
      assert.deepEqual([blockedBy?.target, blockedBy?.check], [target, check]);
      assert.ok(cause.faults.some((fault) => fault.reason === blockedBy?.reason));
    }
  }
}

/** Some fields of a finding's evidence, an entry a line, sorted as the report has them. */
export function evidenceOf(
  finding: RenderedFinding,
  fields: readonly (keyof Evidence)[],
): readonly unknown[][] {
  return finding.evidence.map((one) => fields.map((field) => one[field]));
}

function describeAll(report: Report): string {
  return (
    report.findings.map(({ check, status, reason }) => `${check} ${status} ${reason}`).join(', ') || 'none'
  );
}
