import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { ObjectReader } from '../core/aws/object-reader.ts';
import { badUsage, type InputError } from '../core/errors.ts';
import { asking, errorName, refusalOf } from './refusals.ts';

/**
 * A client that finds a bucket's Region by itself: the command line knows no more than the bucket's name.
 *
 * @param region - where to begin; default what the SDK finds in environment and profile
 */
export function createObjectClient(region?: string): S3Client {
  return new S3Client({ followRegionRedirects: true, ...(region !== undefined && { region }) });
}

/** Reads objects through an S3 client. Nothing is held: listings come page by page, bodies as they arrive. */
export function createObjectReader(client: S3Client): ObjectReader {
  return {
    async *list(bucket, prefix, signal) {
      const pages = paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
        { abortSignal: signal },
      );
      for (;;) {
        const page = await asking('s3:ListBucket', () => pages.next()).catch((error: unknown) => {
          throw errorName(error) === 'NoSuchBucket' ? noSuchBucket(bucket, error) : error;
        });
        if (page.done === true) return;
        for (const { Key, Size, LastModified } of page.value.Contents ?? []) {
          if (Key === undefined) continue;
          yield { key: Key, sizeBytes: Size ?? 0, modifiedAtMs: LastModified?.getTime() ?? 0 };
        }
      }
    },
    read: (bucket, key, signal) =>
      asking('s3:GetObject', async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
            abortSignal: signal,
          });
          return pieces(Body as AsyncIterable<Uint8Array> | undefined);
        } catch (error) {
          if (errorName(error) === 'NoSuchKey') return undefined;
          throw errorName(error) === 'NoSuchBucket' ? noSuchBucket(bucket, error) : error;
        }
      }),
  };
}

/** On Node, the body of GetObject is a readable stream; a connection that breaks later is a refusal as well. */
async function* pieces(body: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Buffer, void, void> {
  if (body === undefined) return;
  try {
    for await (const piece of body) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  } catch (error) {
    throw refusalOf(error, 's3:GetObject') ?? error;
  }
}

function noSuchBucket(bucket: string, cause: unknown): InputError {
  const error = badUsage(`s3://${bucket}`, 'no such bucket');
  error.cause = cause;
  return error;
}
