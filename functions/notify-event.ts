import * as z from 'zod/mini';
import { inputIssues } from '../lib/config/issues.ts';
import { InputError } from '../lib/core/errors.ts';
import type { QueueRecord } from '../lib/stages/notify/notify.ts';

/** What `notify` may be called with. */
export type NotifyEvent =
  | { readonly type: 'tick' }
  /** From the queue: what fails is named, and delivered again. */
  | { readonly type: 'queue'; readonly records: readonly QueueRecord[] }
  /** One alarm message by hand: what fails is an error. */
  | { readonly type: 'manual'; readonly record: QueueRecord };

const tickSchema = z.strictObject({ tick: z.literal(true) });

/** What stands in a record beside these is SQS's own. */
const queueSchema = z.looseObject({
  Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })),
});

/** What every alarm's message has (CloudWatch User Guide, "Alarm events and notifications"). */
const alarmSchema = z.looseObject({
  AlarmName: z.string(),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  StateChangeTime: z.string(),
});

/** @throws {InputError} `bad-event` with every fault */
export function readNotifyEvent(raw: unknown): NotifyEvent {
  if (has(raw, 'tick')) {
    check(tickSchema, raw);
    return { type: 'tick' };
  }
  if (has(raw, 'Records')) {
    check(queueSchema, raw);
    const { Records } = queueSchema.parse(raw);
    return { type: 'queue', records: Records.map(({ messageId, body }) => ({ id: messageId, body })) };
  }
  check(alarmSchema, raw);
  return { type: 'manual', record: { id: 'manual', body: JSON.stringify(raw) } };
}

function check(schema: z.core.$ZodType, raw: unknown): void {
  const faults = inputIssues(schema, raw);
  if (faults.length > 0) throw new InputError('bad-event', faults);
}

function has(raw: unknown, key: string): boolean {
  return typeof raw === 'object' && raw !== null && key in raw;
}
