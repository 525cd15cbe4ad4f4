import type { Locale } from '../../core/locale.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { pathMarkdown } from '../path/path-line.ts';
import { shownLanes } from '../path/shown-lanes.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { isCommandFix } from '../text/cause-and-fix.ts';
import { describeSubject } from '../text/evidence.ts';
import { fieldWords, outcomeWords } from '../text/evidence-words.ts';
import { fillText } from '../text/fill.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../text/markdown-escape.ts';
import { ownerWords } from '../text/owner-words.ts';

/**
 * A report as Markdown for a ticket: a table of all findings as a checklist, then what is not healthy in full.
 * Everything that is not ours is escaped or is in a code span.
 */
export function reportMarkdown(report: Report, locale: Locale): string {
  const { heading, askedFrom, totals, nothingAsked } = PHRASES[locale];
  const { vantage, startedAt, durationMs } = report;
  const lines = [
    '# gatewatch',
    '',
    escapeMarkdown(fillText(askedFrom, { vantage, startedAt, durationMs })),
    '',
    `**${fillText(totals, report.totals)}**`,
    '',
  ];
  if (report.findings.length === 0) lines.push(nothingAsked);
  else {
    lines.push(
      `| | ${heading.target} | ${heading.check} | ${heading.finding} |`,
      '| --- | --- | --- | --- |',
    );
    for (const one of report.findings) {
      const words = one.reason === null ? one.summary : `${one.summary} (${one.reason})`;
      lines.push(
        `| ${MARK[one.status]} | ${escapeMarkdown(one.target)} | ${one.check} | ${escapeMarkdown(words)} |`,
      );
    }
  }
  lines.push(...pathLines(report, locale));
  for (const one of report.findings)
    if (one.status !== 'healthy') lines.push(...findingMarkdown(one, locale));
  lines.push(
    '',
    `## ${heading.doesNotProve}`,
    '',
    ...report.doesNotProve.map((one) => `- ${escapeMarkdown(one)}`),
  );
  return `${lines.join('\n')}\n`;
}

/** The path of each target that is not well: every lane on which something failed. */
function pathLines({ paths = [] }: Report, locale: Locale): readonly string[] {
  const unwell = paths.filter(({ status }) => status !== 'healthy');
  const lanes = unwell.flatMap(({ target, lanes }) =>
    shownLanes({ lanes: lanes.filter(({ status }) => status !== 'healthy') }, 3).map(
      ({ hops }) => `- ${escapeMarkdown(target)}: ${pathMarkdown(hops, locale)}`,
    ),
  );
  return lanes.length === 0 ? [] : ['', `## ${MESSAGE_PHRASES[locale].heading.path}`, '', ...lanes];
}

export const MARK = { healthy: '✅', degraded: '⚠️', failed: '❌', unknown: '❔' } as const;

/** What is wrong in full, under its own heading. */
export function findingMarkdown(finding: RenderedFinding, locale: Locale): readonly string[] {
  const { heading, status } = PHRASES[locale];
  const { runbook, explanations, betweenVantages } = finding;
  const owner = ownerWords(finding, locale);
  const lines = [
    '',
    `## ${MARK[finding.status]} ${escapeMarkdown(finding.target)} · ${finding.check} · ${finding.reason ?? ''}`,
    '',
    `**${status[finding.status]}.** ${escapeMarkdown(finding.summary)}`,
    '',
    ...(owner === undefined ? [] : [escapeMarkdown(owner), '']),
    ...(betweenVantages === undefined ? [] : [escapeMarkdown(betweenVantages.sentence), '']),
    `### ${heading.evidence}`,
    '',
    ...finding.evidence.map((one) => {
      const fields = fieldWords(one, locale);
      return `- ${codeSpan(describeSubject(one))}: ${escapeMarkdown(outcomeWords(one, locale))}${fields === '' ? '' : ` (${escapeMarkdown(fields)})`}`;
    }),
  ];
  if (explanations.length > 0) {
    lines.push('', `### ${heading.explanation}`, '');
    for (const explanation of explanations) {
      const { what, id, because, fix, fixShownAt } = explanation;
      lines.push(
        `- ${escapeMarkdown(what)} ${codeSpan(id)}${because === undefined ? '' : `: ${escapeMarkdown(because)}`}`,
      );
      if (fixShownAt !== undefined)
        lines.push('', escapeMarkdown(fillText(heading.fixShownAt, { place: fixShownAt })), '');
      else if (isCommandFix(explanation)) lines.push('', ...codeBlock(fix.split('\n')), '');
      else lines.push('', escapeMarkdown(fix), '');
    }
  }
  if (runbook === null || finding.reason === 'blocked-by') return lines;
  lines.push('', `### ${heading.causes}`, '', ...runbook.causes.map((cause) => `- ${escapeMarkdown(cause)}`));
  lines.push(
    '',
    `### ${heading.steps}`,
    '',
    ...runbook.steps.map((step, index) => `${index + 1}. ${escapeMarkdown(step)}`),
  );
  if (runbook.commands.length > 0)
    lines.push('', `### ${heading.commands}`, '', ...codeBlock(runbook.commands));
  if (runbook.links.length > 0)
    lines.push('', `### ${heading.links}`, '', ...runbook.links.map((link) => `- <${link}>`));
  return lines;
}
