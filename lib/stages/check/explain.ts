import type { NetworkReader } from '../../core/aws/network-reader.ts';
import { AwsRefusal } from '../../core/errors.ts';
import type { Explanation, Finding } from '../../core/finding.ts';
import type { Probe } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import type { Deadline } from '../../core/time.ts';
import { evaluatePath } from '../../explain/evaluate.ts';
import { explainPaths } from '../../explain/explanation.ts';
import { readSegments } from '../../explain/read-segments.ts';
import { type PathSegment, questionsOf, type ReadSegment } from '../../explain/segment.ts';
import { indexState } from '../../explain/state-index.ts';
import type { FlowAccess, SilentPair } from './flow-proof.ts';
import { type Silence, silencesOf } from './silent-subjects.ts';

/** Where a vantage's probe function is. */
interface VantagePlace {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface ExplainContext {
  readonly probes: readonly Probe[];
  /** Reads what flow logs recorded of what gave no answer; absent where they are not read. */
  readonly flows?: FlowAccess;
  /** Absent where no AWS account is read: then only what the findings themselves know is said. */
  readonly reader?: NetworkReader;
  /** By name. A vantage that is not in it, one on premises for example, is not explained from. */
  readonly vantages: ReadonlyMap<string, VantagePlace>;
  /** Ends the reading: findings without explanations are better than none. */
  readonly deadline: Deadline;
}

/** Why failures of a vantage were left without an explanation. `action` is the IAM action that was refused. */
export interface ExplainNote {
  readonly vantage: string;
  readonly outcome: 'access-denied' | 'throttled' | 'unavailable' | 'out-of-time' | 'not-read' | 'crashed';
  readonly action?: string;
  readonly message?: string;
}

export interface ExplainedFindings {
  readonly findings: readonly Finding[];
  readonly notes: readonly ExplainNote[];
}

/**
 * Adds to failed findings which rule or route causes them and the command that fixes it: for what did not respond from
 * a vantage the rules between them are read.
 *
 * Reads AWS only for what failed, once for each vantage. It never rejects: a refusal becomes a note.
 */
export async function explainAll(
  findings: readonly Finding[],
  context: ExplainContext,
): Promise<ExplainedFindings> {
  const silences = findings.flatMap((finding) => silencesOf(finding, context.probes));
  const ofVantage = Map.groupBy(silences, (silence) => silence.finding.vantage);
  const explained = new Map<Finding, readonly Explanation[]>();
  const notes: ExplainNote[] = [];
  await Promise.all(
    [...ofVantage].map(async ([vantage, group]) => {
      const place = context.vantages.get(vantage);
      if (context.reader === undefined || place === undefined) return;
      try {
        const { paths, pairs } = await explainSilences(group, place, context.reader, context.deadline.signal);
        for (const [finding, explanations] of paths) explained.set(finding, explanations);
        for (const [finding, proofs] of await proofsOf(pairs, vantage, context, notes))
          explained.set(finding, [...(explained.get(finding) ?? []), ...proofs]);
      } catch (error) {
        notes.push({ vantage, ...describeFailure(error, context.deadline) });
      }
    }),
  );
  return {
    findings: findings.map((finding) => ({
      ...finding,
      explanations: [...finding.explanations, ...(explained.get(finding) ?? [])],
    })),
    notes,
  };
}

async function explainSilences(
  silences: readonly Silence[],
  place: VantagePlace,
  reader: NetworkReader,
  signal: AbortSignal,
): Promise<{
  readonly paths: ReadonlyMap<Finding, readonly Explanation[]>;
  readonly pairs: ReadonlyMap<SilentPair, Finding>;
}> {
  const segments = silences.map((silence) => toSegment(silence, place));
  const read = await readSegments(segments, reader, signal);
  const index = indexState(read.state);
  const paths = segments.flatMap((segment, at) => {
    const ends = read.segments[at];
    const finding = silences[at]?.finding;
    if (ends === undefined || finding === undefined) return [];
    return questionsOf(segment, ends).map((question) => ({
      finding,
      question,
      verdict: evaluatePath(question, index),
    }));
  });
  const explained = new Map<Finding, readonly Explanation[]>();
  for (const [finding, own] of Map.groupBy(paths, (path) => path.finding)) {
    explained.set(
      finding,
      explainPaths(own, index).map(({ explanation }) => explanation),
    );
  }
  const pairs = segments.flatMap((_, at) => {
    const [ends, silence] = [read.segments[at], silences[at]];
    return ends === undefined || silence === undefined
      ? []
      : [[pairOf(silence, ends), silence.finding] as const];
  });
  return { paths: explained, pairs: new Map(pairs) };
}

/** Where a flow log may have seen this pair: at the network interfaces of both ends, in their subnets, in their VPCs. */
function pairOf({ address, port, protocol }: Silence, { from, to }: ReadSegment): SilentPair {
  const ends = [...from, ...to];
  const ids = ends.flatMap(({ vpcId, subnet, interfaceId }) => [vpcId, subnet?.id, interfaceId]);
  return {
    sources: from.map((end) => end.address),
    address,
    port,
    protocol,
    resourceIds: [...new Set(ids.filter((id) => id !== undefined))],
    interfaceId: to.find((end) => end.interfaceId !== undefined)?.interfaceId,
  };
}

/** What flow logs prove comes beside the rules: where they may not be read, the rules are said all the same. */
async function proofsOf(
  pairs: ReadonlyMap<SilentPair, Finding>,
  vantage: string,
  { flows, deadline }: ExplainContext,
  notes: ExplainNote[],
): Promise<ReadonlyMap<Finding, readonly Explanation[]>> {
  const proofs = new Map<Finding, readonly Explanation[]>();
  if (flows === undefined) return proofs;
  try {
    // Most runs have nothing to prove.
    const { proveByFlows } = await import('./flow-proof.ts');
    const { proofs: found, refused, notRead } = await proveByFlows([...pairs.keys()], flows, deadline.signal);
    for (const { code, action } of refused) notes.push({ vantage, outcome: code, action });
    for (const message of notRead) notes.push({ vantage, outcome: 'not-read', message });
    for (const [pair, explanations] of found) {
      const finding = pairs.get(pair);
      if (finding !== undefined) proofs.set(finding, [...(proofs.get(finding) ?? []), ...explanations]);
    }
  } catch (error) {
    notes.push({ vantage, ...describeFailure(error, deadline) });
  }
  return proofs;
}

/** A function in a VPC never has a public address ("Internet access for VPC-connected functions", Lambda guide). */
function toSegment({ address, port, protocol }: Silence, place: VantagePlace): PathSegment {
  const { subnetIds, securityGroupIds } = place;
  return {
    from: { kind: 'subnets', subnetIds, securityGroupIds, publicAddresses: [] },
    to: { kind: 'address', address },
    ports: [port],
    protocol,
  };
}

function describeFailure(error: unknown, deadline: Deadline): Omit<ExplainNote, 'vantage'> {
  if (deadline.signal.aborted) return { outcome: 'out-of-time' };
  if (error instanceof AwsRefusal) {
    const { code, action } = error;
    return { outcome: code, action };
  }
  return { outcome: 'crashed', message: boundedText(error instanceof Error ? error.message : String(error)) };
}
