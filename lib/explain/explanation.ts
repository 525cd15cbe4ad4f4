import type { Explanation } from '../core/finding.ts';
import { alike } from './alike.ts';
import type { Change } from './change.ts';
import { type Block, fixFor, nearEnd } from './fix.ts';
import type { BlockCode, PathQuestion, PathVerdict } from './packet.ts';
import { type PlannedFix, planFixes } from './plan-fixes.ts';
import { formatPorts, joinPorts } from './ports.ts';
import { sentence } from './sentences.ts';
import type { StateIndex } from './state-index.ts';

export interface JudgedPath {
  readonly question: PathQuestion;
  readonly verdict: PathVerdict;
}

/** An explanation that can be said in every language (`sentence`): `because` is its English sentence. */
export interface PathExplanation extends Explanation {
  readonly what: 'security-group' | 'network-acl' | 'route-table';
  readonly why: BlockCode;
  /** True where it is the answer that is stopped. */
  readonly answers: boolean;
  readonly values: Readonly<Record<string, string>>;
  /** What `fix` changes, for planning it beside the other fixes of a report; it is taken out then. */
  readonly changes: readonly Change[];
}

/** An explanation and the paths, by their place in the list, that it stops. */
export interface ExplainedPaths {
  readonly explanation: PathExplanation;
  readonly paths: readonly number[];
}

/**
 * Says what stops these paths and what fixes it, once for each element however many ports and addresses it
 * stops: one command opens them together.
 */
export function explainPaths(paths: readonly JudgedPath[], index: StateIndex): readonly ExplainedPaths[] {
  const found = paths.flatMap(({ question, verdict }, place) =>
    verdict.outcome === 'blocked' ? verdict.by.map((hop) => ({ place, question, hop, verdict })) : [],
  );
  const fixed = alike(found, keyOf).map((blocks) => ({ blocks, ...fixFor(blocks, index) }));
  const plan = planFixes(fixed.map(({ changes }) => changes));
  return fixed.map(({ blocks, id, changes }) => ({
    explanation: withFix(explain(blocks, id, changes), plan(changes)),
    paths: [...new Set(blocks.map(({ place }) => place))],
  }));
}

interface PlacedBlock extends Block {
  readonly place: number;
}

function keyOf(block: PlacedBlock): string {
  const { hop, question } = block;
  const near = nearEnd(block);
  // A new group is attached to one endpoint; groups of several endpoints may be the same.
  const { what, ids, code, rule } = hop;
  return JSON.stringify([what, ids, hop.hop, code, rule, question.protocol, near.vpcEndpointId]);
}

function explain(
  blocks: readonly [PlacedBlock, ...PlacedBlock[]],
  id: string,
  changes: readonly Change[],
): PathExplanation {
  const [first] = blocks;
  const { hop, question } = first;
  const values = {
    id,
    ids: hop.ids.join(', '),
    rule: hop.rule ?? '',
    protocol: question.protocol.toUpperCase(),
    ports: formatPorts(joinPorts(blocks.map((block) => block.hop.ports))),
    peers: [...new Set(blocks.map((block) => block.hop.peer))].join(', '),
    subnet: nearEnd(first).subnet?.id ?? '',
    target: hop.target?.id ?? '',
  };
  return {
    what: hop.what,
    id,
    fix: '',
    why: hop.code,
    answers: hop.hop.startsWith('answer-'),
    values,
    changes,
  };
}

function withFix(explanation: PathExplanation, { fix, aclRules }: PlannedFix): PathExplanation {
  const { why, answers } = explanation;
  const { aclRules: _, ...rest } = explanation.values;
  const values = aclRules === undefined ? rest : { ...rest, aclRules: String(aclRules) };
  return { ...explanation, fix, values, because: sentence('en', why, answers, values) };
}

/** The explanations of a whole report with fixes that fit together, and nothing left that only planning needs. */
export function planExplanations(
  explanations: readonly Explanation[],
): (explanation: Explanation) => Explanation {
  const plan = planFixes(explanations.filter(isPath).map(({ changes }) => changes));
  return (explanation) => {
    if (!isPath(explanation)) return explanation;
    const { changes, ...planned } = withFix(explanation, plan(explanation.changes));
    return planned;
  };
}

function isPath(explanation: Explanation): explanation is PathExplanation {
  return Array.isArray(explanation.changes);
}
