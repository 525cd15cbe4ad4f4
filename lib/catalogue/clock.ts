/**
 * The time servers a gateway uses. Source: Storage Gateway User Guide, "Requirements" → "Port requirements",
 * read 2026-11-21. The table says "TCP & UDP"; NTP itself is UDP (RFC 5905 §3), so TCP is for information.
 */
export const GATEWAY_NTP_HOSTS: readonly string[] = [
  'time.aws.com',
  '0.amazon.pool.ntp.org',
  '1.amazon.pool.ntp.org',
  '2.amazon.pool.ntp.org',
  '3.amazon.pool.ntp.org',
];

export const NTP_PORT = 123;
/** What evidence says of a TCP port of a time server. */
export const NTP_OVER_TCP = 'ntp-over-tcp';

/**
 * How far a clock may be off, milliseconds.
 *
 * Sources: Storage Gateway User Guide, "Troubleshooting: gateway activation" ("The time skew should be no
 * larger than 60 seconds"); "Troubleshooting: S3 File Gateway errors" → GatewayClockOutOfSync ("a difference
 * of 5 minutes or more"), read 2026-11-21. Half of the first limit is ours: time to act before it matters.
 */
const CLOCK_LIMITS_MS = { drifting: 30_000, skewed: 60_000, critical: 300_000 } as const;

/** `good` up to 30 s, `drifting` over 30 s, `skewed` over 60 s, `critical` from 300 s, ahead or behind. */
export type ClockGrade = 'good' | keyof typeof CLOCK_LIMITS_MS;

/** @param offsetMs - of either sign */
export function gradeClock(offsetMs: number): ClockGrade {
  const distanceMs = Math.abs(offsetMs);
  if (distanceMs >= CLOCK_LIMITS_MS.critical) return 'critical';
  if (distanceMs > CLOCK_LIMITS_MS.skewed) return 'skewed';
  return distanceMs > CLOCK_LIMITS_MS.drifting ? 'drifting' : 'good';
}
