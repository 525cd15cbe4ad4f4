import { type AclDraft, aclCommands } from './fix-acl.ts';
import { authorizeCommand, groupToFix, newEndpointGroupCommand } from './fix-group.ts';
import { type RouteTarget, routeCommand } from './fix-route.ts';
import type { BlockingHop, PathEnd, PathQuestion, PathVerdict, PortRange } from './packet.ts';
import { contains } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** One hop of one path that stops it. */
export interface Block {
  readonly question: PathQuestion;
  readonly verdict: PathVerdict;
  readonly hop: BlockingHop;
}
/** Blocks by one and the same element, for one and the same reason. */
export type SameBlocks = readonly [Block, ...Block[]];

/** The element to change and the commands that change it; no commands where none could be written. */
export interface Fix {
  readonly id: string;
  readonly fix: string;
}

/** One direction of a network ACL, as the commands so far leave it. */
export type AclDrafts = (aclId: string, egress: boolean) => AclDraft;

/** The commands that let all of these through together. */
export function fixFor(
  blocks: SameBlocks,
  ports: readonly PortRange[],
  index: StateIndex,
  drafts: AclDrafts,
): Fix {
  const [{ hop }] = blocks;
  if (hop.what === 'security-group') return fixGroup(blocks, ports, index);
  if (hop.what === 'network-acl') return fixAcl(blocks, ports, index, drafts);
  return fixRoute(blocks, index);
}

/** The end whose group, network ACL or route table a hop is. */
export function nearEnd({ question, hop }: Block): PathEnd {
  const atSource = ['out-of-group', 'route', 'out-of-subnet', 'answer-into-subnet'];
  return atSource.includes(hop.hop) ? question.from : question.to;
}

function fixGroup(blocks: SameBlocks, ports: readonly PortRange[], index: StateIndex): Fix {
  const [first] = blocks;
  const near = nearEnd(first);
  const { id, isDefault } = groupToFix(first.hop.ids, index);
  const peerGroupIds: string[] = [];
  const peerCidrs: string[] = [];
  for (const { hop } of blocks) {
    if (hop.peerGroupIds === undefined) peerCidrs.push(cidrOf(hop.peer));
    else peerGroupIds.push(groupToFix(hop.peerGroupIds, index).id);
  }
  const rules = {
    direction: first.hop.code === 'group-out-no-rule' ? 'egress' : 'ingress',
    protocol: first.question.protocol,
    ports,
    peerGroupIds: unique(peerGroupIds),
    peerCidrs: unique(peerCidrs),
  } as const;
  const needsOwnGroup = isDefault && near.vpcEndpointId !== undefined && rules.direction === 'ingress';
  return { id, fix: needsOwnGroup ? newEndpointGroupCommand(near, rules) : authorizeCommand(id, rules) };
}

function fixAcl(blocks: SameBlocks, ports: readonly PortRange[], index: StateIndex, drafts: AclDrafts): Fix {
  const [first] = blocks;
  const { hop, question } = first;
  const { subnet } = nearEnd(first);
  const acl = subnet === undefined ? undefined : index.aclOf(subnet);
  if (acl === undefined || hop.before === undefined) return { id: hop.ids[0] ?? '', fix: '' };
  const egress = hop.code === 'acl-out-denies' || hop.code === 'acl-out-no-rule';
  const cidrs = unique(blocks.map((block) => cidrOf(block.hop.peer)));
  const before = Math.min(...blocks.map((block) => block.hop.before ?? hop.before ?? 0));
  const missing = { egress, before, protocol: question.protocol, ports, cidrs };
  return { id: acl.id, fix: aclCommands(acl.id, missing, drafts(acl.id, egress)) };
}

function fixRoute(blocks: SameBlocks, index: StateIndex): Fix {
  const [first] = blocks;
  const near = nearEnd(first);
  const table = near.subnet === undefined ? undefined : index.tableOf(near.subnet);
  if (table === undefined) return { id: first.hop.ids[0] ?? '', fix: '' };
  const commands = blocks.map((block) => {
    const { from, to } = block.question;
    const far = nearEnd(block) === from ? to : from;
    const wanted = {
      address: cidrOf(far.address),
      block: blockAround(far, near, index),
      target: wantedTarget(block),
    };
    return routeCommand(table, block.hop, wanted, near, far, index);
  });
  return { id: table.id, fix: commands.includes('') ? '' : unique(commands).join('\n') };
}

/** Where a route should lead: as the caller says, else where the other direction's route leads, from VPC to VPC. */
function wantedTarget({ question, hop, verdict }: Block): RouteTarget | undefined {
  if (question.via !== undefined || verdict.outcome === 'allowed') return question.via;
  const other = hop.hop === 'route' ? 'answer-route' : 'route';
  const opposite = verdict.hops.find((one) => one.hop === other);
  if (opposite?.verdict !== 'passes' || opposite.target === undefined) return undefined;
  // These carry both directions under one id; a virtual private gateway belongs to one VPC alone.
  const carriesBoth = ['transit-gateway', 'vpc-peering-connection', 'core-network'];
  return carriesBoth.includes(opposite.target.kind) ? opposite.target : undefined;
}

/** The far VPC's own block, where it is another one, else the address alone. */
function blockAround(far: PathEnd, near: PathEnd, index: StateIndex): string {
  const vpc = far.vpcId === undefined || far.vpcId === near.vpcId ? undefined : index.vpc(far.vpcId);
  const address = index.span(far.address);
  const block = vpc?.cidrs.find((cidr) => {
    const span = index.span(cidr);
    return span !== undefined && address !== undefined && contains(span, address);
  });
  return block ?? cidrOf(far.address);
}

/** An address as a block of one. A source behind a gateway that hides it is for the reader to fill in. */
function cidrOf(text: string): string {
  if (text === '0.0.0.0/0' || text === '::/0') return '<source-cidr>';
  if (text.includes('/')) return text;
  return text.includes(':') ? `${text}/128` : `${text}/32`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
