import { spawnSync } from 'node:child_process';
import type {
  NetworkAclEntry,
  Route,
  RulePeer,
  SecurityGroupRule,
} from '../../lib/core/aws/network-state.ts';
import type { NetworkState } from '../../lib/explain/packet.ts';

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

/** The state after EC2 has obeyed these commands. It knows only the ones that mending uses, and minds every option. */
export function obey(state: NetworkState, commands: string): NetworkState {
  return argumentsOf(commands).reduce(obeyOne, state);
}

function obeyOne(state: NetworkState, words: readonly string[]): NetworkState {
  const [service, action = '', ...rest] = words;
  if (service !== 'ec2') throw new Error(`not ec2: ${words.join(' ')}`);
  const options = optionsOf(rest);
  const { securityGroups, networkAcls, routeTables } = state;
  switch (action) {
    case 'authorize-security-group-ingress':
    case 'authorize-security-group-egress': {
      const direction = action.endsWith('ingress') ? 'ingress' : 'egress';
      const rules = rulesOf(direction, JSON.parse(need(options, '--ip-permissions')));
      const id = need(options, '--group-id');
      if (!securityGroups.some((group) => group.id === id)) throw new Error(`no group ${id}`);
      return {
        ...state,
        securityGroups: securityGroups.map((group) =>
          group.id === id ? { ...group, rules: [...group.rules, ...rules] } : group,
        ),
      };
    }
    case 'create-network-acl-entry':
    case 'replace-network-acl-entry': {
      const entry = entryOf(options);
      const id = need(options, '--network-acl-id');
      return {
        ...state,
        networkAcls: networkAcls.map((acl) => {
          if (acl.id !== id) return acl;
          const others = acl.entries.filter(
            (one) => one.egress !== entry.egress || one.ruleNumber !== entry.ruleNumber,
          );
          const exists = others.length < acl.entries.length;
          // EC2 refuses both: NetworkAclEntryAlreadyExists, InvalidNetworkAclEntry.NotFound.
          if (exists !== (action === 'replace-network-acl-entry')) throw new Error(words.join(' '));
          return { ...acl, entries: [...others, entry] };
        }),
      };
    }
    case 'create-route':
    case 'replace-route': {
      const route = routeOf(options);
      const id = need(options, '--route-table-id');
      const key = JSON.stringify(route.destination);
      return {
        ...state,
        routeTables: routeTables.map((table) => {
          if (table.id !== id) return table;
          const others = table.routes.filter(
            (one) => one.origin === 'propagated' || JSON.stringify(one.destination) !== key,
          );
          const exists = others.length < table.routes.length;
          if (exists !== (action === 'replace-route')) throw new Error(words.join(' '));
          return { ...table, routes: [...others, route] };
        }),
      };
    }
    case 'attach-vpn-gateway':
    case 'attach-internet-gateway': {
      const id = options.get('--vpn-gateway-id') ?? need(options, '--internet-gateway-id');
      const vpcId = need(options, '--vpc-id');
      return {
        ...state,
        routeTables: routeTables.map((table) => ({
          ...table,
          routes: table.routes.map((route) =>
            table.vpcId === vpcId && route.target.id === id ? { ...route, state: 'active' } : route,
          ),
        })),
      };
    }
  }
  throw new Error(`unknown: ${words.join(' ')}`);
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
  readonly FromPort: number;
  readonly ToPort: number;
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
    const { IpProtocol: protocol, FromPort: fromPort, ToPort: toPort } = one;
    return peers.map((peer) => ({ direction, protocol, fromPort, toPort, peer }));
  });
}

function entryOf(options: ReadonlyMap<string, string>): NetworkAclEntry {
  const ruleNumber = Number(need(options, '--rule-number'));
  if (!(ruleNumber >= 1 && ruleNumber <= 32_766)) throw new Error(`rule number ${ruleNumber}`);
  if (options.has('--egress') === options.has('--ingress')) throw new Error('one direction, please');
  const [, from, to] = /^From=(\d+),To=(\d+)$/.exec(options.get('--port-range') ?? '') ?? [];
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
} as const;

function routeOf(options: ReadonlyMap<string, string>): Route {
  const list = options.get('--destination-prefix-list-id');
  const cidr = options.get('--destination-cidr-block') ?? options.get('--destination-ipv6-cidr-block');
  if ((list === undefined) === (cidr === undefined)) throw new Error('one destination, please');
  const gateway = options.get('--gateway-id');
  const known = Object.entries(TARGET_OPTIONS).find(([option]) => options.has(option));
  const id = gateway ?? need(options, known?.[0] ?? '--gateway-id');
  return {
    destination:
      list === undefined ? { kind: 'cidr', cidr: cidr ?? '' } : { kind: 'prefix-list', prefixListId: list },
    target: {
      kind: known?.[1] ?? (id.startsWith('igw-') ? 'internet-gateway' : 'virtual-private-gateway'),
      id,
    },
    state: 'active',
    origin: 'created',
  };
}
