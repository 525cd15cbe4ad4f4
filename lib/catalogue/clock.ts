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
 * How far a clock may be off, in the units that texts say it in.
 *
 * Sources: Storage Gateway User Guide, "Troubleshooting: gateway activation" ("The time skew should be no
 * larger than 60 seconds"); "Troubleshooting: S3 File Gateway errors" → GatewayClockOutOfSync ("a difference
 * of 5 minutes or more"), read 2026-11-21. `driftingS` is ours: time to act before it matters.
 */
export const CLOCK_LIMITS = { driftingS: 30, skewedS: 60, criticalMin: 5 } as const;

/** `drifting` and `skewed` begin beyond their limit, `critical` at it; ahead or behind. */
export type ClockGrade = 'good' | 'drifting' | 'skewed' | 'critical';

/** @param offsetMs - of either sign */
export function gradeClock(offsetMs: number): ClockGrade {
  const distanceS = Math.abs(offsetMs) / 1000;
  if (distanceS >= CLOCK_LIMITS.criticalMin * 60) return 'critical';
  if (distanceS > CLOCK_LIMITS.skewedS) return 'skewed';
  return distanceS > CLOCK_LIMITS.driftingS ? 'drifting' : 'good';
}
