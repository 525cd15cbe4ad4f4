import { resolver } from '../../lib/probes/resolver/kind.ts';
import {
  BOTH_WAYS,
  FORWARD,
  fakeResolver,
  NAME,
  type ResolverWorld,
  RULE,
} from '../support/fake-resolver.ts';
import { ask } from './ask-aws.ts';
import type { Faults } from './fault.ts';

/** Faults of Route 53 Resolver, told by the wire-level fake. */

const of = (world: ResolverWorld, spec: object = {}) =>
  ask(resolver, { ...BOTH_WAYS, ...spec }, fakeResolver(world));
const INBOUND = 'rslvr-in-0123456789abcdef0';
const gone = { Status: 'ACTION_NEEDED' };
const capture = {
  rules: [FORWARD, { ...FORWARD, Id: 'rslvr-rr-0fedcba9876543210', DomainName: `${NAME}.` }],
  associations: [RULE, 'rslvr-rr-0fedcba9876543210'].map((ResolverRuleId) => ({
    ResolverRuleId,
    Status: 'COMPLETE',
  })),
};

export const RESOLVER_FAULTS: Faults = {
  'dns-support-off': {
    planted: 'enableDnsSupport of the VPC is off',
    see: of({ dns: { support: false } }),
    expected: ['resolver failed resolver-dns-off critical at vpc-0123456789abcdef0'],
  },
  'private-dns-of-the-endpoint-off': {
    planted: 'the site wants a name of a service whose endpoint has private DNS off',
    see: of({ endpoint: { PrivateDnsEnabled: false } }),
    expected: [`resolver failed resolver-name-public critical at ${NAME}`],
  },
  'inbound-endpoint-missing': {
    planted: 'the VPC has no inbound endpoint; another VPC has',
    see: of({ inbound: null }, { inbound: [] }),
    expected: ['resolver failed resolver-inbound-missing critical at vpc-0123456789abcdef0'],
  },
  'inbound-endpoint-without-interfaces': {
    planted: 'both network interfaces of the inbound endpoint were deleted',
    see: of({
      inbound: gone,
      addresses: { '10.0.1.10': 'FAILED_RESOURCE_GONE', '10.0.2.10': 'FAILED_RESOURCE_GONE' },
    }),
    expected: [`resolver failed resolver-endpoint-down critical at ${INBOUND}`],
  },
  'inbound-endpoint-with-one-interface': {
    planted: 'one of two network interfaces of the inbound endpoint was deleted',
    see: of({ inbound: gone, addresses: { '10.0.1.10': 'FAILED_RESOURCE_GONE' } }),
    expected: [`resolver degraded resolver-endpoint-down warning at ${INBOUND}`],
  },
  'inbound-group-closes-dns': {
    planted: 'the group of the inbound endpoint lets no DNS in',
    see: of({ opens: ['out udp', 'out tcp'] }),
    expected: [`resolver failed resolver-port-closed critical at ${INBOUND}`],
  },
  'inbound-group-closes-tcp': {
    planted: 'the group of the inbound endpoint lets UDP 53 in, and not TCP 53',
    see: of({ opens: ['in udp', 'out udp', 'out tcp'] }),
    expected: [`resolver degraded resolver-port-closed warning at ${INBOUND}`],
  },
  'outbound-group-closes-dns': {
    planted: 'the group of the outbound endpoint lets no DNS out',
    see: of({ opens: ['in udp', 'in tcp'] }),
    expected: ['resolver failed resolver-port-closed critical at rslvr-out-0123456789abcdef0'],
  },
  'forwarders-of-yesterday': {
    planted: 'the site forwards to addresses of an endpoint that was made anew',
    see: of({}, { inbound: ['10.0.9.10', '10.0.9.11'] }),
    expected: ['resolver failed resolver-forwarder-wrong critical at vpc-0123456789abcdef0'],
  },
  'rule-deleted': {
    planted: 'no rule forwards the domain of the site',
    see: of({ rules: [], associations: [] }),
    expected: ['resolver failed resolver-rule-missing critical at corp.example.com'],
  },
  'rule-not-associated': {
    planted: 'the rule of the domain is associated with other VPCs only',
    see: of({ associations: [] }),
    expected: ['resolver failed resolver-rule-not-associated critical at corp.example.com'],
  },
  'rule-takes-the-name-away': {
    planted: 'a rule forwards the name of the service to the site',
    see: of(capture),
    expected: [`resolver failed resolver-rule-captures critical at ${NAME}`],
  },
  'rule-leads-back': {
    planted: 'the rule of the domain leads to the inbound endpoint of the same VPC',
    see: of({ rules: [{ ...FORWARD, TargetIps: [{ Ip: '10.0.1.10', Port: 53 }] }] }),
    expected: ['resolver failed resolver-loop critical at corp.example.com'],
  },
};
