import type { FlowLog, FlowLogBucket } from '../../core/aws/flow-log-reader.ts';
import type { ObjectReader, StoredObject } from '../../core/aws/object-reader.ts';
import { isRefusal } from '../../core/refusals.ts';
import { HOUR_MS } from '../../core/time.ts';
import { textLines } from '../../probes/kit/gunzip.ts';

/** A line of a flow log, and when it was stored, milliseconds since the Unix epoch. */
export interface StoredLine {
  readonly atMs: number;
  readonly text: string;
}

/** What reads the objects of flow logs, and whose flow logs they are. */
export interface FlowObjects {
  readonly objects: ObjectReader;
  readonly account: string;
  readonly region: string;
  readonly nowMs: () => number;
  /** All objects together, milliseconds; default 10,000. */
  readonly readMs?: number;
}

/** Objects come every five minutes, several where there is much traffic, and some minutes late. */
const LOOK_BACK_MS = HOUR_MS;
const MOST_OBJECTS = 24;
/** Listed for an hour: far more than are read. */
const MOST_LISTED = 2000;
/** As they are stored. An object may hold 75 MB: its beginning is read then. */
const MOST_BYTES = 8 * 1024 * 1024;
/** As text, however well they compress. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;
/** A record of all fields is a few hundred bytes. */
const LONGEST_LINE = 4096;
const MOST_LINES = 2000;
/** An S3 that does not answer must not cost the rules their time. */
const READ_MS = 10_000;

/**
 * The lines of the last hour's objects that name one of the addresses, those of the newest object first. What does not fit
 * into the limits is left out.
 *
 * @throws {AwsRefusal} with the IAM action that was refused
 */
export async function readFlowObjects(
  flowLog: FlowLog & { readonly to: FlowLogBucket },
  addresses: readonly string[],
  { objects, account, region, nowMs, readMs = READ_MS }: FlowObjects,
  signal: AbortSignal,
): Promise<readonly StoredLine[]> {
  const { bucket } = flowLog.to;
  const timer = AbortSignal.timeout(readMs);
  const within = AbortSignal.any([signal, timer]);
  const lines: StoredLine[] = [];
  try {
    const listed: StoredObject[] = [];
    for (const prefix of hourPrefixes(flowLog, account, region, nowMs()))
      for await (const one of objects.list(bucket, prefix, within))
        if (listed.push(one) >= MOST_LISTED) break;
    const oldest = compactTime(nowMs() - LOOK_BACK_MS);
    const newest = listed
      .filter(({ key }) => timeIn(key) >= oldest)
      .sort((a, b) => timeIn(b.key).localeCompare(timeIn(a.key)));
    const budget = { bytes: MOST_BYTES, textBytes: MOST_TEXT_BYTES };
    for (const { key } of newest.slice(0, MOST_OBJECTS)) {
      if (budget.bytes <= 0 || budget.textBytes <= 0 || lines.length >= MOST_LINES) break;
      const bytes = await objects.read(bucket, key, within);
      if (bytes !== undefined) await scan({ bytes, atMs: storedMs(key) }, addresses, budget, lines);
    }
  } catch (error) {
    // What was read until then proves as much.
    if (!(isRefusal(error) && timer.aborted && !signal.aborted)) throw error;
  }
  return lines;
}

/**
 * The keys of an hour begin so. Source: Amazon VPC User Guide, "Flow log files": folders, and
 * `account_vpcflowlogs_region_id_YYYYMMDDTHHmmZ_hash.log.gz` of the records that ended in the five minutes after that.
 */
function hourPrefixes(
  { id, to: { folder, isHive, isHourly } }: FlowLog & { readonly to: FlowLogBucket },
  account: string,
  region: string,
  nowMs: number,
): readonly string[] {
  return [nowMs - LOOK_BACK_MS, nowMs].map((atMs) => {
    const [, year = '', month = '', day = '', hour = ''] =
      /^(\d{4})(\d\d)(\d\d)T(\d\d)/.exec(compactTime(atMs)) ?? [];
    const named = (name: string, value: string) => (isHive ? `${name}=${value}` : value);
    const folders = [
      'AWSLogs',
      named('aws-account-id', account),
      named('aws-service', 'vpcflowlogs'),
      named('aws-region', region),
      named('year', year),
      named('month', month),
      named('day', day),
      ...(isHourly ? [named('hour', hour)] : []),
    ];
    const name = `${account}_vpcflowlogs_${region}_${id}_${year}${month}${day}T${hour}`;
    return `${folder}${folders.join('/')}/${name}`;
  });
}

/** `YYYYMMDDTHHmmZ`. */
function compactTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
}

function timeIn(key: string): string {
  return /_(\d{8}T\d{4}Z)_/.exec(key)?.[1] ?? '';
}

function storedMs(key: string): number {
  const [, year = '', month = '', day = '', hour = '', minute = ''] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/.exec(timeIn(key)) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** What is left to read; it is used up. */
interface Budget {
  bytes: number;
  textBytes: number;
}

async function scan(
  { bytes, atMs }: { readonly bytes: AsyncIterable<Buffer>; readonly atMs: number },
  addresses: readonly string[],
  budget: Budget,
  lines: StoredLine[],
): Promise<void> {
  const limits = { mostBytes: budget.textBytes, longestLine: LONGEST_LINE };
  for await (const piece of textLines(upTo(bytes, budget), limits))
    for (const line of piece) {
      budget.textBytes -= line.length + 1;
      if (!addresses.some((address) => line.includes(address))) continue;
      if (lines.push({ atMs, text: line }) >= MOST_LINES) return;
    }
}

async function* upTo(bytes: AsyncIterable<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    budget.bytes -= piece.length;
    yield piece;
    if (budget.bytes <= 0) return;
  }
}
