import type { Probe } from '../../core/probe.ts';
import { COMMON_REASONS } from '../../core/reason.ts';
import { COMMON_TEXTS } from '../phrases/common-texts.ts';
import { escapeMarkdown } from '../text/markdown-escape.ts';

/** The reference of every check and reason, in English Markdown, made from the registry. */
export async function checksPage(probes: readonly Probe[]): Promise<string> {
  const sections = await Promise.all(probes.map(describeKind));
  const common = Object.entries(COMMON_REASONS).map(([reason, { status }]) => {
    const { title, meaning } = COMMON_TEXTS.en[reason as keyof typeof COMMON_REASONS];
    return `| ${runbookLink(reason)} | ${status} | ${escapeMarkdown(title)} | ${escapeMarkdown(meaning)} |`;
  });
  return [
    '# Checks and reasons',
    '',
    'Made by `npm run docs` from the registry of checks. The gravest reason of each check comes first.',
    ...sections.flat(),
    '',
    '## any check',
    '',
    ...TABLE_HEAD,
    ...common,
    '',
  ].join('\n');
}

const TABLE_HEAD = ['| reason | status | what it is | what it means |', '| --- | --- | --- | --- |'];

async function describeKind(probe: Probe): Promise<readonly string[]> {
  const { texts } = await probe.runbook.en();
  const asked = probe.from === 'vantage' ? 'checked from the vantage' : 'read from AWS';
  const needs =
    probe.needs.length === 0 ? '' : `; explained by ${probe.needs.map((kind) => `\`${kind}\``).join(', ')}`;
  const rows = Object.entries(probe.reasons).map(([reason, { status, severity }]) => {
    const text = texts.reasons[reason];
    const words = status === 'unknown' ? status : `${status}, ${severity}`;
    return `| ${runbookLink(reason)} | ${words} | ${plain(text?.title)} | ${plain(text?.meaning)} |`;
  });
  const permissions =
    probe.permissions.length === 0
      ? []
      : ['', `Permissions: ${[...new Set(probe.permissions)].map((action) => `\`${action}\``).join(', ')}`];
  return ['', `## ${probe.kind}`, '', `${asked}${needs}.`, '', ...TABLE_HEAD, ...rows, ...permissions];
}

/** Its page leads to the other languages. */
function runbookLink(reason: string): string {
  return `[\`${reason}\`](runbooks/en/${reason}.md)`;
}

/** A text without its values, which only a finding has. */
function plain(text = ''): string {
  return escapeMarkdown(text.replace(/\{[a-zA-Z0-9]+\}/g, '…'));
}
