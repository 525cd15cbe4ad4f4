import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** A port or version named twice would be asked twice as often as a responder tolerates. */
const noneTwice = z.refine<readonly number[]>(
  (list) => new Set(list).size === list.length,
  'expected each number once',
);

/** A VPN device that should answer IKE. */
export const ikeSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    /** IKE's own port first: what it says weighs more than what port 4500 says. */
    ports: z._default(z.array(portNumber).check(z.minLength(1), z.maxLength(8), noneTwice), [500, 4500]),
    /** The port where IKE shares with ESP and a marker of four zero bytes precedes it (RFC 7296 §2.23, RFC 3948 §2.2). */
    natTraversalPort: z._default(portNumber, 4500),
    /** Tried in this order; a later one only where the earlier ones met silence. */
    versions: z._default(z.array(z.literal([1, 2])).check(z.minLength(1), noneTwice), [2, 1]),
    /** Whether the device is known to answer addresses it has no tunnel with: then silence is a failure. */
    answersStrangers: z._default(z.boolean(), false),
  }),
);
export type IkeSpec = z.infer<typeof ikeSpec>;

/** Gravest first. */
export const IKE_REASONS = {
  'ike-refused': { status: 'failed', severity: 'critical' },
  'ike-malformed': { status: 'failed', severity: 'warning' },
  // A responder may rightly ignore whom it has no tunnel with; `answersStrangers` makes it a failure.
  'ike-silent': { status: 'unknown', severity: 'warning', silence: true },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type IkeReason = keyof typeof IKE_REASONS;
