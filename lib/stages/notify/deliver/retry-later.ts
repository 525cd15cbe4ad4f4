import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../core/time.ts';

const FIRST_PAUSE_MS = 10 * SECOND_MS;
const LONGEST_PAUSE_MS = MINUTE_MS;
/** "Maximum: 12 hours" (SQS API Reference, "ChangeMessageVisibility", VisibilityTimeout). */
const LONGEST_VISIBILITY_MS = 12 * HOUR_MS;

/**
 * When the queue brings a message again that was not delivered: after 10 s, 20 s, 40 s, then every minute; or when the
 * receiver said, to the second.
 *
 * @param receives - how many times it was received, this one included
 * @returns whole seconds
 */
export function retryAfterSeconds(receives: number, askedMs?: number): number {
  const doubled = FIRST_PAUSE_MS * 2 ** Math.min(10, Math.max(0, receives - 1));
  const waitMs = askedMs ?? Math.min(doubled, LONGEST_PAUSE_MS);
  return Math.ceil(Math.min(waitMs, LONGEST_VISIBILITY_MS) / SECOND_MS);
}
