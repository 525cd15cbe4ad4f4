import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText, canonicalName } from '../../core/text.ts';
import { cidrOf } from '../../explain/change.ts';
import { judgeGroups } from '../../explain/security-groups.ts';
import { spanOf } from '../../explain/spans.ts';
import { indexState, type StateIndex } from '../../explain/state-index.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import {
  isWithin,
  type NamedEndpoint,
  type ReadEndpoint,
  type ReadRule,
  type ResolverObservation,
} from './observe.ts';
import type { ResolverReason, ResolverSpec } from './spec.ts';

type Fault = JudgedFault<ResolverReason>;

const DNS_PORT = 53;

/** Names of AWS that are public beside what an endpoint answers in its VPC; a VPC endpoint's own are the same everywhere. */
const SERVICE_NAME = /(?<!\.vpce)\.amazonaws\.com(?:\.cn)?$|\.api\.aws$/;

/**
 * States of an endpoint and of its addresses. `at-work`: it may answer less meanwhile. A word that is new to us is unknown.
 * Source: Route 53 API reference, "ResolverEndpoint" (Status) and "IpAddressResponse" (Status), read 2026-11-30.
 */
const STATES: Readonly<Record<string, 'good' | 'at-work' | 'broken' | 'ending'>> = {
  OPERATIONAL: 'good',
  UPDATING: 'at-work',
  AUTO_RECOVERING: 'at-work',
  CREATING: 'at-work',
  ACTION_NEEDED: 'broken',
  DELETING: 'ending',
};
const ATTACHED = 'ATTACHED';

/** Whether names pass each way that is wanted. */
export function judgeResolver(
  asked: readonly Asked<ResolverSpec, ResolverObservation>[],
): Judged<ResolverReason | CommonReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const { names, domains } = spec;
    const inwards = names.length > 0;
    const index = indexOf(observation);
    const forwarded = domains.map((domain) => forwardedBy(domain, spec, observation));
    const forwarding = forwarded.map(({ rule }) => rule).filter((rule) => rule !== undefined);
    const faults = [
      ...dnsFaults(spec, observation),
      ...(inwards ? [...nameFaults(spec, observation), ...inboundFaults(spec, observation, index)] : []),
      ...forwarded.flatMap(({ fault }) => fault ?? []),
      ...outboundFaults(forwarding, observation, index),
    ];
    // What breaks one direction says nothing of the other.
    const explains = domains.length === 0 ? { explains: 'target' as const } : {};
    return {
      evidence: evidenceOf(spec, observation),
      faults: [
        ...faults.map((fault) => ({ ...fault, ...explains })),
        ...refusedIssues(observation.refused, spec.vpc),
      ],
    };
  });
}

/** Private names of endpoints need both ("Private DNS for interface endpoints"); forwarding needs the resolver. */
function dnsFaults({ vpc, names }: ResolverSpec, { dns }: ResolverObservation): readonly Fault[] {
  if (dns === undefined) return [];
  const off = [
    ...(dns.support ? [] : ['enableDnsSupport']),
    ...(dns.hostnames || names.length === 0 ? [] : ['enableDnsHostnames']),
  ];
  return off.length === 0
    ? []
    : [{ reason: 'resolver-dns-off', subject: vpc, values: { vpc, attributes: off.join(', ') } }];
}

/** Whether the VPC itself answers a name with addresses of its own, and no rule takes the question elsewhere. */
function nameFaults({ vpc, names }: ResolverSpec, { named, rules }: ResolverObservation): readonly Fault[] {
  return names.flatMap((name): readonly Fault[] => {
    const plain = canonicalName(name);
    const serving = servingOf(plain, named);
    const isAnswered = serving?.privateDns === true;
    if (named !== undefined && !isAnswered && SERVICE_NAME.test(plain)) {
      const endpoint = serving?.id ?? '-';
      const variant = serving === undefined ? { variant: 'no-endpoint' } : {};
      return [{ reason: 'resolver-name-public', subject: name, values: { name, vpc, endpoint, ...variant } }];
    }
    // The zone of an endpoint's name stands before every rule that is less specific.
    const zone = serving?.names.find((own) => covers(own, plain))?.replace(/^\*\./, '') ?? plain;
    const rule = ruleFor(plain, rules);
    if (rule === undefined || rule.type !== 'FORWARD' || !isWithin(rule.domain, zone)) return [];
    const values = { name, vpc, rule: rule.id, domain: rule.domain, targets: targetsOf(rule) };
    return [{ reason: 'resolver-rule-captures', subject: name, values }];
  });
}

/** The endpoint whose names hold this one; of several the one that answers it. */
function servingOf(name: string, named: readonly NamedEndpoint[] = []): NamedEndpoint | undefined {
  const plain = canonicalName(name);
  const serving = named.filter((one) => one.names.some((own) => covers(own, plain)));
  return serving.find(({ privateDns }) => privateDns) ?? serving[0];
}

