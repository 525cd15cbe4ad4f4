import type { TargetHistory } from '../core/history.ts';
import type { Locale } from '../core/locale.ts';
import type { Report } from '../core/report.ts';
import { reportMarkdown } from '../report/markdown/markdown.ts';
import type { TerminalForm } from '../report/terminal/layout.ts';
import { reportLines } from '../report/terminal/report-lines.ts';
import { jsonPieces } from '../report/text/json-pieces.ts';
import { writePage } from './html-file.ts';
import { formOf } from './paint.ts';
import type { IssueList } from './values.ts';
import { writePieces } from './write-pieces.ts';

/** What becomes of a report. */
export interface ReportOutput {
  readonly output: 'words' | 'json' | 'markdown';
  /** Words with evidence, likely causes and steps. */
  readonly explain: boolean;
  /** Where a page goes, beside the words. */
  readonly htmlFile?: string;
  /** Drawn on the page. */
  readonly history?: readonly TargetHistory[];
}

/** The flags that say so; two of them at once are noted. */
export function readOutput(
  flags: {
    readonly explain?: boolean;
    readonly json?: boolean;
    readonly markdown?: boolean;
    readonly html?: string;
  },
  { faults }: IssueList,
): ReportOutput {
  const outputs = (['json', 'markdown', 'html'] as const).filter((name) => flags[name] !== undefined);
  const [first, ...others] = outputs.map((name) => `--${name}`);
  if (first !== undefined && others.length > 0)
    faults.push({ path: first, message: `goes without ${others.join(' and ')}: one output at a time` });
  return {
    output: flags.json === true ? 'json' : flags.markdown === true ? 'markdown' : 'words',
    explain: flags.explain === true,
    ...(flags.html !== undefined && { htmlFile: flags.html }),
  };
}

/** Prints a report as it was asked for. */
export async function writeReport(
  report: Report,
  { output, explain, htmlFile, history }: ReportOutput,
  locale: Locale,
  stdout: NodeJS.WriteStream,
  form: TerminalForm = formOf(stdout),
): Promise<void> {
  if (htmlFile !== undefined) {
    const { reportPage } = await import('../report/html/html.ts');
    await writePage(htmlFile, reportPage(report, locale, history));
  }
  switch (output) {
    case 'json':
      await writePieces(jsonPieces(report), stdout);
      break;
    case 'markdown':
      stdout.write(reportMarkdown(report, locale));
      break;
    case 'words':
      stdout.write(`${reportLines(report, locale, form, explain).join('\n')}\n`);
  }
}
