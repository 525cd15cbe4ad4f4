import * as z from 'zod/mini';
import type { NetworkPicture } from '../../core/aws/network-picture.ts';
import type {
  NetworkAcl,
  Route,
  RouteTable,
  RouteTargetKind,
  RulePeer,
} from '../../core/aws/network-state.ts';
import { type ConfigIssue, formatPath } from '../../core/errors.ts';
import { spanOf } from '../spans.ts';

const block = z
  .string()
  .check(z.refine((one) => spanOf(one) !== undefined, 'expected a CIDR block or an address'));
const destination = z
  .string()
  .check(
    z.refine((one) => one.startsWith('pl-') || spanOf(one) !== undefined, 'expected a CIDR block or pl-…'),
  );
const peer = z
  .string()
  .check(
    z.refine(
      (one) => /^(sg|pl)-/.test(one) || spanOf(one) !== undefined,
      'expected a CIDR block, sg-… or pl-…',
    ),
  );
const portNumber = z.number().check(z.int(), z.minimum(0), z.maximum(65_535));
const groupRule = {
  group: z.string(),
  direction: z.enum(['ingress', 'egress']),
  protocol: z.string(),
  from: z.optional(portNumber),
  to: z.optional(portNumber),
  peer,
};
const aclPlace = {
  acl: z.string(),
  egress: z.boolean(),
  number: z.number().check(z.int(), z.minimum(1), z.maximum(32_766)),
};
const routePlace = { table: z.string(), destination };

/** One change, as `--with` takes it. */
const change = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('add-group-rule'), ...groupRule }),
  z.strictObject({ do: z.literal('remove-group-rule'), ...groupRule }),
  z.strictObject({ do: z.literal('set-groups'), interface: z.string(), groups: z.array(z.string()) }),
  z.strictObject({
    do: z.literal('set-acl-entry'),
    ...aclPlace,
    action: z.enum(['allow', 'deny']),
    protocol: z.string(),
    cidr: block,
    from: z.optional(portNumber),
    to: z.optional(portNumber),
  }),
  z.strictObject({ do: z.literal('remove-acl-entry'), ...aclPlace }),
  z.strictObject({ do: z.literal('set-route'), ...routePlace, target: z.string() }),
  z.strictObject({ do: z.literal('remove-route'), ...routePlace }),
]);
const changes = z.strictObject({ version: z.literal(1), changes: z.array(change).check(z.minLength(1)) });
type NetworkChange = z.infer<typeof change>;

export type ChangedPicture =
  | { readonly outcome: 'changed'; readonly picture: NetworkPicture }
  | { readonly outcome: 'not-valid'; readonly faults: readonly ConfigIssue[] };

/** The network as it would be after the changes of a file, each applied to what the ones before have left. */
export function withChanges(picture: NetworkPicture, content: string): ChangedPicture {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return { outcome: 'not-valid', faults: [{ path: '', message: `not JSON: ${(error as Error).message}` }] };
  }
  const parsed = changes.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: formatPath(path), message }));
    return { outcome: 'not-valid', faults };
  }
  const faults: ConfigIssue[] = [];
  let changed = picture;
  for (const [at, one] of parsed.data.changes.entries()) {
    const next = apply(changed, one);
    if (typeof next === 'string') faults.push({ path: `changes[${at}]`, message: next });
    else changed = next;
  }
  return faults.length > 0 ? { outcome: 'not-valid', faults } : { outcome: 'changed', picture: changed };
}

/** The changed picture, or what is not there to be changed. */
function apply(picture: NetworkPicture, one: NetworkChange): NetworkPicture | string {
  switch (one.do) {
    case 'add-group-rule':
    case 'remove-group-rule':
      return changeRules(picture, one);
    case 'set-groups':
      return setGroups(picture, one);
    case 'set-acl-entry':
    case 'remove-acl-entry':
      return changeEntries(picture, one);
    case 'set-route':
    case 'remove-route':
      return changeRoutes(picture, one);
  }
}

function setGroups(
  picture: NetworkPicture,
  one: Extract<NetworkChange, { readonly do: 'set-groups' }>,
): NetworkPicture | string {
  const unknown = one.groups.find((wanted) => picture.securityGroups.every(({ id }) => id !== wanted));
  if (unknown !== undefined) return `there is no security group ${unknown}`;
  if (picture.interfaces.every(({ id }) => id !== one.interface)) {
    return `there is no network interface ${one.interface}`;
  }
  const interfaces = picture.interfaces.map((each) =>
    each.id === one.interface ? { ...each, securityGroupIds: one.groups } : each,
  );
  return { ...picture, interfaces };
}

