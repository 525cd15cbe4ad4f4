import { LOCALES, type Locale } from '../lib/core/locale.ts';
import type { Probe } from '../lib/core/probe.ts';
import { COMMON_REASONS, type CommonReason } from '../lib/core/reason.ts';
import type { ReasonText, Remedy } from '../lib/core/runbook.ts';
import { COMMON_TEXTS } from '../lib/report/phrases/common-texts.ts';
import { PHRASES } from '../lib/report/phrases/phrases.ts';
import { codeBlock, escapeMarkdown } from '../lib/report/text/markdown-escape.ts';
import { LANGUAGE } from './messages-page.ts';

/** docs/runbooks/LANG/REASON.md: one page for each reason and language, by its path below docs/. */
export async function runbookPages(probes: readonly Probe[]): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const locale of LOCALES) {
    for (const probe of probes) {
      const [{ texts }, { remedies }] = await Promise.all([
        probe.runbook[locale](),
        probe.runbook.remedies(),
      ]);
      for (const [reason, text] of Object.entries(texts.reasons)) {
        const remedy = remedies[reason] ?? { commands: [], links: [] };
        pages.set(pathOf(reason, locale), pageOf(reason, probe.kind, text, remedy, locale));
      }
    }
    for (const reason of Object.keys(COMMON_REASONS)) {
      const text = COMMON_TEXTS[locale][reason as CommonReason];
      pages.set(pathOf(reason, locale), pageOf(reason, '*', text, { commands: [], links: [] }, locale));
    }
  }
  return pages;
}

function pathOf(reason: string, locale: Locale): string {
  return `runbooks/${locale}/${reason}.md`;
}

function pageOf(
  reason: string,
  kind: string,
  { title, meaning, causes, steps }: ReasonText,
  { commands, links }: Remedy,
  locale: Locale,
): string {
  const { heading } = PHRASES[locale];
  const section = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `## ${name}`, '', ...lines];
  const others = LOCALES.map((one) =>
    one === locale ? LANGUAGE[one] : `[${LANGUAGE[one]}](../${one}/${reason}.md)`,
  );
  return [
    `# ${said(title)}`,
    '',
    `\`${reason}\` · ${kind === '*' ? '' : `[${kind}](../../checks.md#${kind}) · `}${others.join(' · ')}`,
    '',
    said(meaning),
    ...section(
      heading.causes,
      causes.map((cause) => `- ${said(cause)}`),
    ),
    ...section(
      heading.steps,
      steps.map((step, index) => `${index + 1}. ${said(step)}`),
    ),
    ...section(heading.commands, commands.length === 0 ? [] : codeBlock(commands.map(placed))),
    ...section(
      heading.links,
      links.map((link) => `- <${link}>`),
    ),
    '',
  ].join('\n');
}

function said(text: string): string {
  return escapeMarkdown(placed(text));
}

/** There is no finding here to take values from: a place for one shows what belongs there. */
function placed(text: string): string {
  return text.replace(/\{([a-zA-Z0-9]+)\}/g, '<$1>');
}
