import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { type ClockSourceName, DEFAULT_SOURCES, SOURCES } from '../kit/clock/all.ts';
import { hostName, portNumber } from '../kit/fields.ts';

const NAMES = Object.keys(SOURCES) as ClockSourceName[];

/** A host whose own clock should be right, and what may tell its time; or one whose clock says how right ours is. */
export const clockSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    sources: z._default(
      z
        .array(z.strictObject({ source: z.enum(NAMES), port: portNumber }))
        .check(z.minLength(1), z.maxLength(6)),
      [...DEFAULT_SOURCES],
    ),
    /** The host is right, as AWS is: what differs is the clock of the vantage. */
    isReference: z._default(z.boolean(), false),
  }),
);
export type ClockSpec = z.infer<typeof clockSpec>;

/** Gravest first. From 300 s on the judge makes a skew critical. That nothing tells the time proves nothing. */
export const CLOCK_REASONS = {
  'clock-skewed': { status: 'failed', severity: 'warning' },
  'clock-drifting': { status: 'degraded', severity: 'warning' },
  'clock-unreadable': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ClockReason = keyof typeof CLOCK_REASONS;
