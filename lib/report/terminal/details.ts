import type { Explanation } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { isCommandFix } from '../text/cause-and-fix.ts';
import { evidenceInWords } from '../text/evidence-words.ts';
import { fillText } from '../text/fill.ts';
import { commandLines } from './card.ts';
import { hanging, type TerminalForm } from './layout.ts';

const EVIDENCE_LINES = 24;

/** What `--explain` adds to a card: evidence, further explanations, meaning, causes, steps, commands, links. */
export function details(finding: RenderedFinding, locale: Locale, form: TerminalForm): readonly string[] {
  const { colon, heading } = PHRASES[locale];
  const { columns, paint, link } = form;
  const { runbook, explanations } = finding;
  const section = (title: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : ['', `  ${paint('strong', `${title}${colon}`)}`, ...rows];
  const bullets = (items: readonly string[], mark: (index: number) => string) =>
    items.flatMap((one, index) => hanging(`    ${mark(index)} `, one, columns));
  const evidence = evidenceInWords(finding, EVIDENCE_LINES, locale).flatMap((one) =>
    hanging('    ', one, columns),
  );
  const commandRows = (commands: readonly string[], indent: string) =>
    commands
      .flatMap((one) => commandLines(one, columns - indent.length, form))
      .map((row) => `${indent}${row}`);
  const fixRows = (explanation: Explanation) => {
    const { fix, fixShownAt } = explanation;
    if (fixShownAt !== undefined)
      return hanging('      ', fillText(heading.fixShownAt, { place: fixShownAt }), columns);
    if (isCommandFix(explanation)) return commandRows(fix.split('\n'), '      ');
    return fix === '' ? [] : hanging('      ', fix, columns);
  };
  const explained = explanations.flatMap((explanation) => {
    const { what, id, because } = explanation;
    return [
      ...hanging('    ', `${what} ${id}${because === undefined ? '' : `${colon} ${because}`}`, columns),
      ...fixRows(explanation),
    ];
  });
  const rows = [...section(heading.evidence, evidence), ...section(heading.explanation, explained)];
  if (runbook === null || finding.reason === 'blocked-by') return rows;
  return [
    ...rows,
    '',
    ...hanging('  ', `${runbook.title}. ${runbook.meaning}`, columns),
    ...section(
      heading.causes,
      bullets(runbook.causes, () => '-'),
    ),
    ...section(
      heading.steps,
      bullets(runbook.steps, (index) => `${index + 1}.`),
    ),
    ...section(heading.commands, commandRows(runbook.commands, '    ')),
    ...section(
      heading.links,
      runbook.links.map((one) => `    ${link(one)}`),
    ),
  ];
}
