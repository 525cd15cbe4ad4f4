import type { Finding, FindingFault } from '../core/finding.ts';
import type { Locale } from '../core/locale.ts';
import type { LeftOut } from '../core/plan.ts';
import { hostOf } from './evidence.ts';
import { fillText } from './fill.ts';
import { PHRASES, type Phrases } from './phrases.ts';

/**
 * What a report must not be read as (design rules 8 and 9): where it was asked from, what was left out and
 * why, and which open ports mean nothing because something answers in the server's place.
 */
export function doesNotProve(
  input: {
    readonly vantage: string;
    readonly place: 'local' | 'vpc';
    readonly findings: readonly Finding[];
    readonly leftOut: readonly LeftOut[];
  },
  locale: Locale,
): readonly string[] {
  const { vantage, place, findings, leftOut } = input;
  const phrases = PHRASES[locale].doesNotProve;
  const say = (key: keyof Phrases['doesNotProve'], values: Readonly<Record<string, string>> = {}) =>
    fillText(phrases[key], { vantage, ...values });
  return [
    say(place === 'vpc' ? 'vpc-vantage' : 'local-vantage'),
    ...findings.flatMap(({ target, faults }) => {
      const behind = faults.filter(({ reason }) => reason === 'tls-intercepted');
      // A sentence a host: the names of five ports of an endpoint would not fit into one value.
      return [...Map.groupBy(behind, ({ subject, port }) => hostOf(subject, port))].map(([host, places]) =>
        say('behind-interceptor', { target, subjects: describePorts(host, places) }),
      );
    }),
    ...(findings.some(({ check }) => check === 'ntp') ? [say('vantage-clock')] : []),
    ...leftOut.map(({ target, why }) => say(why, { target })),
  ];
}

function describePorts(host: string, places: readonly FindingFault[]): string {
  const ports = new Set(places.map(({ port }) => port).filter((port) => port !== undefined));
  return ports.size === 0 ? host : `${host} (${[...ports].join(', ')})`;
}

/** Says of a vantage outside AWS that it was not asked from here. */
export function onPremises(vantage: string, locale: Locale): string {
  return fillText(PHRASES[locale].doesNotProve['on-premises'], { vantage });
}
