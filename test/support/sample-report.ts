import type { RenderedFinding, Report } from '../../lib/core/report.ts';

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
