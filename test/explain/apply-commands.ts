import { spawnSync } from 'node:child_process';
import type {
  NetworkAclEntry,
  Route,
  RouteTable,
  RulePeer,
  SecurityGroupRule,
} from '../../lib/core/aws/network-state.ts';
import type { NetworkState, PathEnd, PathQuestion } from '../../lib/explain/packet.ts';
import { isIn } from './naive-model.ts';

/** The group a made-up `create-security-group` answers. */
export const NEW_GROUP = 'sg-0fedcba9876543210';

/**
 * What a shell makes of commands: the arguments each call of `aws` gets. The shell is a real one, so a value
 * that means something to it would show.
 */
export function argumentsOf(commands: string): readonly (readonly string[])[] {
  const aws = `aws() { for word in "$@"; do printf '%s\\t' "$word" >&3; done; printf '\\n' >&3; echo ${NEW_GROUP}; }`;
  const run = spawnSync('sh', ['-euc', `${aws}\n${commands}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (run.status !== 0) throw new Error(`${run.stderr}\n${commands}`);
  const [, , , calls = ''] = run.output as (string | null)[];
  return (calls ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, -1));
}

/**
 * The same without a shell, for thousands of commands: words with quotes as `lib/explain/shell.ts` writes them. That a
 * shell reads them so too is what `argumentsOf` is compared for.
 */
export function wordsOf(commands: string): readonly (readonly string[])[] {
  const lines = commands.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const command = /^[A-Z_]+=\$\((.*)\)$/.exec(line)?.[1] ?? line;
    const words = [...command.matchAll(/(?:'[^']*'|"\$[A-Z_]+"|[^\s'"]+)+/g)].map(([word]) =>
      word.replace(
        /'([^']*)'|"\$[A-Z_]+"/g,
        (quoted, inner?: string) => inner ?? (quoted === '' ? '' : NEW_GROUP),
      ),
    );
    return words.slice(1);
  });
}

/** A state, and a question whose ends stand in it. */
export interface Simulated {
  readonly state: NetworkState;
  readonly question: PathQuestion;
  /** The group that was made last, which commands call `NEW_GROUP`. */
  readonly latestGroup?: string;
}

/** What EC2 refuses carries its own error code. */
class Refused extends Error {}

/** What the virtual private gateway of the worlds has learned from the site. */
const LEARNED = ['192.168.0.0/16', 'fd00:9::/64'] as const;

/**
 * State and ends after EC2 has obeyed these commands. It knows only the ones that fixes use, minds every option, and
 * refuses what EC2 refuses.
 */
export function simulate(before: Simulated, commands: string): Simulated {
  return wordsOf(commands).reduce(obeyOne, before);
}

type Action = (now: Simulated, options: ReadonlyMap<string, string>, words: readonly string[]) => Simulated;

const ACTIONS: Readonly<Record<string, Action>> = {
  'create-security-group': (now, options) => {
    const name = need(options, '--group-name');
    const vpcId = need(options, '--vpc-id');
    need(options, '--description');
    const { securityGroups, vpcs } = now.state;
    if (securityGroups.some((one) => one.name === name && one.vpcId === vpcId)) {
      throw new Refused('InvalidGroup.Duplicate');
    }
    const isDualStack = vpcs.find(({ id }) => id === vpcId)?.cidrs.some((cidr) => cidr.includes(':'));
    const everywhere = ['0.0.0.0/0', ...(isDualStack === true ? ['::/0'] : [])];
    const rules = everywhere.map(
      (cidr): SecurityGroupRule => ({
        direction: 'egress',
        protocol: '-1',
        fromPort: null,
        toPort: null,
        peer: { kind: 'cidr', cidr },
      }),
    );
    const id = `sg-new-${name}`;
    const made = withState(now, { securityGroups: [...securityGroups, { id, name, vpcId, rules }] });
    return { ...made, latestGroup: id };
  },
  'authorize-security-group-ingress': (now, options) => authorize(now, 'ingress', options),
  'authorize-security-group-egress': (now, options) => authorize(now, 'egress', options),
  'revoke-security-group-egress': (now, options) => {
    const revoked = rulesOf('egress', JSON.parse(need(options, '--ip-permissions'))).map(keyOf);
    return changeGroup(now, need(options, '--group-id'), (rules) => {
      const left = rules.filter((rule) => !revoked.includes(keyOf(rule)));
      if (left.length !== rules.length - revoked.length) throw new Refused('InvalidPermission.NotFound');
      return left;
    });
  },
  'modify-vpc-endpoint': (now, options) => {
    const id = need(options, '--vpc-endpoint-id');
    const added = need(options, '--add-security-group-ids');
    return changeEnds(now, (end) =>
      end.vpcEndpointId === id ? { ...end, securityGroupIds: [...(end.securityGroupIds ?? []), added] } : end,
    );
  },
  'modify-network-interface-attribute': (now, options, words) => {
    const id = need(options, '--network-interface-id');
    const groups = words.slice(words.indexOf('--groups') + 1);
    if (groups.length > 5) throw new Refused('SecurityGroupsPerInterfaceLimitExceeded');
    return changeEnds(now, (end) => (end.interfaceId === id ? { ...end, securityGroupIds: groups } : end));
  },
  'create-network-acl-entry': (now, options) => setEntry(now, options, false),
  'replace-network-acl-entry': (now, options) => setEntry(now, options, true),
  'create-route': (now, options) => setRoute(now, options, false),
  'replace-route': (now, options) => setRoute(now, options, true),
  'delete-route': (now, options) => {
    const { key } = destinationIn(options);
    return changeTable(now, need(options, '--route-table-id'), (table) => {
      const routes = table.routes.filter((one) => one.origin !== 'created' || keyOf(one.destination) !== key);
      if (routes.length === table.routes.length) throw new Refused('InvalidRoute.NotFound');
      return { ...table, routes };
    });
  },
  'enable-vgw-route-propagation': (now, options) => {
    const id = need(options, '--gateway-id');
    return changeTable(now, need(options, '--route-table-id'), (table) => ({
      ...table,
      propagatingGatewayIds: [...table.propagatingGatewayIds, id],
      routes: [
        ...table.routes,
        ...LEARNED.map(
          (cidr): Route => ({
            destination: { kind: 'cidr', cidr },
            target: { kind: 'virtual-private-gateway', id },
            state: 'active',
            origin: 'propagated',
          }),
        ),
      ],
    }));
  },
  'attach-vpn-gateway': (now, options) => attach(now, need(options, '--vpn-gateway-id'), options),
  'attach-internet-gateway': (now, options) => attach(now, need(options, '--internet-gateway-id'), options),
  'allocate-address': (now) => now,
  'associate-address': (now, options) => {
    const id = need(options, '--network-interface-id');
    need(options, '--allocation-id');
    return changeEnds(now, (end) => {
      if (end.interfaceId !== id) return end;
      if (end.address !== need(options, '--private-ip-address')) throw new Refused('InvalidParameterValue');
      return { ...end, publicAddresses: ['198.51.100.9'] };
    });
  },
};

function obeyOne(now: Simulated, words: readonly string[]): Simulated {
  const [service, action = '', ...rest] = words;
  const act = ACTIONS[action];
  if (service !== 'ec2' || act === undefined) throw new Error(`unknown: ${words.join(' ')}`);
  const made = rest.map((word) => (word === NEW_GROUP ? (now.latestGroup ?? word) : word));
  return act(now, optionsOf(made), made);
}

function withState(now: Simulated, change: Partial<NetworkState>): Simulated {
  return { ...now, state: { ...now.state, ...change } };
}

function changeEnds(now: Simulated, change: (end: PathEnd) => PathEnd): Simulated {
  const { from, to } = now.question;
  return { ...now, question: { ...now.question, from: change(from), to: change(to) } };
}

const keyOf = (value: unknown): string => JSON.stringify(value);

function changeGroup(
  now: Simulated,
  id: string,
  change: (rules: readonly SecurityGroupRule[]) => readonly SecurityGroupRule[],
): Simulated {
  const { securityGroups } = now.state;
  if (!securityGroups.some((group) => group.id === id)) throw new Refused('InvalidGroup.NotFound');
  return withState(now, {
    securityGroups: securityGroups.map((group) =>
      group.id === id ? { ...group, rules: change(group.rules) } : group,
    ),
  });
}

function authorize(
  now: Simulated,
  direction: 'ingress' | 'egress',
  options: ReadonlyMap<string, string>,
): Simulated {
  const added = rulesOf(direction, JSON.parse(need(options, '--ip-permissions')));
  return changeGroup(now, need(options, '--group-id'), (rules) => {
    const keys = [...rules.map(({ id: _, ...rule }) => rule), ...added].map(keyOf);
    if (added.some((rule) => keys.indexOf(keyOf(rule)) !== keys.lastIndexOf(keyOf(rule)))) {
      throw new Refused('InvalidPermission.Duplicate');
    }
    return [...rules, ...added];
  });
}

/** Rules of one direction and family that EC2 takes with a raised quota, the last one included. */
const MOST_ENTRIES = 40;

function setEntry(now: Simulated, options: ReadonlyMap<string, string>, replaces: boolean): Simulated {
  const entry = entryOf(options);
  const id = need(options, '--network-acl-id');
  if (!now.state.networkAcls.some((acl) => acl.id === id)) throw new Refused('InvalidNetworkAclID.NotFound');
  return withState(now, {
    networkAcls: now.state.networkAcls.map((acl) => {
      if (acl.id !== id) return acl;
      const others = acl.entries.filter(
        (one) => one.egress !== entry.egress || one.ruleNumber !== entry.ruleNumber,
      );
      const exists = others.length < acl.entries.length;
      if (exists !== replaces) {
        throw new Refused(exists ? 'NetworkAclEntryAlreadyExists' : 'InvalidNetworkAclEntry.NotFound');
      }
      const isV6 = entry.cidr.includes(':');
      const alike = others.filter(
        (one) => one.egress === entry.egress && one.cidr.includes(':') === isV6 && one.ruleNumber < 32_767,
      );
      if (alike.length + 2 > MOST_ENTRIES) throw new Refused('NetworkAclEntryLimitExceeded');
      return { ...acl, entries: [...others, entry] };
    }),
  });
}

function changeTable(now: Simulated, id: string, change: (table: RouteTable) => RouteTable): Simulated {
  if (!now.state.routeTables.some((table) => table.id === id))
    throw new Refused('InvalidRouteTableID.NotFound');
  return withState(now, {
    routeTables: now.state.routeTables.map((table) => (table.id === id ? change(table) : table)),
  });
}

function setRoute(now: Simulated, options: ReadonlyMap<string, string>, replaces: boolean): Simulated {
  const route = routeOf(options);
  const key = keyOf(route.destination);
  return changeTable(now, need(options, '--route-table-id'), (table) => {
    const isSame = (one: Route) => one.origin === 'created' && keyOf(one.destination) === key;
    if (table.routes.some(isSame) !== replaces) {
      throw new Refused(replaces ? 'InvalidParameterValue' : 'RouteAlreadyExists');
    }
    // What a Route Server advertises is not replaced by a command.
    const others = table.routes.filter((one) => keyOf(one.destination) === key && !isSame(one));
    if (!replaces && others.some(({ origin }) => origin !== 'propagated')) {
      throw new Refused('RouteAlreadyExists');
    }
    const { destination } = route;
    const isWithin = table.routes.some(
      (one) =>
        one.target.kind === 'local' &&
        one.destination.kind === 'cidr' &&
        destination.kind === 'cidr' &&
        isInside(destination.cidr, one.destination.cidr),
    );
    // "Route tables": within the VPC's block only a whole subnet can be given another target.
    if (isWithin && !replaces) throw new Refused('InvalidParameterValue');
    return { ...table, routes: [...table.routes.filter((one) => !isSame(one)), route] };
  });
}

function isInside(inner: string, outer: string): boolean {
  const [address = '', prefix = ''] = inner.split('/');
  return Number(prefix) >= Number(outer.split('/')[1]) && isIn(address, outer);
}

function attach(now: Simulated, id: string, options: ReadonlyMap<string, string>): Simulated {
  const vpcId = need(options, '--vpc-id');
  const kind = id.startsWith('igw-') ? 'internet-gateway' : 'virtual-private-gateway';
  const attached = now.state.routeTables
    .filter((table) => table.vpcId === vpcId)
    .flatMap((table) => table.routes)
    .some((route) => route.target.kind === kind && route.target.id !== id && route.state === 'active');
  if (attached) throw new Refused('Resource.AlreadyAssociated');
  return withState(now, {
    routeTables: now.state.routeTables.map((table) => ({
      ...table,
      routes: table.routes.map((route) =>
        table.vpcId === vpcId && route.target.id === id ? { ...route, state: 'active' } : route,
      ),
    })),
  });
}

function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('--')) continue;
    const next = words[index + 1];
    options.set(word, next === undefined || next.startsWith('--') ? '' : next);
  }
  return options;
}

function need(options: ReadonlyMap<string, string>, name: string): string {
  const value = options.get(name);
  if (value === undefined || value === '') throw new Error(`${name} is missing`);
  return value;
}

interface Permission {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly UserIdGroupPairs?: readonly { readonly GroupId: string }[];
  readonly IpRanges?: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges?: readonly { readonly CidrIpv6: string }[];
}

function rulesOf(
  direction: 'ingress' | 'egress',
  permissions: readonly Permission[],
): readonly SecurityGroupRule[] {
  return permissions.flatMap((one) => {
    const peers: readonly RulePeer[] = [
      ...(one.UserIdGroupPairs ?? []).map(({ GroupId }) => ({
        kind: 'security-group' as const,
        groupId: GroupId,
      })),
      ...(one.IpRanges ?? []).map(({ CidrIp }) => ({ kind: 'cidr' as const, cidr: CidrIp })),
      ...(one.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ kind: 'cidr' as const, cidr: CidrIpv6 })),
    ];
    if (peers.length === 0) throw new Error('a permission names nobody');
    const { IpProtocol: protocol, FromPort: fromPort = null, ToPort: toPort = null } = one;
    return peers.map((peer) => ({ direction, protocol, fromPort, toPort, peer }));
  });
}

function entryOf(options: ReadonlyMap<string, string>): NetworkAclEntry {
  const ruleNumber = Number(need(options, '--rule-number'));
  if (!(ruleNumber >= 1 && ruleNumber <= 32_766)) throw new Error(`rule number ${ruleNumber}`);
  if (options.has('--egress') === options.has('--ingress')) throw new Error('one direction, please');
  const icmp = /^Code=(-?\d+),Type=(\d+)$/.exec(options.get('--icmp-type-code') ?? '') ?? [];
  const ports = /^From=(\d+),To=(\d+)$/.exec(options.get('--port-range') ?? '') ?? [];
  const [from, to] = icmp.length > 0 ? [icmp[2], icmp[1]] : [ports[1], ports[2]];
  return {
    ruleNumber,
    egress: options.has('--egress'),
    protocol: need(options, '--protocol'),
    action: need(options, '--rule-action') === 'allow' ? 'allow' : 'deny',
    cidr: options.get('--cidr-block') ?? need(options, '--ipv6-cidr-block'),
    fromPort: from === undefined ? null : Number(from),
    toPort: to === undefined ? null : Number(to),
  };
}

const TARGET_OPTIONS = {
  '--nat-gateway-id': 'nat-gateway',
  '--transit-gateway-id': 'transit-gateway',
  '--vpc-peering-connection-id': 'vpc-peering-connection',
  '--network-interface-id': 'network-interface',
  '--egress-only-internet-gateway-id': 'egress-only-internet-gateway',
} as const;

function destinationIn(options: ReadonlyMap<string, string>): {
  readonly destination: Route['destination'];
  readonly key: string;
} {
  const list = options.get('--destination-prefix-list-id');
  const cidr = options.get('--destination-cidr-block') ?? options.get('--destination-ipv6-cidr-block');
  if ((list === undefined) === (cidr === undefined)) throw new Error('one destination, please');
  const destination: Route['destination'] =
    list === undefined ? { kind: 'cidr', cidr: cidr ?? '' } : { kind: 'prefix-list', prefixListId: list };
  return { destination, key: keyOf(destination) };
}

function routeOf(options: ReadonlyMap<string, string>): Route {
  const { destination } = destinationIn(options);
  const gateway = options.get('--gateway-id');
  const known = Object.entries(TARGET_OPTIONS).find(([option]) => options.has(option));
  const id = gateway ?? need(options, known?.[0] ?? '--gateway-id');
  return {
    destination,
    target: {
      kind: known?.[1] ?? (id.startsWith('igw-') ? 'internet-gateway' : 'virtual-private-gateway'),
      id,
    },
    state: 'active',
    origin: 'created',
  };
}
