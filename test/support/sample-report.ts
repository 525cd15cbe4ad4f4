import type { LOCALES } from '../../lib/core/locale.ts';
import type { RenderedFinding, Report } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { withPaths } from '../../lib/report/path/with-paths.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';

/** A report with a finding of every status, as it is told in one language. */
export async function sampleReport(locale: (typeof LOCALES)[number]): Promise<Report> {
  const messages = [...(await sampleMessages(locale)).values()];
  const all = messages.flatMap((message) => ('finding' in message ? [message.finding] : []));
  const findings = [...new Map(all.map((one) => [`${one.status} ${one.reason}`, one])).values()];
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  const report: Report = {
    version: 1,
    vantage: 'seoul-prod',
    startedAt: '2026-11-21T18:13:00.000Z',
    durationMs: 3120,
    totals: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      failed: count('failed'),
      unknown: count('unknown'),
    },
    findings,
    doesNotProve: ['nothing'],
  };
  return withPaths(report, PROBES, locale);
}

/** The report with the text in every place that is not ours. */
export function poisoned(report: Report, text: string): Report {
  const finding = (one: RenderedFinding): RenderedFinding => ({
    ...one,
    target: text,
    summary: text,
    evidence: [{ subject: text, outcome: text, address: text, banner: text, faults: [text] }],
    explanations: [{ what: text, id: text, because: text, fix: text }],
    runbook: {
      title: text,
      meaning: text,
      causes: [text],
      steps: [text],
      commands: [text],
      links: [
        text,
        `https://${text}`,
        'javascript:alert(1)',
        'data:text/html,x',
        'javascript://x.example/%0aalert(1)',
        'https://ok.example/a?b=1&c=2',
      ],
    },
  });
  const paths = (report.paths ?? []).map((path) => ({
    ...path,
    target: text,
    lanes: path.lanes.map((lane) => ({
      ...lane,
      hops: lane.hops.map((hop) => ({ ...hop, label: text, figure: text, reason: text })),
    })),
  }));
  return { ...report, vantage: text, doesNotProve: [text], findings: report.findings.map(finding), paths };
}
