import { DAY_MS } from '../core/time.ts';

/**
 * When the end of a certificate is worth telling, by who renews it: milliseconds ahead, or in that last share
 * of its lifetime where it lives for a shorter time, but never later than `leastMs` ahead.
 *
 * `itself`: ACM renews what it issued, valid for about 197 days, weeks ahead of its end, so that a week means renewal
 * has failed (AWS Certificate Manager User Guide, "Managed certificate renewal"); what lives for days only is renewed
 * in its last tenth. `by-hand`: 30 days are Security Hub's default (AWS Security Hub User Guide, "Security Hub controls
 * for AWS Certificate Manager", ACM.1), 14 that of AWS Config (AWS Config Developer Guide,
 * "acm-certificate-expiration-check"); scripts renew when a third of the lifetime is left (Let's Encrypt's advice), so
 * that a quarter means that they did not. Read 2026-11-21.
 */
const EXPIRES_SOON = {
  itself: { withinMs: 7 * DAY_MS, share: 0.1, leastMs: 0 },
  'by-hand': { withinMs: 30 * DAY_MS, share: 0.25, leastMs: 14 * DAY_MS },
} as const;

/** Whether a certificate is renewed by its issuer, or must be replaced by a person. */
export type Renewal = keyof typeof EXPIRES_SOON;

export interface Validity {
  /** Milliseconds since the Unix epoch; where it is not known, the lifetime does not shorten the limit. */
  readonly notBeforeMs?: number | undefined;
  readonly notAfterMs: number;
}

/** Whether the end is near at `atMs`, or past. */
export function expiresSoon(validity: Validity, atMs: number, renewal: Renewal = 'itself'): boolean {
  return atMs > soonAfterMs(validity, renewal);
}

/** From when on the end is near, milliseconds since the Unix epoch. */
export function soonAfterMs({ notBeforeMs, notAfterMs }: Validity, renewal: Renewal = 'itself'): number {
  const { withinMs, share, leastMs } = EXPIRES_SOON[renewal];
  const lifetimeMs = notBeforeMs === undefined ? Number.POSITIVE_INFINITY : notAfterMs - notBeforeMs;
  return notAfterMs - Math.min(withinMs, Math.max(leastMs, lifetimeMs * share));
}

/** Whole days until the end; negative once it is past. */
export function daysUntil(notAfterMs: number, atMs: number): number {
  return Math.floor((notAfterMs - atMs) / DAY_MS);
}