function covers(own: string, name: string): boolean {
  const plain = canonicalName(own);
  return plain.startsWith('*.') ? name.endsWith(plain.slice(1)) : plain === name;
}

function inboundFaults(
  spec: ResolverSpec,
  observation: ResolverObservation,
  index: StateIndex,
): readonly Fault[] {
  const { vpc, servers, inbound } = spec;
  const endpoints = inboundOf(observation);
  if (endpoints === undefined) return [];
  if (endpoints.length === 0) {
    const values = { vpc, names: spec.names.join(', ') };
    return [{ reason: 'resolver-inbound-missing', subject: vpc, values }];
  }
  return [
    ...endpoints.flatMap((endpoint) => [
      ...stateFaults(endpoint),
      ...groupFaults(
        endpoint,
        'ingress',
        servers.map((address) => ({ address, port: DNS_PORT })),
        index,
      ),
    ]),
    ...forwarderFaults(vpc, inbound, endpoints),
  ];
}

function inboundOf({ endpoints }: ResolverObservation): readonly ReadEndpoint[] | undefined {
  return endpoints?.filter(({ direction }) => direction === 'INBOUND');
}

/** The addresses that the site forwards to must be those of an endpoint: made anew, it may have others. */
function forwarderFaults(
  vpc: string,
  inbound: readonly string[],
  endpoints: readonly ReadEndpoint[],
): readonly Fault[] {
  if (endpoints.some(({ addresses }) => addresses === undefined)) return [];
  const known = endpoints.flatMap(({ addresses }) => addresses?.map(({ address }) => address) ?? []);
  const wrong = inbound.filter((address) => !known.includes(address));
  if (wrong.length === 0) return [];
  const fault: Fault = {
    reason: 'resolver-forwarder-wrong',
    subject: vpc,
    values: { vpc, wrong: wrong.join(', '), addresses: known.join(', ') || '-' },
  };
  return [wrong.length < inbound.length ? { ...fault, status: 'degraded', severity: 'warning' } : fault];
}

/** The rule that takes the questions of a domain to its servers, or why none does; neither where AWS told no rules. */
function forwardedBy(
  domain: string,
  { vpc }: ResolverSpec,
  observation: ResolverObservation,
): { readonly rule?: ReadRule; readonly fault?: Fault } {
  const { rules } = observation;
  if (rules === undefined) return {};
  const rule = ruleFor(domain, rules);
  if (rule === undefined || rule.type !== 'FORWARD') {
    const [spare] = rules
      .filter((one) => one.type === 'FORWARD' && isWithin(domain, one.domain))
      .sort(mostSpecificFirst);
    const values = { domain, vpc, rule: spare?.id ?? rule?.id ?? '-', state: spare?.association ?? '-' };
    return spare !== undefined && (rule === undefined || rule.domain.length < spare.domain.length)
      ? { fault: { reason: 'resolver-rule-not-associated', subject: domain, values } }
      : { fault: { reason: 'resolver-rule-missing', subject: domain, values } };
  }
  const own = inboundOf(observation)?.flatMap(({ addresses }) => addresses ?? []);
  const looping = rule.targets.filter((target) => own?.some(({ address }) => address === target.address));
  if (looping.length === 0) return { rule };
  const values = { domain, vpc, rule: rule.id, targets: targetsOf({ targets: looping }) };
  return { fault: { reason: 'resolver-loop', subject: domain, values } };
}

/** Each outbound endpoint once, however many rules use it. An endpoint of another account is read there. */
function outboundFaults(
  rules: readonly ReadRule[],
  { endpoints = [] }: ResolverObservation,
  index: StateIndex,
): readonly Fault[] {
  return endpoints.flatMap((endpoint) => {
    const servers = rules
      .filter(({ endpointId }) => endpointId === endpoint.id)
      .map(({ targets }) => targets);
    if (servers.length === 0) return [];
    return [...stateFaults(endpoint), ...groupFaults(endpoint, 'egress', distinct(servers.flat()), index)];
  });
}

function distinct(servers: ReadRule['targets']): ReadRule['targets'] {
  return [...new Map(servers.map((one) => [`${one.address} ${one.port}`, one])).values()];
}

function indexOf({ groups, prefixLists }: ResolverObservation): StateIndex {
  return indexState({ vpcs: [], networkAcls: [], routeTables: [], securityGroups: groups, prefixLists });
}

/**
 * The rule that decides in the VPC: of those that hold there and match, the most specific.
 * Source: Route 53 Developer Guide, "How Resolver determines whether the domain name in a query matches any rules".
 */
function ruleFor(name: string, rules: readonly ReadRule[] = []): ReadRule | undefined {
  return rules
    .filter(({ association, domain }) => association === 'COMPLETE' && isWithin(name, domain))
    .filter(({ type }) => type === 'FORWARD' || type === 'SYSTEM')
    .sort(mostSpecificFirst)[0];
}

