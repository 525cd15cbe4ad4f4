import * as z from 'zod/mini';
import { NTP_PORT } from '../../catalogue/clock.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** The time servers of one target. They are one question, because the majority of them is believed. */
export const ntpSpec = z.lazy(() =>
  z.strictObject({
    hosts: z
      .array(z.strictObject({ host: hostName, port: z._default(portNumber, NTP_PORT) }))
      .check(z.minLength(1), z.maxLength(32)),
  }),
);
export type NtpSpec = z.infer<typeof ntpSpec>;

/**
 * Gravest first. Lost time servers are a warning: a clock that runs free is good for days. How grave a
 * skewed clock is depends on how far it is off, so the judge says.
 */
export const NTP_REASONS = {
  'vantage-clock-skewed': { status: 'failed', severity: 'warning' },
  'ntp-silent': { status: 'failed', severity: 'warning', silence: true, dropped: 'udp' },
  'ntp-refused': { status: 'failed', severity: 'warning' },
  'ntp-unsynchronised': { status: 'failed', severity: 'warning' },
  'ntp-disagree': { status: 'degraded', severity: 'warning' },
  'ntp-partly-silent': { status: 'degraded', severity: 'warning', dropped: 'udp' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type NtpReason = keyof typeof NTP_REASONS;
