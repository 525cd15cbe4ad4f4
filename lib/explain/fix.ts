import { type Admission, admissionsOf, type Change, cidrOf } from './change.ts';
import { groupToFix } from './fix-group.ts';
import { type RouteTarget, routeChanges } from './fix-route.ts';
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

/** The element to change, and the changes that let the packets through; none where none could be worked out. */
export interface Fix {
  readonly id: string;
  readonly changes: readonly Change[];
}

/** What lets all of these through together, and nothing that is not asked for. */
export function fixFor(blocks: SameBlocks, index: StateIndex): Fix {
  const { id, changes } = fixOf(blocks, index);
  return { id, changes: changes.flatMap((change) => withInternet(change, blocks, index)) };
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

/**
 * The address that stands for the internet is for no command: out, and for answers, it is everywhere; what may come in
 * is for the reader to say; and a default route that there is already is never turned to somewhere else.
 */
function withInternet(change: Change, [first]: SameBlocks, index: StateIndex): readonly Change[] {
  if (change.kind === 'route') {
    const destination = ANYWHERE[change.destination];
    if (destination === undefined) return [change];
    const { subnet } = nearEnd(first);
    const table = subnet === undefined ? undefined : index.tableOf(subnet);
    return table?.routes.some((route) => destinationOf(route) === destination)
      ? []
      : [{ ...change, destination }];
  }
  if (!('admissions' in change)) return [change];
  const isAsked = first.hop.hop === 'into-group' || first.hop.hop === 'into-subnet';
  const admissions = change.admissions.map((one) => {
    const anywhere = ANYWHERE[one.peer];
    if (anywhere === undefined) return one;
    return { ...one, peer: isAsked ? cidrOf(anywhere) : anywhere };
  });
  return [{ ...change, admissions }];
}

function fixOf(blocks: SameBlocks, index: StateIndex): Fix {
  const [{ hop }] = blocks;
  if (hop.what === 'security-group') return fixGroup(blocks, index);
  if (hop.what === 'network-acl') return fixAcl(blocks, index);
  return fixRoute(blocks, index);
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
  const { id, isDefault } = groupToFix(first.hop.ids, index);
  const direction = first.hop.code === 'group-out-no-rule' ? 'egress' : 'ingress';
  const admissions = blocks.flatMap((block) =>
    admissionsOf(ruleProtocol(block), block.hop.ports, [peerOf(block.hop, index)]),
  );
  const { vpcEndpointId, interfaceId, vpcId } = near;
  if (!isDefault || vpcId === undefined) {
    return { id, changes: [{ kind: 'group-rules', groupId: id, direction, admissions }] };
  }
  // Opening the default group would open every interface of the VPC that carries it too.
  const isDualStack = index.vpc(vpcId)?.cidrs.some((cidr) => cidr.includes(':')) ?? false;
  const groupIds = first.hop.ids;
  const own = { kind: 'new-group', vpcId, groupIds, isDualStack, direction, admissions } as const;
  if (vpcEndpointId !== undefined) {
    return { id, changes: [{ ...own, owner: 'vpc-endpoint', ownerId: vpcEndpointId }] };
  }
  if (interfaceId !== undefined) {
    return { id, changes: [{ ...own, owner: 'network-interface', ownerId: interfaceId }] };
  }
  return { id, changes: [{ kind: 'group-rules', groupId: id, direction, admissions }] };
}

/** The narrowest name of the other end: its own group, else its address. A default group is everybody's. */
function peerOf(hop: BlockingHop, index: StateIndex): string {
  const group = hop.peerGroupIds === undefined ? undefined : groupToFix(hop.peerGroupIds, index);
  return group === undefined || group.isDefault ? cidrOf(hop.peer) : group.id;
}

function fixAcl(blocks: SameBlocks, index: StateIndex): Fix {
  const [first] = blocks;
  const { hop } = first;
  const { subnet } = nearEnd(first);
  const acl = subnet === undefined ? undefined : index.aclOf(subnet);
  if (acl === undefined || hop.before === undefined) return { id: hop.ids[0] ?? '', changes: [] };
  const egress = hop.code === 'acl-out-denies' || hop.code === 'acl-out-no-rule';
  const admissions: readonly Admission[] = blocks.flatMap((block) =>
    admissionsOf(ruleProtocol(block), block.hop.ports, [cidrOf(block.hop.peer)]),
  );
  const before = Math.min(...blocks.map((block) => block.hop.before ?? hop.before ?? 0));
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
  if (table === undefined) return { id: first.hop.ids[0] ?? '', changes: [] };
  const changes = blocks.map((block) => {
    const { from, to } = block.question;
    const far = nearEnd(block) === from ? to : from;
    const wanted = {
      address: cidrOf(far.address),
      block: blockAround(far, near, index),
      target: wantedTarget(block),
    };
    return routeChanges(table, block.hop, wanted, nearEnd(block), far, index);
  });
  return { id: table.id, changes: changes.some((one) => one.length === 0) ? [] : changes.flat() };
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
