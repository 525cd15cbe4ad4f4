import type { TestContext } from 'node:test';
import type { Finding } from '../../lib/core/finding.ts';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { renderFinding } from '../../lib/report/text/render-finding.ts';

/** One fault of the matrix: what is planted, and all that a run may say of it. */
export interface Fault {
  /** What is broken, and in what: a sentence of the page. */
  readonly planted: string;
  /** A line of `describeSeen` for each finding that is not healthy, and none for anything else. */
  readonly expected: readonly string[];
  /** Plants it, asks as the product asks, and answers every finding. */
  readonly see: (t: TestContext) => Promise<readonly SeenFinding[]>;
}

/** As a judge gave it, or as a report has it. */
export type SeenFinding = Finding | RenderedFinding;

/** Faults that are planted in the same kind of peer, by id. */
export type Faults = Readonly<Record<string, Fault>>;

/**
 * What findings say: check, status, reason, severity, then each fault's subject, then the fix. Ports of loopback differ
 * from run to run, so they are left out; healthy findings are too.
 */
export function describeSeen(findings: readonly SeenFinding[]): readonly string[] {
  return findings
    .filter(({ status }) => status !== 'healthy')
    .map(({ check, status, reason, severity, faults, explanations }) => {
      const gravest = [check, status, reason, ...(severity === null ? [] : [severity])].join(' ');
      const places = faults.map((fault) =>
        fault.reason === reason ? fault.subject : `${fault.subject} (${fault.reason})`,
      );
      const at = [...new Set(places.map(withoutPort))].join(', ');
      const fixes = explanations.flatMap(({ fix }) => (fix === '' ? [] : [` | fix: ${fix}`]));
      return `${gravest} at ${at}${[...new Set(fixes)].join('')}`;
    });
}

/** What a person reads of the first finding that is not healthy, and does about it. */
export async function toldOf(
  findings: readonly SeenFinding[],
): Promise<{ readonly sentence: string; readonly runbook: RenderedFinding['runbook'] }> {
  const told =
    findings.find(({ status, reason }) => status !== 'healthy' && reason !== 'blocked-by') ?? findings[0];
  if (told === undefined) return { sentence: '', runbook: null };
  // Rendered anew where a report had it already: the reason's words are the same.
  const { summary, runbook } = await renderFinding(told, PROBES, 'en');
  return { sentence: summary, runbook };
}

function withoutPort(text: string): string {
  return text.replace(/\b127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
}
