import type { Locale } from '../../core/locale.ts';
import type { Probe } from '../../core/probe.ts';
import type { Report } from '../../core/report.ts';
import { laneOf, tracePaths } from './trace-target.ts';

/** The report with the path of each target, and with each finding the worst lane on which its check is. */
export function withPaths(report: Report, probes: readonly Probe[], locale: Locale): Report {
  const paths = tracePaths(report.findings, probes, locale);
  const ofTarget = new Map(paths.map((path) => [path.target, path]));
  const findings = report.findings.map((finding) => {
    const lane = laneOf(ofTarget.get(finding.target), finding.check);
    return lane === undefined ? finding : { ...finding, path: lane.hops };
  });
  return { ...report, findings, paths };
}
