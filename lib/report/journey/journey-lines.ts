import type { Locale } from '../../core/locale.ts';
import type { Journey } from '../../explain/journey/journey.ts';
import type { JourneyStep, StepState } from '../../explain/journey/steps.ts';
import { INTERNET, type PathEnd } from '../../explain/packet.ts';
import { fillText } from '../text/fill.ts';
import { JOURNEY_PHRASES } from './journey-phrases.ts';

/** Puts colour on a mark; the identity where the output has none. */
export type PaintStep = (state: StepState, text: string) => string;

/** The marks differ in shape, so that no colour is needed to tell them apart. */
const MARKS: Readonly<Record<StepState, string>> = {
  allowed: '✓',
  blocked: '✗',
  unknown: '?',
  'not-seen': '·',
};

/** A journey in plain lines: what it is about, each hop there and back, the fixes, and what it comes to. */
export function journeyLines(
  { question, outcome, there, back }: Journey,
  locale: Locale,
  paint: PaintStep = (_, text) => text,
): readonly string[] {
  const phrases = JOURNEY_PHRASES[locale];
  const { from, to, protocol, port } = question;
  const asked = protocol === 'icmp' ? 'ICMP' : `${protocol.toUpperCase()} ${port}`;
  const shown = new Set<string>();
  const steps = (list: readonly JourneyStep[]) =>
    list.flatMap((step) => stepLines(step, locale, paint, shown));
  return [
    `${asked}  ${endText(from, locale)} -> ${endText(to, locale)}`,
    '',
    phrases.there,
    ...steps(there),
    ...(back.length === 0 ? [] : ['', phrases.back, ...steps(back)]),
    '',
    phrases.outcome[outcome],
  ];
}

/** `10.0.1.20 (eni-…, subnet-…)`. */
export function endText({ address, interfaceId, subnet, vpcEndpointId }: PathEnd, locale: Locale): string {
  if (address === INTERNET[4] || address === INTERNET[6]) return JOURNEY_PHRASES[locale].internet;
  const ids = [vpcEndpointId, interfaceId, subnet?.id].filter((id) => id !== undefined);
  return ids.length === 0 ? address : `${address} (${ids.join(', ')})`;
}

function stepLines(
  step: JourneyStep,
  locale: Locale,
  paint: PaintStep,
  shown: Set<string>,
): readonly string[] {
  const { fix: heading, fixAbove, colon, unknown } = JOURNEY_PHRASES[locale];
  const lines = [`  ${paint(step.state, MARKS[step.state])} ${stepText(step, locale)}`];
  if (step.unknown !== undefined)
    lines.push(`      ${fillText(unknown, { unknown: step.unknown.join(', ') })}`);
  if (step.explanation === undefined) return lines;
  const { because, fix } = step.explanation;
  if (because !== undefined) lines.push(`      ${because}`);
  if (fix === '') return lines;
  if (shown.has(fix)) return [...lines, `      ${fixAbove}`];
  shown.add(fix);
  return [...lines, `      ${heading}${colon}`, ...fix.split('\n').map((command) => `        ${command}`)];
}

/** What a step is, and what decides there, in one line. */
export function stepText(step: JourneyStep, locale: Locale): string {
  const { what, direction, rule: ruleText, internet, colon } = JOURNEY_PHRASES[locale];
  const id = step.what === 'host' ? endText({ address: step.id }, locale) : step.id;
  const name = id === internet ? id : [what[step.what], id].join(' ');
  const side = step.direction === undefined ? '' : `, ${direction[step.direction]}`;
  return `${name}${side}${decides(step, ruleText, colon)}`;
}

function decides({ what, rule, target }: JourneyStep, ruleText: string, colon: string): string {
  if (rule === undefined || rule === '') return '';
  if (target !== undefined) return `${colon} ${rule} -> ${target}`;
  return `${colon} ${what === 'network-acl' ? fillText(ruleText, { rule }) : rule}`;
}
