import type { ObjectReader } from '../../core/aws/object-reader.ts';
import type { LogFailures } from '../../core/notify/client-failures.ts';
import { BrokenGzipError, gunzipByContent } from '../../probes/kit/gunzip.ts';
import { parseLogName } from '../../probes/mtls/log-location.ts';
import { LogScanner, type LogTotals } from '../../probes/mtls/log-scan.ts';
import { RefusalTally } from '../../probes/mtls/log-tally.ts';

/** An alarm names few, and the command line lists all. */
export const CLIENTS_KEPT = 20;

/** What a connection log holds. */
export interface CountedLog {
  readonly totals: LogTotals;
  readonly failures: readonly LogFailures[];
  /** The object ends early or is damaged: what came before is counted. */
  readonly broken: boolean;
}

/**
 * Reads a connection log and adds up what was refused, by code.
 *
 * @returns undefined where there is no such object any more
 * @throws {AwsRefusal} where it cannot be read
 */
export async function countRefusals(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  { objects, signal }: { readonly objects: ObjectReader; readonly signal: AbortSignal },
): Promise<CountedLog | undefined> {
  const bytes = await objects.read(bucket, key, signal);
  if (bytes === undefined) return undefined;
  const tally = new RefusalTally();
  const scanner = new LogScanner(tally);
  let broken = false;
  try {
    for await (const piece of gunzipByContent(bytes)) scanner.push(piece);
  } catch (error) {
    if (!(error instanceof BrokenGzipError)) throw error;
    broken = true;
  }
  const totals = scanner.endLog();
  const loadBalancer = parseLogName(key)?.loadBalancer ?? '';
  const ofCode = Map.groupBy(tally.groups(), (group) => group.code);
  const failures = tally.codes().map(({ code, count }): LogFailures => {
    const groups = ofCode.get(code) ?? [];
    const clients = groups
      .slice(0, CLIENTS_KEPT)
      .map(({ client, subject, serial, notBefore, notAfter, protocol, cipher, count: times, last }) => ({
        client,
        subject,
        serial,
        notBefore,
        notAfter,
        protocol,
        cipher,
        count: times,
        last,
      }));
    const clientCount = new Set(groups.map(({ client }) => client)).size;
    return { loadBalancer, bucket, key, code, count, clients, clientCount };
  });
  return { totals, failures, broken };
}
