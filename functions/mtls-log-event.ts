import * as z from 'zod/mini';
import type { StoredLog } from '../lib/stages/mtls-log/mtls-log.ts';
import { readEvent } from './read-event.ts';

/** "Amazon S3 event notification: EventBridge event structure" (Amazon S3 user guide). More fields come than are read. */
const bridgeSchema = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), etag: z._default(z.string(), '') }),
  }),
});

/** "Event message structure" (Amazon S3 user guide). */
const recordsSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({ key: z.string(), eTag: z._default(z.string(), '') }),
      }),
    }),
  ),
});

/** What S3 sends once, when a notification is set up. */
const testSchema = z.object({ Event: z.literal('s3:TestEvent') });

/**
 * The objects an event tells of, in either form.
 *
 * @throws {InputError} `bad-event` with every fault
 */
export function readMtlsLogEvent(raw: unknown): readonly StoredLog[] {
  if (testSchema.safeParse(raw).success) return [];
  const isRecords = typeof raw === 'object' && raw !== null && 'Records' in raw;
  if (!isRecords) {
    const { bucket, object } = readEvent(bridgeSchema, raw).detail;
    return [{ bucket: bucket.name, key: object.key, etag: object.etag }];
  }
  return readEvent(recordsSchema, raw)
    .Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:'))
    .map(({ s3: { bucket, object } }) => ({
      bucket: bucket.name,
      key: decodeKey(object.key),
      etag: object.eTag,
    }));
}

/** Only this form writes keys as forms are written: a space is a plus, the rest is escaped. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // A key that is not escaped that way is taken as it stands; it then names no object, and says so.
    return key;
  }
}
