import { NTP_OVER_TCP } from '../../catalogue/clock.ts';
import type { Finding, FindingFault } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import type { LeftOut } from '../../core/plan.ts';
import type { Phrases } from '../phrases/phrases.en.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { hostOf } from './evidence.ts';
import { fillText } from './fill.ts';

/** Where a gateway is, seen from the vantage that asked. */
export type GatewayPlace = { readonly target: string } & (
  | { readonly stands: 'unknown' | 'same-subnet' }
  | {
      readonly stands: 'other-subnet';
      readonly address: string;
      readonly subnet: string;
      /** The vantage's own. */
      readonly own: readonly string[];
    }
  /** Not in the VPC of the vantage. */
  | { readonly stands: 'other-network'; readonly address: string; readonly vpc: string }
);

/**
 * What a report must not be read as: where it was asked from, what was left out and
 * why, and which open ports mean nothing because something answers in the server's place.
 */
export function doesNotProve(
  input: {
    readonly vantage: string;
    readonly place: 'local' | 'vpc';
    readonly findings: readonly Finding[];
    readonly leftOut: readonly LeftOut[];
    /** Of a vantage in a VPC. */
    readonly gateways?: readonly GatewayPlace[];
  },
  locale: Locale,
): readonly string[] {
  const { vantage, place, findings, leftOut, gateways = [] } = input;
  const phrases = PHRASES[locale].doesNotProve;
  const say = (key: keyof Phrases['doesNotProve'], values: JsonObject = {}) =>
    fillText(phrases[key], { vantage, ...values });
  return [
    say(place === 'vpc' ? vpcPhrase(gateways) : 'local-vantage'),
    ...gateways.flatMap((one) => {
      if (one.stands === 'other-subnet') return [say(one.stands, { ...one, subnets: one.own.join(', ') })];
      return one.stands === 'other-network' ? [say(one.stands, one)] : [];
    }),
    ...findings.flatMap(({ target, faults }) => {
      const behind = faults.filter(({ reason }) => reason === 'tls-intercepted');
      // A sentence a host: the names of five ports of an endpoint would not fit into one value.
      return [...Map.groupBy(behind, ({ subject, port }) => hostOf(subject, port))].map(([host, places]) =>
        say('behind-interceptor', { target, subjects: describePorts(host, places) }),
      );
    }),
    ...(findings.some(({ check }) => check === 'ntp')
      ? [say('vantage-clock'), ...(asksNtpOverTcp(findings) ? [] : [say('ntp-over-tcp')])]
      : []),
    ...leftOut.map(({ target, why }) => say(why, { target })),
  ];
}

/** The gateway's port table names TCP 123 too; people who know it look for it. */
function asksNtpOverTcp(findings: readonly Finding[]): boolean {
  return findings.some(({ evidence }) => evidence.some(({ serves }) => serves === NTP_OVER_TCP));
}

/** Other subnets are spoken of in general where no gateway is named, or one's place is not known. */
function vpcPhrase(gateways: readonly GatewayPlace[]): 'vpc-vantage' | 'vpc-vantage-placed' {
  const allPlaced = gateways.length > 0 && gateways.every(({ stands }) => stands !== 'unknown');
  return allPlaced ? 'vpc-vantage-placed' : 'vpc-vantage';
}

function describePorts(host: string, places: readonly FindingFault[]): string {
  const ports = new Set(places.map(({ port }) => port).filter((port) => port !== undefined));
  return ports.size === 0 ? host : `${host} (${[...ports].join(', ')})`;
}

/** Says of a vantage outside AWS that it was not asked from here. */
export function onPremises(vantage: string, locale: Locale): string {
  return fillText(PHRASES[locale].doesNotProve['on-premises'], { vantage });
}