function changeRules(
  picture: NetworkPicture,
  one: Extract<NetworkChange, { readonly do: 'add-group-rule' | 'remove-group-rule' }>,
): NetworkPicture | string {
  const { direction, protocol, from = null, to = from } = one;
  const rule = { direction, protocol, fromPort: from, toPort: to, peer: peerOf(one.peer) };
  const key = (of: object) => JSON.stringify({ ...rule, ...of, id: undefined });
  const isSame = (other: object) => key(other) === key({});
  const group = picture.securityGroups.find(({ id }) => id === one.group);
  if (group === undefined) return `there is no security group ${one.group}`;
  const others = group.rules.filter((other) => !isSame(other));
  const adds = one.do === 'add-group-rule';
  if (!adds && others.length === group.rules.length) return `${group.id} has no such rule`;
  const rules = adds ? [...group.rules, rule] : others;
  const securityGroups = picture.securityGroups.map((each) => (each === group ? { ...group, rules } : each));
  return { ...picture, securityGroups };
}

function peerOf(text: string): RulePeer {
  if (text.startsWith('sg-')) return { kind: 'security-group', groupId: text };
  return text.startsWith('pl-') ? { kind: 'prefix-list', prefixListId: text } : { kind: 'cidr', cidr: text };
}

function changeEntries(
  picture: NetworkPicture,
  one: Extract<NetworkChange, { readonly do: 'set-acl-entry' | 'remove-acl-entry' }>,
): NetworkPicture | string {
  const acl = picture.networkAcls.find(({ id }) => id === one.acl);
  if (acl === undefined) return `there is no network ACL ${one.acl}`;
  const { egress, number: ruleNumber } = one;
  const others = acl.entries.filter((entry) => entry.egress !== egress || entry.ruleNumber !== ruleNumber);
  const set = (entries: NetworkAcl['entries']): NetworkPicture => ({
    ...picture,
    networkAcls: picture.networkAcls.map((each) => (each === acl ? { ...acl, entries } : each)),
  });
  if (one.do === 'remove-acl-entry') {
    return others.length === acl.entries.length
      ? `${acl.id} has no ${egress ? 'outbound' : 'inbound'} rule ${ruleNumber}`
      : set(others);
  }
  const { action, protocol, cidr, from = null, to = from } = one;
  return set([...others, { ruleNumber, egress, protocol, action, cidr, fromPort: from, toPort: to }]);
}

const TARGETS: readonly (readonly [string, RouteTargetKind])[] = [
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['nat-', 'nat-gateway'],
  ['vgw-', 'virtual-private-gateway'],
  ['tgw-', 'transit-gateway'],
  ['pcx-', 'vpc-peering-connection'],
  ['eni-', 'network-interface'],
  ['vpce-', 'vpc-endpoint'],
  ['lgw-', 'local-gateway'],
  ['cagw-', 'carrier-gateway'],
  ['arn:', 'core-network'],
];

function changeRoutes(
  picture: NetworkPicture,
  one: Extract<NetworkChange, { readonly do: 'set-route' | 'remove-route' }>,
): NetworkPicture | string {
  const table = picture.routeTables.find(({ id }) => id === one.table);
  if (table === undefined) return `there is no route table ${one.table}`;
  const to: Route['destination'] = one.destination.startsWith('pl-')
    ? { kind: 'prefix-list', prefixListId: one.destination }
    : { kind: 'cidr', cidr: one.destination };
  const isSame = (route: Route) =>
    route.origin === 'created' && JSON.stringify(route.destination) === JSON.stringify(to);
  const set = (routes: RouteTable['routes']): NetworkPicture => ({
    ...picture,
    routeTables: picture.routeTables.map((each) => (each === table ? { ...table, routes } : each)),
  });
  const others = table.routes.filter((route) => !isSame(route));
  if (one.do === 'remove-route') {
    return others.length === table.routes.length
      ? `${one.table} has no static route to ${one.destination}`
      : set(others);
  }
  const kind = TARGETS.find(([prefix]) => one.target.startsWith(prefix))?.[1];
  if (kind === undefined)
    return `"${one.target}" is no next hop: expected igw-…, nat-…, vgw-…, tgw-…, pcx-…, eni-… or vpce-…`;
  const route: Route = {
    destination: to,
    target: { kind, id: one.target },
    state: 'active',
    origin: 'created',
  };
  return set([...others, route]);
}
