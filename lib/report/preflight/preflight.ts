import type { Locale } from '../../core/locale.ts';
import { STATUSES } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { findingMarkdown, MARK } from '../markdown/markdown.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { PREFLIGHT_PHRASES } from '../phrases/preflight-phrases.ts';
import { describeSubject } from '../text/evidence.ts';
import { fillText } from '../text/fill.ts';
import { codeSpan, escapeMarkdown } from '../text/markdown-escape.ts';

/** What a preflight was about. */
export interface Preflight {
  /** The gateway's host: also the name of its target. */
  readonly gateway: string;
  readonly region: string;
  /** The VPC endpoint's DNS name; absent for the public endpoints. */
  readonly endpoint?: string;
  readonly mintKey: boolean;
}

/**
 * The report of a preflight: what it does not prove is added, and a clock that nobody tells is no open question, for
 * few gateways tell it before they are activated.
 */
export function withPreflightLimits(report: Report, about: Preflight, locale: Locale): Report {
  const phrases = PREFLIGHT_PHRASES[locale];
  const findings = report.findings.filter(({ reason, target }) => !isUnreadClock(reason, target, about));
  const clockUnread = findings.length < report.findings.length;
  const count = (status: (typeof STATUSES)[number]) => findings.filter((one) => one.status === status).length;
  return {
    ...report,
    findings,
    totals: Object.fromEntries(STATUSES.map((status) => [status, count(status)])) as Report['totals'],
    doesNotProve: [
      ...report.doesNotProve,
      ...(about.mintKey ? [] : [fillText(phrases.noKeyAsked, { gateway: about.gateway })]),
      ...(clockUnread ? [fillText(phrases.clockUnread, { gateway: about.gateway })] : []),
    ],
  };
}

function isUnreadClock(reason: string | null, target: string, { gateway }: Preflight): boolean {
  return target === gateway && reason === 'clock-unreadable';
}

/** The checklist for a change ticket: a ticked box is something that was seen to be good. */
export function preflightChecklist(report: Report, about: Preflight, locale: Locale): string {
  const phrases = PREFLIGHT_PHRASES[locale];
  const { heading, totals } = PHRASES[locale];
  const [first, second] = [
    report.findings.filter(({ target }) => target === about.gateway),
    report.findings.filter(({ target }) => target !== about.gateway),
  ];
  const keyCame = didKeyCome(report);
  const byHand = [
    ...(keyCame ? [] : phrases.secondPathOnConsole),
    ...phrases.always,
    about.endpoint === undefined ? phrases.publicEndpoint : phrases.vpcEndpoint,
  ];
  const endpoint = about.endpoint ?? 'public';
  const { gateway, region } = about;
  const values = { gateway, region, endpoint, startedAt: report.startedAt };
  const lines = [
    `# ${phrases.title}`,
    '',
    escapeMarkdown(fillText(phrases.subject, values)),
    '',
    `**${phrases.result}: ${fillText(totals, report.totals)}**`,
    ...(keyCame ? ['', escapeMarkdown(phrases.keyCame)] : []),
    '',
    `## ${phrases.firstPath}`,
    '',
    ...first.flatMap(itemOf),
    '',
    `## ${phrases.secondPath}`,
    '',
    ...second.flatMap(itemOf),
    '',
    `## ${phrases.onConsole}`,
    '',
    ...byHand.map((one) => `- [ ] ${escapeMarkdown(one)}`),
    '',
    `- [ ] ${phrases.signedOff}`,
    ...report.findings
      .filter(({ status }) => status !== 'healthy')
      .flatMap((one) => findingMarkdown(one, locale)),
    '',
    `## ${heading.doesNotProve}`,
    '',
    ...report.doesNotProve.map((one) => `- ${escapeMarkdown(one)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a preflight proves that no single check says; undefined where no key came. */
export function preflightProof(report: Report, locale: Locale): string | undefined {
  return didKeyCome(report) ? PREFLIGHT_PHRASES[locale].keyCame : undefined;
}

function didKeyCome({ findings }: Report): boolean {
  return findings.some(({ check, evidence }) =>
    check === 'activation' ? evidence.some(({ outcome }) => outcome === 'key') : false,
  );
}

/** One check, and under it each place that was asked. */
function itemOf({ check, status, reason, summary, evidence }: RenderedFinding): readonly string[] {
  const because = reason === null ? '' : ` (${reason})`;
  return [
    `- ${box(status === 'healthy')} ${MARK[status]} **${check}** ${escapeMarkdown(summary)}${because}`,
    ...evidence.map((one) => {
      const good = one.faults === undefined || one.faults.length === 0;
      return `  - ${box(good)} ${codeSpan(describeSubject(one))}: ${escapeMarkdown(one.outcome)}`;
    }),
  ];
}

function box(good: boolean): string {
  return good ? '[x]' : '[ ]';
}
