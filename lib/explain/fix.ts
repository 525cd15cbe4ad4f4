import type { RouteTable } from '../core/aws/network-state.ts';
import { type Admission, admissionsOf, type Change, cidrOf, isV6Block } from './change.ts';
import { ownGroup } from './fix-group.ts';
import { type RouteTarget, routeChanges, vpcBlock } from './fix-route.ts';
import {
  type BlockingHop,
  INTERNET,
  type PathEnd,
  type PathQuestion,
  type PathVerdict,
  protocolOf,
  type RuleProtocol,
} from './packet.ts';
import { destinationOf } from './routes.ts';
import type { StateIndex } from './state-index.ts';

/** One hop of one path that stops it. */
export interface Block {
  readonly question: PathQuestion;
  readonly verdict: Extract<PathVerdict, { readonly outcome: 'blocked' }>;
  readonly hop: BlockingHop;
}
/** Blocks by one and the same element, for one and the same reason. */
export type SameBlocks = readonly [Block, ...Block[]];

/** The element to change, and the changes that let the packets through; none where none could be worked out. */
export interface Fix {
  readonly id: string;
  readonly changes: readonly Change[];
}

/** What lets all of these through together, and nothing that is not asked for. */
export function fixFor(blocks: SameBlocks, index: StateIndex): Fix {
  const [{ hop }] = blocks;
  if (hop.what === 'security-group') return fixGroup(blocks, index);
  if (hop.what === 'network-acl') return fixAcl(blocks, index);
  return fixRoute(blocks, index);
}

const ANYWHERE: Readonly<Record<string, string>> = {
  [`${INTERNET[4]}/32`]: '0.0.0.0/0',
  [`${INTERNET[6]}/128`]: '::/0',
};

/** The block of a route to an address: everywhere, for the one that stands for the internet. */
export function routedBlock(address: string): string {
  const block = cidrOf(address);
  return ANYWHERE[block] ?? block;
}

/** A default route that there is already is never turned to somewhere else. */
function routeToInternet(change: Change, table: RouteTable): readonly Change[] {
  if (change.kind !== 'route') return [change];
  const destination = ANYWHERE[change.destination];
  if (destination === undefined) return [change];
  return table.routes.some((route) => destinationOf(route) === destination)
    ? []
    : [{ ...change, destination }];
}

/** A peer's block: out, and for answers, the internet is everywhere; what may come in is for the reader to say. */
function peerBlock({ hop, peer }: BlockingHop): string {
  const isAsked = hop === 'into-group' || hop === 'into-subnet';
  return isAsked ? cidrOf(ANYWHERE[cidrOf(peer)] ?? peer) : routedBlock(peer);
}

/** The end whose group, network ACL or route table a hop is. */
export function nearEnd({ question, hop }: Block): PathEnd {
  const atSource = ['out-of-group', 'route', 'out-of-subnet', 'answer-into-subnet'];
  return atSource.includes(hop.hop) ? question.from : question.to;
}

function ruleProtocol({ question }: Block): RuleProtocol {
  return protocolOf(question.protocol, question.to.address.includes(':') ? 6 : 4);
}

function fixGroup(blocks: SameBlocks, index: StateIndex): Fix {
  const [first] = blocks;
  const near = nearEnd(first);
  const own = ownGroup(first.hop.ids, index);
  const [id = ''] = own === undefined ? first.hop.ids : [own];
  const direction = first.hop.code === 'group-out-no-rule' ? 'egress' : 'ingress';
  const admissions = blocks.flatMap((block) =>
    admissionsOf(ruleProtocol(block), block.hop.ports, [peerOf(block.hop, index)]),
  );
  // Opening the default group would open every interface of the VPC that carries it too.
  const owner = own === undefined ? ownerOf(near) : undefined;
  if (owner === undefined) {
    return { id, changes: [{ kind: 'group-rules', groupId: id, direction, admissions }] };
  }
  const isDualStack = index.vpc(owner.vpcId)?.cidrs.some(isV6Block) === true;
  const groupIds = first.hop.ids;
  return { id, changes: [{ kind: 'new-group', ...owner, groupIds, isDualStack, direction, admissions }] };
}

/** What a new group is attached to; undefined where it cannot be. */
function ownerOf({ vpcEndpointId, interfaceId, vpcId }: PathEnd) {
  if (vpcId === undefined) return undefined;
  if (vpcEndpointId !== undefined) return { owner: 'vpc-endpoint', ownerId: vpcEndpointId, vpcId } as const;
  if (interfaceId !== undefined) return { owner: 'network-interface', ownerId: interfaceId, vpcId } as const;
  return undefined;
}

/** The narrowest name of the other end: its own group, else its address. A default group is everybody's. */
function peerOf(hop: BlockingHop, index: StateIndex): string {
  return ownGroup(hop.peerGroupIds ?? [], index) ?? peerBlock(hop);
}

function fixAcl(blocks: SameBlocks, index: StateIndex): Fix {
  const [first] = blocks;
  const { hop } = first;
  const { subnet } = nearEnd(first);
  const acl = subnet === undefined ? undefined : index.aclOf(subnet);
  const { before } = hop;
  if (acl === undefined || before === undefined) return { id: '', changes: [] };
  const egress = hop.code === 'acl-out-denies' || hop.code === 'acl-out-no-rule';
  const admissions: readonly Admission[] = blocks.flatMap((block) =>
    admissionsOf(ruleProtocol(block), block.hop.ports, [peerBlock(block.hop)]),
  );
  const entries = acl.entries.filter((entry) => entry.egress === egress);
  return {
    id: acl.id,
    changes: [{ kind: 'acl-entries', aclId: acl.id, egress, before, admissions, entries }],
  };
}

function fixRoute(blocks: SameBlocks, index: StateIndex): Fix {
  const [first] = blocks;
  const near = nearEnd(first);
  const table = near.subnet === undefined ? undefined : index.tableOf(near.subnet);
  if (table === undefined) return { id: '', changes: [] };
  const changes = blocks.map((block) => {
    const { from, to } = block.question;
    const far = nearEnd(block) === from ? to : from;
    const wanted = {
      address: cidrOf(far.address),
      // The far VPC's own block, where it is known, else the address alone.
      block: vpcBlock(far.vpcId, far.address, index) ?? cidrOf(far.address),
      target: wantedTarget(block),
    };
    return routeChanges(table, block.hop, wanted, nearEnd(block), far, index);
  });
  const isWhole = changes.every((one) => one.length > 0);
  return {
    id: table.id,
    changes: isWhole ? changes.flat().flatMap((one) => routeToInternet(one, table)) : [],
  };
}

/** Where a route should lead: as the caller says, else where the other direction's route leads, from VPC to VPC. */
function wantedTarget({ question, hop, verdict }: Block): RouteTarget | undefined {
  if (question.via !== undefined) return question.via;
  const other = hop.hop === 'route' ? 'answer-route' : 'route';
  const opposite = verdict.hops.find((one) => one.hop === other);
  if (opposite?.verdict !== 'passes' || opposite.target === undefined) return undefined;
  // These carry both directions under one id; a virtual private gateway belongs to one VPC alone.
  const carriesBoth = ['transit-gateway', 'vpc-peering-connection', 'core-network'];
  return carriesBoth.includes(opposite.target.kind) ? opposite.target : undefined;
}
