import type { FlowLog, FlowLogReader } from '../../core/aws/flow-log-reader.ts';
import type { LogReader } from '../../core/aws/log-reader.ts';
import type { Explanation } from '../../core/finding.ts';
import { isoTime, MINUTE_MS } from '../../core/time.ts';
import { directionOf, type FlowPair, type FlowRecord, parseFlowRecord } from '../../explain/flow-record.ts';
import { sentence } from '../../explain/sentences.ts';

/** What reads flow logs and their records. */
export interface FlowAccess {
  readonly flowLogs: FlowLogReader;
  readonly logs: LogReader;
  readonly nowMs: () => number;
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

/**
 * What the flow logs last recorded of each pair, a sentence for each network interface: REJECT names the place that
 * refuses, ACCEPT the place that the packet passed. Where nothing is recorded nothing is said: that proves nothing.
 *
 * @throws {AwsRefusal} with the IAM action that was refused
 */
export async function proveByFlows(
  pairs: readonly SilentPair[],
  { flowLogs, logs, nowMs }: FlowAccess,
  signal: AbortSignal,
): Promise<ReadonlyMap<SilentPair, readonly Explanation[]>> {
  const asked = pairs.slice(0, MOST_PAIRS);
  const found = await flowLogs.flowLogs(
    [...new Set(asked.flatMap(({ resourceIds }) => resourceIds))],
    signal,
  );
  const proofs = await Promise.all(
    asked.map(async (pair) => {
      const covering = found.filter(({ resourceId }) => pair.resourceIds.includes(resourceId));
      const records = await Promise.all(
        covering.map((flowLog) => readRecords(pair, flowLog, logs, nowMs() - LOOK_BACK_MS, signal)),
      );
      return [pair, explain(records.flat(), pair)] as const;
    }),
  );
  return new Map(proofs);
}

interface Found {
  readonly flowLog: FlowLog;
  readonly record: FlowRecord;
  readonly direction: 'asked' | 'answer';
}

/** A stream is named after its network interface: the one of the address is read for itself, for a VPC may have thousands. */
async function readRecords(
  pair: SilentPair,
  flowLog: FlowLog,
  logs: LogReader,
  sinceMs: number,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const { address, port, interfaceId } = pair;
  const question = { group: flowLog.group, sinceMs, limit: LINES, pattern: `"${address}" "${port}"` };
  const tails = await Promise.all([
    logs.tail(question, signal),
    ...(interfaceId === undefined ? [] : [logs.tail({ ...question, streamPrefix: interfaceId }, signal)]),
  ]);
  return tails.flatMap((tail) =>
    tail.outcome === 'missing'
      ? []
      : tail.lines.flatMap(({ text }): readonly Found[] => {
          const record = parseFlowRecord(text, flowLog.fields);
          const direction = record && directionOf(record, pair);
          return record === undefined || direction === undefined ? [] : [{ flowLog, record, direction }];
        }),
  );
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
