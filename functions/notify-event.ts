import * as z from 'zod/mini';
import type { QueueRecord } from '../lib/stages/notify/notify.ts';
import { type QueueEvent, readQueueEvent } from './queue-event.ts';
import { readEvent } from './read-event.ts';

/** What `notify` may be called with. */
export type NotifyEvent =
  | { readonly type: 'tick' }
  /** From the queue: what fails is named, and delivered again. */
  | { readonly type: 'queue'; readonly batch: QueueEvent }
  /** One alarm message by hand: what fails is an error. */
  | { readonly type: 'manual'; readonly record: QueueRecord };

const tickSchema = z.strictObject({ tick: z.literal(true) });

/** What every alarm's message has (CloudWatch User Guide, "Alarm events and notifications"). */
const alarmSchema = z.looseObject({
  AlarmName: z.string(),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  StateChangeTime: z.string(),
});

/** @throws {InputError} `bad-event` with every fault */
export function readNotifyEvent(raw: unknown): NotifyEvent {
  if (has(raw, 'tick')) {
    readEvent(tickSchema, raw);
    return { type: 'tick' };
  }
  if (has(raw, 'Records')) return { type: 'queue', batch: readQueueEvent(raw) };
  readEvent(alarmSchema, raw);
  return { type: 'manual', record: { id: 'manual', body: JSON.stringify(raw) } };
}

function has(raw: unknown, key: string): boolean {
  return typeof raw === 'object' && raw !== null && key in raw;
}
