import type { Command } from 'commander';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import { LOCALES } from '../core/locale.ts';
import { nearestWord } from '../core/nearest.ts';
import type { Probe } from '../core/probe.ts';
import { COMMON_REASONS, type CommonReason } from '../core/reason.ts';
import type { ReasonText, Remedy } from '../core/runbook.ts';
import { PROBES } from '../probes/registry.ts';
import { COMMON_TEXTS } from '../report/phrases/common-texts.ts';
import { PHRASES } from '../report/phrases/phrases.ts';
import type { Streams } from './streams.ts';
import { parseLocale } from './values.ts';

export function registerRunbook(program: Command, { stdout }: Streams): void {
  program
    .command('runbook')
    .argument('[reason]', 'such as port-filtered')
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .action(async (reason: string | undefined, flags: { readonly lang?: string }) => {
      const faults: ConfigIssue[] = [];
      const locale = parseLocale(flags.lang, { faults }) ?? 'en';
      const probes: readonly Probe[] = PROBES;
      const owner = probes.find(({ reasons }) => reason !== undefined && reason in reasons);
      const known = reason === undefined || owner !== undefined || reason in COMMON_REASONS;
      if (!known) faults.push({ path: 'runbook', message: unknownReason(reason, probes) });
      if (faults.length > 0) throw new InputError('bad-usage', faults);
      const lines =
        reason === undefined ? await listReasons(probes, locale) : await describe(reason, owner, locale);
      stdout.write(`${lines.join('\n')}\n`);
    });
}

function unknownReason(reason: string, probes: readonly Probe[]): string {
  const all = [...probes.flatMap(({ reasons }) => Object.keys(reasons)), ...Object.keys(COMMON_REASONS)];
  const near = nearestWord(reason, all);
  const hint = near === undefined ? 'without a reason it lists them' : `did you mean ${near}?`;
  return `there is no reason "${reason}"; ${hint}`;
}

async function listReasons(probes: readonly Probe[], locale: Locale): Promise<readonly string[]> {
  const sections = await Promise.all(
    probes.map(async (probe) => {
      const { texts } = await probe.runbook[locale]();
      return [
        probe.kind,
        ...Object.entries(texts.reasons).map(([reason, { title }]) => `  ${reason}  ${withoutValues(title)}`),
      ];
    }),
  );
  const common = Object.entries(COMMON_TEXTS[locale]).map(([reason, { title }]) => `  ${reason}  ${title}`);
  return [...sections.flat(), '*', ...common];
}

async function describe(
  reason: string,
  owner: Probe | undefined,
  locale: Locale,
): Promise<readonly string[]> {
  const { heading } = PHRASES[locale];
  const { text, remedy } = await textOf(reason, owner, locale);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines];
  return [
    `${reason}: ${withoutValues(text.title)}`,
    '',
    withoutValues(text.meaning),
    ...section(
      heading.causes,
      text.causes.map((cause) => `  - ${withoutValues(cause)}`),
    ),
    ...section(
      heading.steps,
      text.steps.map((step, index) => `  ${index + 1}. ${withoutValues(step)}`),
    ),
    ...section(
      heading.commands,
      remedy.commands.map((command) => `  ${withoutValues(command)}`),
    ),
    ...section(
      heading.links,
      remedy.links.map((link) => `  ${link}`),
    ),
  ];
}

async function textOf(
  reason: string,
  owner: Probe | undefined,
  locale: Locale,
): Promise<{ readonly text: ReasonText; readonly remedy: Remedy }> {
  const nothing: Remedy = { commands: [], links: [] };
  const common = COMMON_TEXTS[locale][reason as CommonReason];
  if (owner === undefined) return { text: common, remedy: nothing };
  const [{ texts }, { remedies }] = await Promise.all([owner.runbook[locale](), owner.runbook.remedies()]);
  return { text: texts.reasons[reason] ?? common, remedy: remedies[reason] ?? nothing };
}

/** There is no finding here to take values from: a place for one shows what belongs there. */
function withoutValues(text: string): string {
  return text.replace(/\{([a-zA-Z0-9]+)\}/g, '<$1>');
}