function mostSpecificFirst(one: ReadRule, other: ReadRule): number {
  return other.domain.length - one.domain.length;
}

function stateFaults(endpoint: ReadEndpoint): readonly Fault[] {
  const { id, status, statusMessage, direction, addresses } = endpoint;
  const isLeft = addresses?.some((one) => one.status === ATTACHED);
  const values = {
    endpoint: id,
    direction: direction.toLowerCase(),
    state: boundedText(status, 40) || '-',
    stateMessage: boundedText(statusMessage ?? '', 200) || '-',
    addresses: addresses?.map(addressText).join(', ') || '-',
  };
  const fault = (more: Partial<Fault> = {}): readonly Fault[] => [
    { reason: 'resolver-endpoint-down', subject: id, values, ...more },
  ];
  const state = STATES[status];
  if (state === 'good') return [];
  if (state === undefined) return fault({ status: 'unknown' });
  if (state === 'at-work') return fault({ status: 'degraded', severity: 'info' });
  // Questions that meet an address that is left are answered.
  return state === 'broken' && isLeft ? fault({ status: 'degraded', severity: 'warning' }) : fault();
}

/** The variant of the runbook whose command opens a group, by direction and family; undefined: the plain one. */
const OPENED = {
  ingress: { 4: undefined, 6: 'from-ipv6' },
  egress: { 4: 'outbound', 6: 'outbound-to-ipv6' },
} as const;

/**
 * "Inbound and outbound rules must allow TCP and UDP access": a large answer is asked for again over TCP.
 * Source: Route 53 API reference, "CreateResolverEndpoint" (SecurityGroupIds).
 */
function groupFaults(
  { id, direction: endpointDirection, securityGroupIds }: ReadEndpoint,
  direction: 'ingress' | 'egress',
  peers: readonly { readonly address: string; readonly port: number }[],
  index: StateIndex,
): readonly Fault[] {
  const blocked = (protocol: 'udp' | 'tcp') =>
    peers.filter(({ address, port }) => {
      const span = spanOf(address);
      if (span === undefined) return false;
      const peer = { span, groupIds: undefined, references: 'never' as const, canNameGroups: false };
      return judgeGroups(securityGroupIds, direction, protocol, port, peer, index).verdict === 'blocks';
    });
  return (['udp', 'tcp'] as const).flatMap((protocol): readonly Fault[] => {
    const [first, ...others] = blocked(protocol);
    if (first === undefined) return [];
    const variant = OPENED[direction][first.address.includes(':') ? 6 : 4];
    const some = protocol === 'tcp' || others.length + 1 < peers.length;
    return [
      {
        reason: 'resolver-port-closed',
        subject: id,
        ...(some && { status: 'degraded' as const, severity: 'warning' as const }),
        values: {
          endpoint: id,
          direction: endpointDirection.toLowerCase(),
          ...(variant !== undefined && { variant }),
          protocol,
          port: first.port,
          group: securityGroupIds[0] ?? '-',
          peer: cidrOf(first.address),
          peers: [first, ...others].map(({ address }) => address).join(', '),
        },
      },
    ];
  });
}

function targetsOf({ targets }: Pick<ReadRule, 'targets'>): string {
  return targets.map(({ address }) => address).join(', ') || '-';
}

function addressText({ address, status }: { readonly address: string; readonly status: string }): string {
  return boundedText(`${address} ${status}`, 80);
}

function evidenceOf(
  { vpc, names, domains }: ResolverSpec,
  observation: ResolverObservation,
): readonly Evidence[] {
  const { dns, endpoints = [], rules, named } = observation;
  return [
    evidence({
      subject: vpc,
      outcome: 'read',
      dnsSupport: dns?.support,
      dnsHostnames: dns?.hostnames,
    }),
    ...endpoints.map(({ id, name, direction, status, addresses, securityGroupIds }) =>
      evidence({
        subject: id,
        outcome: boundedText(status.toLowerCase(), 40),
        name: name && boundedText(name, 60),
        direction: direction.toLowerCase(),
        addresses: addresses?.map(addressText),
        securityGroups: securityGroupIds,
      }),
    ),
    ...names.map((name) => {
      const serving = servingOf(name, named);
      return evidence({
        subject: name,
        outcome: named === undefined ? 'not-read' : serving === undefined ? 'no-endpoint' : 'served',
        endpoint: serving?.id,
        privateDns: serving && (serving.privateDns ? 'on' : 'off'),
      });
    }),
    ...domains.map((domain) => {
      const rule = ruleFor(domain, rules);
      return evidence({
        subject: domain,
        outcome: rules === undefined ? 'not-read' : rule === undefined ? 'no-rule' : rule.type.toLowerCase(),
        rule: rule?.id,
        targets: rule?.targets.map(({ address }) => address),
      });
    }),
  ];
}
