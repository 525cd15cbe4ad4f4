/** An object of S3, as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/**
 * Reads objects of S3.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface ObjectReader {
  /** Every object under a prefix, in the order of the keys, page by page. */
  readonly list: (bucket: string, prefix: string, signal: AbortSignal) => AsyncIterable<StoredObject>;
  /** The bytes as they are stored, streamed; undefined where there is no such object. */
  readonly read: (
    bucket: string,
    key: string,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<Buffer> | undefined>;
}

/** `s3://bucket/key-or-prefix`; undefined for anything else. A bucket's name: "Bucket naming rules" (Amazon S3). */
export function parseS3Url(text: string): { readonly bucket: string; readonly key: string } | undefined {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text);
  return found?.[1] === undefined ? undefined : { bucket: found[1], key: found[2] ?? '' };
}
