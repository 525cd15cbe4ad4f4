import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { evidenceLines } from './evidence.ts';
import { fillText } from './fill.ts';

/** Puts colour on a status; the identity where the output has none. */
export type Paint = (status: Status, text: string) => string;

/**
 * A report in plain lines: a line a finding, then what is not healthy in full, then what this does not prove.
 * Text from peers was bounded and cleaned when it was observed, so no line holds a control character.
 */
export function reportLines(
  report: Report,
  locale: Locale,
  paint: Paint = (_, text) => text,
): readonly string[] {
  const { colon, heading, askedFrom, totals, status, nothingAsked } = PHRASES[locale];
  const { vantage, startedAt, durationMs } = report;
  const list =
    report.findings.length === 0
      ? [nothingAsked]
      : report.findings.map(
          (one) =>
            `${paint(one.status, status[one.status])}  ${one.target}  ${one.check}${one.reason === null ? '' : `  ${one.reason}`}`,
        );
  return [
    fillText(askedFrom, { vantage, startedAt, durationMs }),
    '',
    ...list,
    ...report.findings
      .filter((one) => one.status !== 'healthy')
      .flatMap((one) => findingLines(one, locale, paint)),
    '',
    `${heading.doesNotProve}${colon}`,
    ...report.doesNotProve.map((sentence) => `  - ${sentence}`),
    '',
    fillText(totals, report.totals),
  ];
}

const EVIDENCE_LINES = 24;

/** One finding in full. */
export function findingLines(finding: RenderedFinding, locale: Locale, paint: Paint): readonly string[] {
  const { colon, heading, status } = PHRASES[locale];
  const { runbook } = finding;
  const head = `${paint(finding.status, status[finding.status])}  ${finding.target} · ${finding.check} · ${finding.reason ?? ''}`;
  const lines = ['', head, `  ${finding.summary}`, '', `  ${heading.evidence}${colon}`];
  lines.push(...evidenceLines(finding, EVIDENCE_LINES).map((line) => `    ${line}`));
  if (finding.reason === 'blocked-by') return lines;
  if (finding.explanations.length > 0) {
    lines.push('', `  ${heading.explanation}${colon}`);
    for (const { what, id, because, fix, fixShownAt } of finding.explanations) {
      lines.push(`    ${what} ${id}${because === undefined ? '' : `${colon} ${because}`}`);
      if (fixShownAt !== undefined)
        lines.push(`      ${fillText(heading.fixShownAt, { place: fixShownAt })}`);
      else if (fix !== '') lines.push(...fix.split('\n').map((command) => `      ${command}`));
    }
  }
  if (runbook === null) return lines;
  const numbered = runbook.steps.map((step, index) => `    ${index + 1}. ${step}`);
  lines.push('', `  ${runbook.title}. ${runbook.meaning}`);
  lines.push('', `  ${heading.causes}${colon}`, ...runbook.causes.map((cause) => `    - ${cause}`));
  lines.push('', `  ${heading.steps}${colon}`, ...numbered);
  if (runbook.commands.length > 0)
    lines.push('', `  ${heading.commands}${colon}`, ...runbook.commands.map((one) => `    ${one}`));
  if (runbook.links.length > 0)
    lines.push('', `  ${heading.links}${colon}`, ...runbook.links.map((one) => `    ${one}`));
  return lines;
}
