import type { Family } from '../../catalogue/storage-gateway.ts';
import type { Locale } from '../../core/locale.ts';
import { STATUSES } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { findingMarkdown, MARK } from '../markdown/markdown.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { PREFLIGHT_PHRASES } from '../phrases/preflight-phrases.ts';
import { describeSubject } from '../text/evidence.ts';
import { fillText } from '../text/fill.ts';
import { codeSpan, escapeMarkdown } from '../text/markdown-escape.ts';
import { type NetworkTestPlace, networkTest } from './network-test.ts';

/** What a preflight was about. */
export interface Preflight {
  /** The gateway's host: also the name of its target. */
  readonly gateway: string;
  readonly region: string;
  /** The VPC endpoint's DNS name; absent for the public endpoints. */
  readonly endpoint?: string;
  /** Of the public endpoints; default standard. */
  readonly family?: Family;
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
      ...onlyThere(report, about, locale),
      ...(clockUnread ? [fillText(phrases.clockUnread, { gateway: about.gateway })] : []),
    ],
  };
}

/** A sentence for each check of the gateway's own network test that nothing here can show, with its commands. */
function onlyThere(report: Report, about: Preflight, locale: Locale): readonly string[] {
  return networkTest(report, about, didKeyCome(report))
    .filter(({ shownByKey }) => !shownByKey)
    .map((place) => describePlace(place, locale));
}

function describePlace(place: NetworkTestPlace, locale: Locale): string {
  const phrases = PREFLIGHT_PHRASES[locale];
  return fillText(place.shownByKey ? phrases.shownByKey : phrases.onlyThere, {
    place: `${place.host}:${place.port}`,
    role: place.role,
    here: phrases.here[place.here],
    commands: place.commands.join(' ; '),
  });
}

function isUnreadClock(reason: string | null, target: string, { gateway }: Preflight): boolean {
  return target === gateway && reason === 'clock-unreadable';
}

/** The checklist for a change ticket: a ticked box is something that was seen to be good. */
export function preflightChecklist(report: Report, about: Preflight, locale: Locale): string {
  const phrases = PREFLIGHT_PHRASES[locale];
  const { heading, totals } = PHRASES[locale];
  const ofAws = report.findings.filter(
    ({ check, target }) => target === about.gateway && OF_AWS.includes(check),
  );
  const rest = report.findings.filter((one) => !ofAws.includes(one));
  const first = rest.filter(({ target }) => target === about.gateway);
  const second = rest.filter(({ target }) => target !== about.gateway);
  const keyCame = didKeyCome(report);
  // What a check has answered is a separate line, ticked or not; what none could answer is left to a person.
  const isAnswered = (wanted: string) =>
    report.findings.some(
      ({ check, target, status }) => target === about.gateway && check === wanted && status !== 'unknown',
    );
  const endpointLine =
    about.endpoint === undefined
      ? { text: phrases.publicEndpoint, by: 'vpc-endpoint' }
      : { text: phrases.vpcEndpoint, by: 'path' };
  const byHand = [
    ...(keyCame ? [] : [phrases.networkTest]),
    ...(isAnswered('clock') ? [] : [phrases.clock]),
    ...(isAnswered('gateway') ? [] : [phrases.image]),
    ...(isAnswered(endpointLine.by) ? [] : [endpointLine.text]),
    phrases.password,
  ];
  const places = networkTest(report, about, keyCame);
  const toldAsBox = new Set(onlyThere(report, about, locale));
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
    ...(ofAws.length === 0 ? [] : [`## ${phrases.fromAws}`, '', ...ofAws.flatMap(itemOf), '']),
    `## ${phrases.onConsole}`,
    '',
    ...places.map((one) => `- ${box(one.shownByKey)} ${escapeMarkdown(describePlace(one, locale))}`),
    ...byHand.map((one) => `- [ ] ${escapeMarkdown(one)}`),
    '',
    `- [ ] ${phrases.signedOff}`,
    ...report.findings
      .filter(({ status }) => status !== 'healthy')
      .flatMap((one) => findingMarkdown(one, locale)),
    '',
    `## ${heading.doesNotProve}`,
    '',
    ...report.doesNotProve.filter((one) => !toldAsBox.has(one)).map((one) => `- ${escapeMarkdown(one)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Checks of the gateway's own target that AWS answers. */
const OF_AWS: readonly string[] = ['gateway', 'vpc-endpoint', 'path'];

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
