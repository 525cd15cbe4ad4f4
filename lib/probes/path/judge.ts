import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { evaluatePath } from '../../explain/evaluate.ts';
import {
  type ExplainedPaths,
  explainPaths,
  type JudgedPath,
  type PathExplanation,
} from '../../explain/explanation.ts';
import type { BlockCode, PathVerdict } from '../../explain/packet.ts';
import { questionsOf, type ReadSegment } from '../../explain/segment.ts';
import { indexState } from '../../explain/state-index.ts';
import { judgeEach } from '../kit/findings.ts';
import { type PathObservation, toSegment } from './observe.ts';
import type { PathReason, PathSpec, PathSpecEnd, PathSpecSegment } from './spec.ts';

type AskedPath = Asked<PathSpec, PathObservation>;

/**
 * A segment's port has failed where no pair of its ends may pass; where some pairs may, or only some answers are
 * lost, it is degraded. What cannot be decided is unknown: a rule is blamed only where it really blocks.
 */
export function judgePath(asked: readonly AskedPath[]): Judged<PathReason> {
  return judgeEach(asked, ({ spec, observation }) =>
    observation.outcome === 'read' ? judgeSegments(spec, observation) : { evidence: [], faults: [] },
  );
}

/** One pair of ends and one port of a segment. */
interface SegmentPath extends JudgedPath {
  readonly segment: PathSpecSegment;
  readonly subject: string;
}

const NOTHING_READ: ReadSegment = { from: [], to: [], missing: [] };

function judgeSegments(
  spec: PathSpec,
  { segments, state }: Extract<PathObservation, { readonly outcome: 'read' }>,
): Judged<PathReason> {
  const index = indexState(state);
  const evidence: Evidence[] = [];
  const faults: JudgedFault<PathReason>[] = [];
  const paths: SegmentPath[] = [];
  for (const [place, segment] of spec.segments.entries()) {
    const read = segments[place] ?? NOTHING_READ;
    const questions = questionsOf(toSegment(segment), read);
    if (questions.length === 0) {
      const unread = judgeUnread(segment, read.missing);
      evidence.push(...unread.evidence);
      faults.push(...unread.faults);
    }
    for (const question of questions) {
      const verdict = evaluatePath(question, index);
      paths.push({ segment, subject: subjectOf(segment, question.port), question, verdict });
    }
  }
  const explained = explainPaths(paths, index);
  const explanationsOf = byPlace(explained);
  const passing = new Set(
    paths.filter(({ verdict }) => verdict.outcome !== 'blocked').map(({ subject }) => subject),
  );
  for (const [place, path] of paths.entries()) {
    evidence.push(evidenceOf(path));
    const passesSomewhere = passing.has(path.subject);
    faults.push(...faultsOf(path, explanationsOf.get(place) ?? [], passesSomewhere));
  }
  return {
    evidence,
    faults,
    // In the order of the evidence.
    explanations: explained.map(({ explanation }) => explanation),
  };
}

/** An end that does not exist, or ends that share no address family. */
function judgeUnread(segment: PathSpecSegment, missing: readonly string[]): Judged<PathReason> {
  const undecided =
    missing.length > 0 ? missing.join(', ') : `${endName(segment.from)}, ${endName(segment.to)}`;
  const subjects = segment.ports.map((port) => ({ subject: subjectOf(segment, port), port }));
  return {
    evidence: subjects.map((one) => ({
      ...one,
      outcome: missing.length > 0 ? 'missing' : 'undecided',
      segment: segment.name,
      undecided,
    })),
    faults: subjects.map((one) => ({
      ...one,
      reason: 'path-undecided',
      values: { segment: segment.name, undecided },
    })),
  };
}

function evidenceOf({ segment, subject, question, verdict }: SegmentPath): Evidence {
  const hops = verdict.outcome === 'allowed' ? verdict.by : verdict.hops;
  return {
    subject,
    outcome: verdict.outcome,
    address: question.to.address,
    port: question.port,
    segment: segment.name,
    protocol: question.protocol,
    source: question.from.address,
    hops: hops.map(({ hop, what, ids, verdict: outcome, ...rest }) => ({
      hop,
      what,
      ids,
      verdict: outcome,
      ...('rule' in rest && { rule: rest.rule }),
    })),
    ...(verdict.outcome === 'allowed' && { unseen: verdict.unseen.map(({ what, id }) => `${what} ${id}`) }),
    ...(verdict.outcome === 'undecided' && { undecided: undecidedIn(segment, verdict) }),
  };
}

/** The explanations of each path, by its place in the list. */
function byPlace(explained: readonly ExplainedPaths[]): ReadonlyMap<number, readonly PathExplanation[]> {
  const found = new Map<number, PathExplanation[]>();
  for (const { explanation, paths } of explained) {
    for (const place of paths) found.set(place, [...(found.get(place) ?? []), explanation]);
  }
  return found;
}

function faultsOf(
  { segment, subject, question, verdict }: SegmentPath,
  explanations: readonly PathExplanation[],
  passesSomewhere: boolean,
): readonly JudgedFault<PathReason>[] {
  const at = { subject, address: question.to.address, port: question.port };
  const values = {
    segment: segment.name,
    protocol: question.protocol.toUpperCase(),
    source: question.from.address,
  };
  if (verdict.outcome === 'allowed') return [];
  if (verdict.outcome === 'undecided') {
    return [
      { ...at, reason: 'path-undecided', values: { ...values, undecided: undecidedIn(segment, verdict) } },
    ];
  }
  const mild = !segment.required || passesSomewhere || verdict.by.every((hop) => hop.extent === 'some');
  return explanations.map((explanation) => ({
    ...at,
    reason: reasonOf(explanation),
    ...(mild && { status: 'degraded' as const, severity: 'warning' as const }),
    // The command is in the explanation, where it is planned with all others of the report.
    values: { ...explanation.values, ...values, because: explanation.because },
  }));
}

/** What is in the way of a verdict, by id: language-free, so that every text can name it. Between ends outside AWS, both. */
function undecidedIn(
  { from, to }: PathSpecSegment,
  { why }: Extract<PathVerdict, { readonly outcome: 'undecided' }>,
): string {
  return [...new Set(why.flatMap((hop) => hop.unknown))].join(', ') || `${endName(from)}, ${endName(to)}`;
}

const ROUTE_REASONS: Readonly<Partial<Record<BlockCode, PathReason>>> = {
  'route-blackhole': 'path-blackhole',
};

function reasonOf({ what, why }: PathExplanation): PathReason {
  if (what === 'security-group') return 'path-security-group-blocks';
  if (what === 'network-acl') return 'path-network-acl-blocks';
  return ROUTE_REASONS[why] ?? 'path-no-route';
}

/** `<from> -> <to>:port`. */
function subjectOf({ from, to }: PathSpecSegment, port: number): string {
  const target = endName(to);
  return `${endName(from)} -> ${target.includes(':') ? `[${target}]` : target}:${port}`;
}

function endName(end: PathSpecEnd): string {
  if (end.name !== undefined) return end.name;
  if ('eni' in end) return end.eni;
  if ('instance' in end) return end.instance;
  if ('vpcEndpoint' in end) return end.vpcEndpoint;
  return 'subnets' in end ? end.securityGroups.join('+') : end.address;
}
