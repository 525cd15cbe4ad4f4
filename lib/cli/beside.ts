import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import type { Locale } from '../core/locale.ts';
import type { Report } from '../core/report.ts';
import { boundedText } from '../core/text.ts';
import { findingSchema } from '../report/report-schema.ts';
import { besideOthers, type FindingsOfVantage, UNCONFIGURED } from '../stages/check/same-target.ts';
import { type IssueList, parseList } from './values.ts';

/** Of another machine's report only the verdicts count. */
const verdicts = z.looseObject({
  version: z.literal(1),
  vantage: z.string(),
  findings: z.array(
    z.looseObject({
      target: findingSchema.shape.target,
      check: findingSchema.shape.check,
      status: findingSchema.shape.status,
    }),
  ),
});

/** More than the largest report comes to. */
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Reports of other machines, as `check --json` printed them, each with the name of its vantage: what is before `=`,
 * else what the report says, else its file's name. What cannot be read is noted.
 */
export async function readBeside(text: string, list: IssueList): Promise<readonly FindingsOfVantage[]> {
  const read = await Promise.all(parseList('--beside', text, list).map((one) => readOne(one, list)));
  return read.filter((one) => one !== undefined);
}

async function readOne(written: string, { faults }: IssueList): Promise<FindingsOfVantage | undefined> {
  const [, name, file = ''] = /^(?:([\w.-]+)=)?(.+)$/.exec(written) ?? [];
  const refuse = (message: string) => {
    faults.push({ path: '--beside', message });
    return undefined;
  };
  let parsed: unknown;
  try {
    const content = await readFile(file, 'utf8');
    if (content.length > LARGEST_FILE) return refuse(`"${file}" is larger than 64 MiB`);
    parsed = JSON.parse(content);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'it is no JSON';
    return refuse(`cannot read "${file}" (${code}): expected what check --json printed on another machine`);
  }
  const report = z.safeParse(verdicts, parsed);
  if (!report.success) {
    const [issue] = report.error.issues;
    return refuse(
      `"${file}" is no report: ${issue?.path.join('.') || 'it'} is not what check --json prints (${issue?.message ?? '?'})`,
    );
  }
  const { vantage, findings } = report.data;
  const own = vantage === '' || vantage === 'local' ? basename(file).replace(/\.json$/, '') : vantage;
  return { vantage: boundedText(name ?? own, 64), findings };
}

/** The report with what the others found of the same targets: one name is one target. */
export function withBeside(report: Report, others: readonly FindingsOfVantage[], locale: Locale): Report {
  return { ...report, findings: besideOthers(report.findings, others, UNCONFIGURED, locale) };
}
