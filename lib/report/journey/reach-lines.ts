import { MONTH_MS, PRICES_USD } from '../../catalogue/prices.ts';
import type { Locale } from '../../core/locale.ts';
import { boundedText } from '../../core/text.ts';
import type { Journey } from '../../explain/journey/journey.ts';
import type { ServiceReach } from '../../explain/journey/reach.ts';
import type { JourneyStep } from '../../explain/journey/steps.ts';
import { fillText } from '../text/fill.ts';
import { type PaintStep, stepText } from './journey-lines.ts';
import { JOURNEY_PHRASES } from './journey-phrases.ts';
import { REACH_PHRASES } from './reach-phrases.ts';

const STATES = { open: 'allowed', blocked: 'blocked', unknown: 'unknown' } as const;
const MARKS: Readonly<Record<Journey['outcome'], string>> = { open: '✓', blocked: '✗', unknown: '?' };

function priced(text: string, hour: number, gigabyte: number): string {
  const month = ((hour * MONTH_MS) / 3_600_000).toFixed(2);
  return fillText(text, { hour: String(hour), month, gigabyte: String(gigabyte) });
}

/** One service in plain lines: whether it is reached and how, what is wrong, and what would open it at what price. */
export function reachLines(
  { service, way, id, outcome, notes, policyAllows = [], options, journey }: ServiceReach,
  locale: Locale,
  paint: PaintStep,
): readonly string[] {
  const phrases = REACH_PHRASES[locale];
  const { fix: heading, colon } = JOURNEY_PHRASES[locale];
  const head = `${service}${colon} ${phrases.outcome[outcome]}, ${fillText(phrases.way[way], { id })}`;
  const lines = [`${paint(STATES[outcome], MARKS[outcome])} ${head}`];
  lines.push(...notes.map((note) => `    ${phrases.note[note]}`));
  if (policyAllows.length > 0)
    lines.push(`    ${fillText(phrases.policyAllows, { actions: shortList(policyAllows) })}`);
  // Where something new is offered, what blocks the old way is no longer the point.
  const offers = options.some(({ kind }) => kind === 'interface-endpoint' || kind === 'gateway-endpoint');
  for (const step of blockers(journey)) {
    lines.push(`    ${stepText(step, locale)}`);
    const { because, fix = '' } = step.explanation ?? {};
    if (because !== undefined) lines.push(`      ${because}`);
    if (fix !== '' && !offers)
      lines.push(`      ${heading}${colon}`, ...fix.split('\n').map((one) => `        ${one}`));
  }
  for (const { kind, commands } of options) {
    const { interfaceEndpointHour, interfaceEndpointGigabyte } = PRICES_USD;
    lines.push(`    ${priced(phrases.option[kind], interfaceEndpointHour, interfaceEndpointGigabyte)}`);
    lines.push(...commands.map((command) => `      ${command}`));
  }
  return lines;
}

const MOST_ACTIONS = 12;

/** Policies are written by people: a long one is read in AWS. */
function shortList(actions: readonly string[]): string {
  const shown = actions.slice(0, MOST_ACTIONS).map((one) => boundedText(one, 80));
  return [...shown, ...(actions.length > MOST_ACTIONS ? ['…'] : [])].join(', ');
}

function blockers({ there, back }: Journey): readonly JourneyStep[] {
  return [...there, ...back].filter(({ state }) => state === 'blocked' || state === 'unknown');
}

/** What the alternative costs, said once. */
export function natPriceLine(locale: Locale): string {
  return priced(REACH_PHRASES[locale].natPrice, PRICES_USD.natGatewayHour, PRICES_USD.natGatewayGigabyte);
}
