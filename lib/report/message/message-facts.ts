import type { Locale } from '../../core/locale.ts';
import type { Message } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { placeName } from '../../core/text.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { describeDuration, describeTime } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';
import type { Fact } from '../text/parts.ts';

type WithFacts = Exclude<Message, { readonly type: 'digest' }>;

/** Where, since when, how grave: the block under the headline. */
export function factsOf(message: WithFacts, locale: Locale, timeZone: string): readonly Fact[] {
  const phrases = MESSAGE_PHRASES[locale];
  const { label } = phrases;
  const about = message.type === 'alarm' ? message : message.finding;
  const { severity, origin } = message;
  const fact = (name: keyof typeof label, value: string | undefined): readonly Fact[] =>
    value === undefined || value === '' ? [] : [{ label: label[name], value }];
  return [
    ...fact('alarm', message.type === 'alarm' ? message.alarm : undefined),
    ...fact('vantage', about.vantage),
    ...fact('target', about.target),
    ...fact('owner', message.type === 'alarm' ? undefined : message.finding.owner),
    ...fact('check', checkOf(message)),
    ...fact('addresses', message.type === 'alarm' ? undefined : addressesOf(message.finding)),
    ...fact('since', describeSince(message, locale, timeZone)),
    ...fact(
      'detectedAfter',
      'detectedAfterMs' in message && message.detectedAfterMs !== undefined
        ? describeDuration(message.detectedAfterMs, locale)
        : undefined,
    ),
    ...fact(
      'lasted',
      'durationMs' in message && message.durationMs !== undefined
        ? describeDuration(message.durationMs, locale)
        : undefined,
    ),
    ...fact('before', 'before' in message ? message.before : undefined),
    ...fact('severity', phrases.severity[severity]),
    ...fact('origin', origin && `gatewatch ${origin.stage}, ${origin.region}`),
  ];
}

/** With the reason's code, for those who look it up or search for it. */
function checkOf(message: WithFacts): string | undefined {
  if (message.type === 'alarm') return message.check;
  const { check, reason } = message.finding;
  return reason === null ? check : `${check} · ${reason}`;
}

/** Since when, and how long ago that is; undefined where a message has no beginning. */
export function describeSince(message: WithFacts, locale: Locale, timeZone: string): string | undefined {
  const { type, sinceMs, atMs } = message;
  const phrases = MESSAGE_PHRASES[locale];
  if (sinceMs === undefined)
    return type === 'alarm' || type === 'recovered' ? undefined : phrases.sinceUnknown;
  const time = describeTime(sinceMs, timeZone);
  // How long it lasted is told beside it; how long ago it began is no news.
  if (type === 'recovered' || (type === 'alarm' && message.state === 'OK')) return time;
  return fillText(phrases.ago, { time, duration: describeDuration(atMs - sinceMs, locale) });
}

const ADDRESSES = 6;

/** Where it is broken: addresses with their ports, those at fault where there are any. */
function addressesOf({ faults, evidence, reason }: RenderedFinding): string {
  const atFault = faults.filter((fault) => fault.reason === reason);
  const places = (atFault.length > 0 ? atFault : evidence).flatMap(({ address, port }) =>
    address === undefined ? [] : [withPort(address, port)],
  );
  const all = [...new Set(places)];
  const more = all.length > ADDRESSES ? `, … +${all.length - ADDRESSES}` : '';
  return `${all.slice(0, ADDRESSES).join(', ')}${more}`;
}

function withPort(address: string, port: number | undefined): string {
  if (port === undefined) return address;
  return placeName(address, port);
}
