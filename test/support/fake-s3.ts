import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { escapeXml } from './aws-wire.ts';
import { DUMMY_CREDENTIALS, REGION } from './read-clients.ts';

export interface FakeS3Options {
  readonly pageSize?: number;
  /** Of every bucket; `us-east-1` has no name on the wire. */
  readonly region?: string;
  /** The KMS key that encrypts every bucket; without one S3's own keys do. */
  readonly kmsKey?: string;
  /** Refused like a policy would: `s3:GetObject`, `s3:ListBucket`. */
  readonly deny?: readonly string[];
  /** Breaks the connection after this many bytes of an object. */
  readonly cutAfterBytes?: number;
  /** Sends no more than these bytes of an object, and keeps the connection open. */
  readonly stallAfterBytes?: number;
}

/** What is stored: bucket, then key, then bytes. */
export type FakeBuckets = Readonly<Record<string, Readonly<Record<string, Buffer>>>>;

/**
 * As much of S3 as reading needs, path style: ListObjectsV2 with pages, GetObject, and the XML of errors.
 * Source: ListObjectsV2, GetObject and "Error responses" in the Amazon S3 API reference.
 */
export async function fakeS3(
  t: TestContext,
  buckets: FakeBuckets,
  options: FakeS3Options = {},
): Promise<{ readonly url: string; readonly client: S3Client; readonly requests: readonly string[] }> {
  const requests: string[] = [];
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://s3');
    const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    const isLocation = key === '' && url.searchParams.has('location');
    const isEncryption = key === '' && url.searchParams.has('encryption');
    const action = isEncryption
      ? 's3:GetEncryptionConfiguration'
      : isLocation
        ? 's3:GetBucketLocation'
        : key === ''
          ? 's3:ListBucket'
          : 's3:GetObject';
    requests.push(`${action} ${bucket}/${key}`);
    const objects = buckets[bucket];
    if (options.deny?.includes(action)) return sendError(res, 403, 'AccessDenied');
    if (objects === undefined) return sendError(res, 404, 'NoSuchBucket');
    if (isEncryption) return sendEncryption(res, options.kmsKey);
    if (isLocation) return sendLocation(res, options.region ?? REGION);
    if (key === '') return sendList(res, objects, url.searchParams, options.pageSize ?? 1000);
    const bytes = objects[key];
    if (bytes === undefined) return sendError(res, 404, 'NoSuchKey');
    res.writeHead(200, { 'content-length': bytes.length, etag: '"0123456789abcdef"' });
    if (options.stallAfterBytes !== undefined && bytes.length > options.stallAfterBytes)
      res.write(bytes.subarray(0, options.stallAfterBytes));
    else if (options.cutAfterBytes === undefined) res.end(bytes);
    else res.write(bytes.subarray(0, options.cutAfterBytes), () => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({
    endpoint: url,
    region: REGION,
    credentials: DUMMY_CREDENTIALS,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  t.after(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url, client, requests };
}

function sendList(
  res: ServerResponse,
  objects: Readonly<Record<string, Buffer>>,
  query: URLSearchParams,
  pageSize: number,
): void {
  const after = query.get('continuation-token') ?? '';
  const keys = Object.keys(objects)
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .sort();
  const page = keys.slice(0, pageSize);
  const more = keys.length > page.length;
  const contents = page.map(
    (key) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>2026-11-21T10:05:00.000Z</LastModified><Size>${objects[key]?.length ?? 0}</Size></Contents>`,
  );
  const next = more ? `<NextContinuationToken>${escapeXml(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  res
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
    );
}

function sendLocation(res: ServerResponse, region: string): void {
  const constraint = region === 'us-east-1' ? '' : region;
  res
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0"?><LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${constraint}</LocationConstraint>`,
    );
}

function sendError(res: ServerResponse, status: number, code: string): void {
  res
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function sendEncryption(res: ServerResponse, kmsKey: string | undefined): void {
  const algorithm = kmsKey === undefined ? 'AES256' : 'aws:kms';
  const key = kmsKey === undefined ? '' : `<KMSMasterKeyID>${escapeXml(kmsKey)}</KMSMasterKeyID>`;
  res
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${key}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
    );
}
