import type { Measurement } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import type { HopFigure } from '../../core/path.ts';
import { decimal } from '../phrases/decimal.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';

type Measured = Extract<HopFigure, { readonly measurement: string }>;

/** The one of several values that a hop tells. */
export function worstValue(values: readonly number[], { worst }: Measured): number | undefined {
  if (values.length === 0) return undefined;
  if (worst === 'furthest') return values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return values.reduce((a, b) => (worst === 'largest' ? Math.max(a, b) : Math.min(a, b)));
}

/** What a kind measured at a subject; what it measured of no subject holds everywhere. */
export function measuredAt(
  measurements: readonly Measurement[],
  subject: string,
  { measurement }: Measured,
): readonly number[] {
  return measurements
    .filter((one) => one.name === measurement && (one.subject ?? subject) === subject)
    .map(({ value }) => value);
}

/** A value with its unit: `12 ms`, `1.5 s`, `213 d`, `+0.4 s`. Times and offsets are measured in milliseconds. */
export function describeValue(value: number, { as }: Pick<Measured, 'as'>, locale: Locale): string {
  const { unit } = MESSAGE_PHRASES[locale];
  if (as === 'days') return `${Math.floor(value)}${unit.day}`;
  if (as === 'offset') return `${value < 0 ? '−' : '+'}${describeLength(Math.abs(value), locale)}`;
  return value < 1000 ? `${rounded(value, locale)} ms` : describeLength(value, locale);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function describeLength(lengthMs: number, locale: Locale): string {
  const { unit } = MESSAGE_PHRASES[locale];
  if (lengthMs < 2 * MINUTE_MS) return `${rounded(lengthMs / 1000, locale)}${unit.second}`;
  if (lengthMs < 2 * HOUR_MS) return `${Math.round(lengthMs / MINUTE_MS)}${unit.minute}`;
  return `${Math.round(lengthMs / HOUR_MS)}${unit.hour}`;
}

/** Two digits are enough to compare by. */
function rounded(value: number, locale: Locale): string {
  return decimal(value, value < 10 ? 1 : 0, locale);
}
