import Table from 'cli-table3';
import type { JsonObject } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import { stackNames } from '../../core/stack-names.ts';
import type { Paint } from '../../report/terminal/layout.ts';
import { fillText } from '../../report/text/fill.ts';
import type { DoctorRow } from './rows.ts';
import type { DoctorTexts } from './texts.en.ts';
import { DOCTOR_TEXTS } from './texts.ts';

/** Where a person has to look, because no program can. */
export type LookAt = { readonly at: keyof DoctorTexts['recheck'] } & JsonObject;

/** All that `gatewatch doctor` found. */
export interface DoctorAnswer {
  readonly stage: string;
  readonly region: string;
  readonly account: string;
  readonly rows: readonly DoctorRow[];
  /** Empty where nothing was told. */
  readonly lookAt: readonly LookAt[];
  /** Whether the test alarm was raised; `impossible` where it was never deployed. */
  readonly test: 'raised' | 'left-out' | 'impossible';
}

const PAINTED: Readonly<Record<DoctorRow['status'], Status>> = {
  ok: 'healthy',
  failed: 'failed',
  unknown: 'unknown',
};

export function totalsOf(rows: readonly DoctorRow[]) {
  const count = (status: DoctorRow['status']) => rows.filter((row) => row.status === status).length;
  return { ok: count('ok'), failed: count('failed'), unknown: count('unknown') };
}

/** For programs: the words stand beside the names they are made of. */
export function doctorJson({ rows, lookAt, ...about }: DoctorAnswer, locale: Locale): object {
  const texts = DOCTOR_TEXTS[locale];
  const stack = stackNames(about.stage).prefix;
  return {
    version: 1,
    ...about,
    totals: totalsOf(rows),
    checks: rows.map(({ check, subject, status, finding, values, fix }) => ({
      check,
      subject,
      status,
      finding,
      summary: fillText(texts.finding[finding], { stack, ...values, subject }),
      ...(fix !== undefined && { fix }),
    })),
    lookAt: lookAt.map((one) => fillText(texts.recheck[one.at], one)),
  };
}

/** For people: a table of every check, then each command that fixes something, then where to look. */
export function doctorText(
  { rows, lookAt, test, stage }: DoctorAnswer,
  locale: Locale,
  paint: Paint,
): string {
  const texts = DOCTOR_TEXTS[locale];
  const table = new Table({
    head: [texts.heading.status, texts.heading.check, texts.heading.found],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    wrapOnWordBoundary: true,
    colWidths: [null, null, 76],
  });
  const stack = stackNames(stage).prefix;
  for (const { status, check, subject, finding, values } of rows) {
    const found = fillText(texts.finding[finding], { stack, ...values, subject });
    table.push([paint(PAINTED[status], texts.status[status]), texts.check[check], `${subject}: ${found}`]);
  }
  const fixable = rows.flatMap(({ subject, fix }) => (fix === undefined ? [] : [{ subject, fix }]));
  const byCommand = Map.groupBy(fixable, ({ fix }) => fix);
  return [
    table.toString(),
    ...(byCommand.size === 0 ? [] : ['', `${texts.fix}:`]),
    ...[...byCommand].flatMap(([command, those]) => [
      `  # ${those.map(({ subject }) => subject).join(', ')}`,
      `  ${command}`,
    ]),
    ...(test === 'left-out' ? ['', texts.notTried] : []),
    ...(lookAt.length === 0 ? [] : ['', `${texts.runNow}:`]),
    ...lookAt.map((one) => `  - ${fillText(texts.recheck[one.at], one)}`),
    '',
    fillText(texts.totals, totalsOf(rows)),
    '',
  ].join('\n');
}
