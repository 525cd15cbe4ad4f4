import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking, errorName } from './refusals.ts';

/** Where a report lies that no item of the table can hold. */
export interface ReportPlace {
  readonly bucket: string;
  readonly key: string;
}

/** "Objects of reports": what the stack allows, and when they expire (`lib/stack/reports-bucket.ts`). */
export const REPORTS_PREFIX = 'reports/';

/** Keeps reports as gzipped objects. Rejects with `AwsRefusal` (`s3:PutObject`, `s3:GetObject`). */
export interface ReportObjects {
  readonly put: (bucket: string, vantage: string, gzipped: Uint8Array) => Promise<ReportPlace>;
  /** Undefined where there is no such object any more, or what it holds is no gzip. */
  readonly get: (place: ReportPlace) => Promise<string | undefined>;
}

export function createReportObjects(region: string, options: ClientOptions = {}): ReportObjects {
  // The names of buckets with dots, and every fake of S3, are asked for in the path.
  const client = new S3Client({ ...clientSettings(region, options), forcePathStyle: true });
  return {
    put: async (Bucket, vantage, Body) => {
      const Key = `${REPORTS_PREFIX}${vantage}.json.gz`;
      await asking('s3:PutObject', () =>
        client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/gzip' })),
      );
      return { bucket: Bucket, key: Key };
    },
    get: ({ bucket: Bucket, key: Key }) =>
      asking('s3:GetObject', async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          return unzipped(await Body?.transformToByteArray());
        } catch (error) {
          if (errorName(error) === 'NoSuchKey') return undefined;
          throw error;
        }
      }),
  };
}

function unzipped(body: Uint8Array | undefined): string | undefined {
  try {
    return body === undefined ? undefined : gunzipSync(body).toString();
  } catch {
    // Somebody else put it there; the next run writes another.
    return undefined;
  }
}
