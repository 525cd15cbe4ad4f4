import type { Explanation } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { isCommandFix } from '../text/cause-and-fix.ts';
import { describeSubject, faultyFirst } from '../text/evidence.ts';
import { fieldWords, outcomeWords } from '../text/evidence-words.ts';
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
  const entries = faultyFirst(finding.evidence);
  const evidence = [
    ...entries.slice(0, EVIDENCE_LINES).flatMap((one) => {
      const fields = fieldWords(one, locale);
      const text = `${describeSubject(one)}  ${outcomeWords(one, locale)}${fields === '' ? '' : `  [${fields}]`}`;
      return hanging('    ', text, columns);
    }),
    ...(entries.length > EVIDENCE_LINES ? [`    … +${entries.length - EVIDENCE_LINES}`] : []),
  ];
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
