import type { FlowLog, FlowLogBucket, FlowLogReader } from '../../core/aws/flow-log-reader.ts';
import type { LogReader } from '../../core/aws/log-reader.ts';
import { InputError } from '../../core/errors.ts';
import type { Explanation } from '../../core/finding.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import { isoTime, MINUTE_MS } from '../../core/time.ts';
import {
  directionOf,
  type FlowPair,
  type FlowRecord,
  parseFlowRecord,
  unrecordedFields,
} from '../../explain/flow-record.ts';
import { sentence } from '../../explain/sentences.ts';
import { type FlowObjects, readFlowObjects, type StoredLine } from './flow-objects.ts';

/** What reads flow logs and their records, in CloudWatch Logs and in S3. */
export interface FlowAccess extends FlowObjects {
  readonly flowLogs: FlowLogReader;
  readonly logs: LogReader;
}

/** A pair that gave no answer, with the VPCs, subnets and network interfaces that may have a flow log of it. */
export interface SilentPair extends FlowPair {
  readonly resourceIds: readonly string[];
  /** The network interface of the address, where it has one here. */
  readonly interfaceId?: string | undefined;
}

/** Records come within ten minutes, aggregated over up to ten more ("Flow log records", Aggregation interval). */
const LOOK_BACK_MS = 30 * MINUTE_MS;
/** A target has several ports and addresses; a few of them prove the rest. */
const MOST_PAIRS = 6;
const LINES = 200;
/** Of a VPC, its subnets and interfaces: each costs seconds. */
const MOST_IN_OBJECTS = 3;

/** What flow logs prove, and which of them could not be read and why. */
export interface FlowProofs {
  readonly proofs: ReadonlyMap<SilentPair, readonly Explanation[]>;
  readonly refused: readonly Refused[];
  readonly notRead: readonly string[];
}

/**
 * What the flow logs last recorded of each pair, a sentence for each network interface: REJECT names the place that
 * refuses, ACCEPT the place that the packet passed. Where nothing is recorded nothing is said: that proves nothing.
 *
 * @throws {AwsRefusal} with the IAM action where flow logs may not be listed
 */
export async function proveByFlows(
  pairs: readonly SilentPair[],
  access: FlowAccess,
  signal: AbortSignal,
): Promise<FlowProofs> {
  const asked = pairs.slice(0, MOST_PAIRS);
  const found = await access.flowLogs.flowLogs(
    [...new Set(asked.flatMap(({ resourceIds }) => resourceIds))],
    signal,
  );
  const { unlessRefused, refused } = sideReads(signal);
  const inObjects = found
    .filter(({ to, fields }) => to.kind === 'bucket' && unrecordedFields(fields).length === 0)
    .slice(0, MOST_IN_OBJECTS);
  const readOne = async (flowLog: FlowLog): Promise<ReadFlowLog> => {
    const covered = asked.filter(({ resourceIds }) => resourceIds.includes(flowLog.resourceId));
    const { id, to, fields } = flowLog;
    const unrecorded = unrecordedFields(fields);
    if (unrecorded.length > 0) return { notRead: `${id} does not record ${unrecorded.join(', ')}` };
    if (to.kind === 'parquet') return { notRead: `${id} writes Parquet; only text is read` };
    if (to.kind === 'log-group') {
      const sinceMs = access.nowMs() - LOOK_BACK_MS;
      const lines = covered.map(async (pair) => {
        const ofPair = readGroup(pair, { group: to.group, sinceMs }, access.logs, signal);
        return { pair, lines: await unlessRefused(ofPair, []) };
      });
      return { read: await Promise.all(lines) };
    }
    if (!inObjects.includes(flowLog)) return { notRead: `${id}: only ${MOST_IN_OBJECTS} in S3 are read` };
    const lines = await unlessRefused(readBucket({ ...flowLog, to }, covered, access, signal), []);
    if (lines === 'no-bucket') return { notRead: `${id}: there is no bucket ${to.bucket}` };
    return { read: covered.map((pair) => ({ pair, lines })) };
  };
  // Side by side, and put together in their order: what is shown must not depend on which was faster.
  const all = await Promise.all(found.map(async (flowLog) => ({ flowLog, ...(await readOne(flowLog)) })));
  const notRead = all.flatMap((one) => one.notRead ?? []);
  const records = new Map(asked.map((pair) => [pair, [] as Found[]]));
  for (const { flowLog, read = [] } of all)
    for (const { pair, lines } of read)
      records.get(pair)?.push(...lines.flatMap((line) => foundIn(line, flowLog, pair)));
  const proofs = [...records].map(([pair, ofPair]) => [pair, explain(ofPair, pair)] as const);
  return { proofs: new Map(proofs), refused: refused(), notRead };
}

