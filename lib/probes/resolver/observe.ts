import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import { type PrefixList, prefixListIds, type SecurityGroup } from '../../core/aws/network-state.ts';
import {
  RESOLVER_ACTIONS,
  type ResolverAddress,
  type ResolverEndpoint,
  type ResolverRule,
  type VpcDns,
} from '../../core/aws/resolver-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import { canonicalName } from '../../core/text.ts';
import type { ResolverSpec } from './spec.ts';

/** An endpoint with its addresses; without them where AWS refused. */
export interface ReadEndpoint extends ResolverEndpoint {
  readonly addresses?: readonly ResolverAddress[];
}

/** A rule; `association` is its state in the VPC, absent where it does not hold there. */
export interface ReadRule extends ResolverRule {
  readonly association?: string;
}

/** An endpoint of a service in the VPC that answers names of its own there. */
export interface NamedEndpoint {
  readonly id: string;
  readonly privateDns: boolean;
  readonly names: readonly string[];
}

/** What AWS refused is absent. */
export interface ResolverObservation {
  readonly outcome: 'read';
  readonly dns?: VpcDns;
  /** Inbound ones of the VPC, and outbound ones that its rules lead to. */
  readonly endpoints?: readonly ReadEndpoint[];
  readonly rules?: readonly ReadRule[];
  readonly groups: readonly SecurityGroup[];
  readonly prefixLists: readonly PrefixList[];
  readonly named?: readonly NamedEndpoint[];
  readonly refused: readonly Refused[];
}

export const RESOLVER_KIND_ACTIONS = [
  ...Object.values(RESOLVER_ACTIONS).flat(),
  ...NETWORK_READER_ACTIONS.vpcEndpoints,
  ...NETWORK_READER_ACTIONS.securityGroups,
  ...NETWORK_READER_ACTIONS.prefixLists,
] as const;

/** Reads what decides where names of a VPC, and names for it, are answered. */
export async function observeResolver(
  { vpc, names, domains }: ResolverSpec,
  { aws: { resolvers, network }, deadline }: ObserveContext<Pick<AwsAccess, 'resolvers' | 'network'>>,
): Promise<ResolverObservation> {
  const { signal } = deadline;
  const { unlessRefused, refused } = sideReads(signal);
  const [dns, all, rules, associations, named] = await Promise.all([
    unlessRefused(resolvers.vpcDns(vpc, signal), undefined),
    unlessRefused(resolvers.endpoints(signal), undefined),
    unlessRefused(resolvers.rules(signal), undefined),
    unlessRefused(resolvers.associations(vpc, signal), undefined),
    names.length === 0 ? undefined : unlessRefused(network.vpcEndpoints({ vpcId: vpc }, signal), undefined),
  ]);
  const states = new Map(associations?.map(({ ruleId, status }) => [ruleId, status]));
  const read = rules?.map((rule): ReadRule => {
    const association = states.get(rule.id);
    return { ...rule, ...(association !== undefined && { association }) };
  });
  const wanted = all?.filter(
    ({ id, vpcId, direction }) =>
      (vpcId === vpc && direction === 'INBOUND') ||
      read?.some((rule) => rule.endpointId === id && domains.some((domain) => isWithin(domain, rule.domain))),
  );
  const endpoints =
    wanted &&
    (await Promise.all(
      wanted.map(async (endpoint): Promise<ReadEndpoint> => {
        const addresses = await unlessRefused(resolvers.addresses(endpoint.id, signal), undefined);
        return { ...endpoint, ...(addresses !== undefined && { addresses }) };
      }),
    ));
  const groupIds = [...new Set(endpoints?.flatMap(({ securityGroupIds }) => securityGroupIds))];
  const groups = await unlessRefused(network.securityGroups(groupIds, signal), []);
  return {
    outcome: 'read',
    ...(dns !== undefined && { dns }),
    ...(endpoints !== undefined && { endpoints }),
    // What holds where is not known without the associations.
    ...(read !== undefined && associations !== undefined && { rules: read }),
    groups,
    prefixLists: await unlessRefused(network.prefixLists(prefixListIds(groups), signal), []),
    ...(named !== undefined && {
      named: named
        .filter(({ type, state }) => type === 'Interface' && state === 'available')
        .map(({ id, privateDnsEnabled, dnsNames, serviceName }) => ({
          id,
          privateDns: privateDnsEnabled,
          names: [...dnsNames, ...usualNames(serviceName)],
        })),
    }),
    refused: refused(),
  };
}

/** `com.amazonaws.<region>.<service>` is asked as `<service>.<region>.amazonaws.com`, and below it (PrivateLink Guide, "AWS services that integrate"). */
function usualNames(serviceName: string): readonly string[] {
  const [, region, service] = /^com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9.-]+)$/.exec(serviceName) ?? [];
  if (service === undefined) return [];
  const name = `${service.split('.').reverse().join('.')}.${region}.amazonaws.com`;
  return [name, `*.${name}`];
}

/** Whether a name is the domain or below it; the root holds all ("How Resolver determines whether the domain name in a query matches any rules"). */
export function isWithin(name: string, domain: string): boolean {
  const plain = canonicalName(name);
  return domain === '' || plain === domain || plain.endsWith(`.${domain}`);
}
