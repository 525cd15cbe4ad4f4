import { createReadStream } from 'node:fs';
import { type ObjectReader, parseS3Url } from '../core/aws/object-reader.ts';
import { badUsage, type InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';

/** One log that is to be read. */
export interface LogInput {
  readonly name: string;
  readonly open: () => Promise<AsyncIterable<Buffer>>;
}

export interface LogInputSources {
  readonly stdin: AsyncIterable<Buffer>;
  /** Made only when an address of S3 is given: the SDK takes a while to load. */
  readonly objects: () => Promise<ObjectReader>;
  readonly signal: AbortSignal;
  /** Objects that were stored before this moment hold nothing that is wanted; milliseconds since the epoch. */
  readonly sinceMs?: number | undefined;
}

/** Reading in pieces of this size costs the least; larger ones gain nothing. */
const PIECE_BYTES = 256 * 1024;
const LOG_OBJECT = /\.log(\.gz)?$/;

/**
 * Opens what the command line names: a file, `-` for standard input, an object of S3, or a prefix whose
 * objects are all read.
 *
 * @throws {InputError} where a file or an object does not exist or may not be read
 */
export async function* openLogs(
  names: readonly string[],
  sources: LogInputSources,
): AsyncGenerator<LogInput, void, void> {
  for (const name of names) {
    if (name === '-') yield { name: 'standard input', open: async () => sources.stdin };
    else if (name.startsWith('s3://')) yield* openS3(name, sources);
    else yield { name, open: () => openFile(name) };
  }
}

async function openFile(path: string): Promise<AsyncIterable<Buffer>> {
  const stream = createReadStream(path, { highWaterMark: PIECE_BYTES });
  await new Promise<void>((resolve, reject) => {
    stream.once('readable', resolve);
    stream.once('end', resolve);
    stream.once('error', (cause) => reject(unreadable(path, cause)));
  });
  return stream;
}

function unreadable(path: string, cause: NodeJS.ErrnoException): InputError {
  return badUsage(path, fileProblem(cause));
}

async function* openS3(url: string, sources: LogInputSources): AsyncGenerator<LogInput, void, void> {
  const location = parseS3Url(url);
  if (location === undefined) {
    throw badUsage(url, 'expected s3://bucket/key or s3://bucket/prefix');
  }
  const { bucket, key } = location;
  const { signal, sinceMs } = sources;
  const objects = await sources.objects();
  const open = async (wanted: string) => {
    const bytes = await objects.read(bucket, wanted, signal);
    if (bytes === undefined) {
      throw badUsage(`s3://${bucket}/${wanted}`, 'no such object');
    }
    return bytes;
  };
  if (LOG_OBJECT.test(key)) {
    yield { name: url, open: () => open(key) };
    return;
  }
  let found = false;
  for await (const object of objects.list(bucket, key, signal)) {
    if (!LOG_OBJECT.test(object.key) || !object.key.includes('conn_log')) continue;
    found = true;
    if (sinceMs !== undefined && object.modifiedAtMs < sinceMs) continue;
    yield { name: `s3://${bucket}/${object.key}`, open: () => open(object.key) };
  }
  if (!found) {
    const message = 'no connection log (conn_log….log.gz) under this prefix';
    throw badUsage(url, message);
  }
}