/** What was read of a flow log, or why it was not. */
interface ReadFlowLog {
  readonly notRead?: string;
  readonly read?: readonly { readonly pair: SilentPair; readonly lines: readonly StoredLine[] }[];
}

interface Found {
  readonly flowLog: FlowLog;
  readonly record: FlowRecord;
  readonly direction: 'asked' | 'answer';
}

function foundIn({ text, atMs }: StoredLine, flowLog: FlowLog, pair: SilentPair): readonly Found[] {
  const record = parseFlowRecord(text, flowLog.fields, atMs);
  const direction = record && directionOf(record, pair);
  return record === undefined || direction === undefined ? [] : [{ flowLog, record, direction }];
}

/** A stream is named after its network interface: the one of the address is read for itself, for a VPC may have thousands. */
async function readGroup(
  { address, port, interfaceId }: SilentPair,
  place: { readonly group: string; readonly sinceMs: number },
  logs: LogReader,
  signal: AbortSignal,
): Promise<readonly StoredLine[]> {
  const question = { ...place, limit: LINES, pattern: `"${address}" "${port}"` };
  const tails = await Promise.all([
    logs.tail(question, signal),
    ...(interfaceId === undefined ? [] : [logs.tail({ ...question, streamPrefix: interfaceId }, signal)]),
  ]);
  return tails.flatMap((tail) => (tail.outcome === 'missing' ? [] : tail.lines));
}

/** An object holds the records of all: it is read once for every pair. */
async function readBucket(
  flowLog: FlowLog & { readonly to: FlowLogBucket },
  pairs: readonly SilentPair[],
  access: FlowAccess,
  signal: AbortSignal,
): Promise<readonly StoredLine[] | 'no-bucket'> {
  try {
    const addresses = [...new Set(pairs.map(({ address }) => address))];
    return await readFlowObjects(flowLog, addresses, access, signal);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return 'no-bucket';
  }
}

/** The interface of the address first. */
function explain(found: readonly Found[], { interfaceId }: SilentPair): readonly Explanation[] {
  return [...Map.groupBy(found, ({ record }) => record.interfaceId)]
    .sort(([one], [other]) => Number(other === interfaceId) - Number(one === interfaceId))
    .flatMap(([, ofInterface]) => lastOf(ofInterface) ?? [])
    .slice(0, 2)
    .map(toExplanation);
}

/** What was refused last; where nothing was, what passed last. */
function lastOf(found: readonly Found[]): Found | undefined {
  const newest = found.toSorted((a, b) => b.record.endMs - a.record.endMs);
  return newest.find(({ record }) => record.action === 'REJECT') ?? newest[0];
}

function toExplanation({ flowLog, record, direction }: Found): Explanation {
  const why = record.action === 'REJECT' ? 'flow-rejected' : 'flow-accepted';
  const answers = direction === 'answer';
  const { from, to } = record;
  const values = {
    id: flowLog.id,
    interface: record.interfaceId,
    packet: `${from.address}:${from.port} → ${to.address}:${to.port}`,
    time: isoTime(record.endMs) ?? '?',
  };
  return {
    what: 'flow-log',
    id: flowLog.id,
    fix: '',
    why,
    answers,
    values,
    because: sentence('en', why, answers, values),
  };
}
