import type { Explanation } from '../core/finding.ts';
import { type AclDrafts, type Block, fixFor, nearEnd } from './fix.ts';
import type { AclDraft } from './fix-acl.ts';
import type { BlockCode, BlockingHop, NetworkState, PathQuestion, PathVerdict } from './packet.ts';
import { formatPorts, joinPorts } from './ports.ts';
import { sentence } from './sentences.ts';
import { indexState, type StateIndex } from './state-index.ts';

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
}

/** An explanation and the paths, by their place in the list, that it stops. */
export interface ExplainedPaths {
  readonly explanation: PathExplanation;
  readonly paths: readonly number[];
}

/**
 * Says what stops these paths and what mends it, once for each element however many ports and addresses it
 * stops: one command opens them together.
 */
export function explainPaths(paths: readonly JudgedPath[], state: NetworkState): readonly ExplainedPaths[] {
  const groups = new Map<string, [PlacedBlock, ...PlacedBlock[]]>();
  for (const [place, { question, verdict }] of paths.entries()) {
    if (verdict.outcome !== 'blocked') continue;
    for (const hop of verdict.by) {
      const block = { place, question, hop, verdict };
      const key = keyOf(block);
      const same = groups.get(key);
      if (same === undefined) groups.set(key, [block]);
      else same.push(block);
    }
  }
  const index = indexState(state);
  const drafts = aclDrafts(state);
  return [...groups.values()].map((blocks) => ({
    explanation: explain(blocks, index, drafts),
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
  return [hop.what, hop.ids, hop.hop, hop.code, hop.rule, question.protocol, near.vpcEndpointId].join(' ');
}

function explain(
  blocks: readonly [PlacedBlock, ...PlacedBlock[]],
  index: StateIndex,
  drafts: AclDrafts,
): PathExplanation {
  const [first] = blocks;
  const { hop, question } = first;
  const ports = joinPorts(blocks.map((block) => block.hop.ports));
  const { id, fix } = fixFor(blocks, ports, index, drafts);
  const answers = isAnswer(hop);
  const values = {
    id,
    ids: hop.ids.join(', '),
    rule: hop.rule ?? '',
    protocol: question.protocol.toUpperCase(),
    ports: formatPorts(ports),
    peers: [...new Set(blocks.map((block) => block.hop.peer))].join(', '),
    subnet: nearEnd(first).subnet?.id ?? '',
    target: hop.target?.id ?? '',
  };
  const because = sentence('en', hop.code, answers, values);
  return { what: hop.what, id, because, fix, why: hop.code, answers, values };
}

function isAnswer({ hop }: BlockingHop): boolean {
  return hop === 'answer-out-of-subnet' || hop === 'answer-route' || hop === 'answer-into-subnet';
}

/** Every command of one answer starts from what the commands before it have left. */
function aclDrafts(state: NetworkState): AclDrafts {
  const drafts = new Map<string, AclDraft>();
  return (aclId, egress) => {
    const key = `${aclId} ${egress}`;
    const acl = state.networkAcls.find((one) => one.id === aclId);
    const entries = (acl?.entries ?? []).filter((entry) => entry.egress === egress);
    const draft = drafts.get(key) ?? new Map(entries.map((entry) => [entry.ruleNumber, entry]));
    drafts.set(key, draft);
    return draft;
  };
}
