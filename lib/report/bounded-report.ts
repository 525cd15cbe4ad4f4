import type { RenderedFinding, Report } from '../core/report.ts';

/** "6 MB each for request and response (synchronous)" (Lambda Developer Guide, "Lambda quotas"), less what its envelope takes. */
export const LARGEST_ANSWER_BYTES = 5_800_000;

/** Findings by how much is kept of them where not everything fits. */
const ORDER = ['failed', 'degraded', 'unknown', 'healthy'] as const;

/**
 * A report that an invocation can carry, whatever its size: what fails stays whole for as long as there is room, of the
 * rest its summary stays, and `shortened` says how many that are and where to read them.
 *
 * @param link - where the whole findings are
 */
export function boundedReport(report: Report, link: string, largestBytes = LARGEST_ANSWER_BYTES): Report {
  if (sizeOf(report) <= largestBytes) return report;
  const shortened = { findings: report.findings.length, link };
  // The paths of targets are drawn from the findings, of which some are short now.
  const { paths: _, ...rest } = report;
  const short = report.findings.map(withoutDetails);
  const chosen = new Map<RenderedFinding, RenderedFinding>();
  let bytes = sizeOf({ ...rest, findings: short, shortened });
  for (const status of ORDER)
    report.findings.forEach((finding, index) => {
      const summary = short[index];
      if (finding.status !== status || summary === undefined) return;
      const more = sizeOf(finding) - sizeOf(summary);
      if (bytes + more > largestBytes) return;
      bytes += more;
      chosen.set(finding, finding);
    });
  const findings = report.findings.map((finding, index) => chosen.get(finding) ?? short[index] ?? finding);
  const fitting = bytes <= largestBytes ? findings : mostUrgent(findings, largestBytes);
  return {
    ...rest,
    findings: fitting,
    shortened: { ...shortened, findings: findings.length - chosen.size },
  };
}

function withoutDetails(finding: RenderedFinding): RenderedFinding {
  return { ...finding, evidence: [], faults: [], measurements: [], explanations: [], runbook: null };
}

/** Where not even the summaries fit: what fails first, as much as fits. */
function mostUrgent(findings: readonly RenderedFinding[], largestBytes: number): readonly RenderedFinding[] {
  const sorted = ORDER.flatMap((status) => findings.filter((one) => one.status === status));
  let left = largestBytes - ENVELOPE_BYTES;
  return sorted.filter((finding) => {
    left -= sizeOf(finding) + 1;
    return left >= 0;
  });
}

/** The report without its findings. */
const ENVELOPE_BYTES = 100_000;

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
