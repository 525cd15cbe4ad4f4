import type { NamedEndpoint, ResolverObservation } from '../../../lib/probes/resolver/observe.ts';
import { type ResolverSpec, resolverSpec } from '../../../lib/probes/resolver/spec.ts';
import {
  BOTH_WAYS,
  DOMAIN,
  INBOUND,
  NAME,
  OUTBOUND,
  RULE,
  SITE_SERVER,
  VPC,
} from '../../support/fake-resolver.ts';

const spec = resolverSpec.parse(BOTH_WAYS);
const namesOnly = resolverSpec.parse({ ...BOTH_WAYS, domains: [] });

export const specs: readonly ResolverSpec[] = [spec, namesOnly];

const GROUP = 'sg-0123456789abcdef0';
const group = (...protocols: readonly string[]) => ({
  id: GROUP,
  name: 'dns',
  vpcId: VPC,
  rules: protocols.flatMap((protocol) =>
    (['ingress', 'egress'] as const).map((direction) => ({
      direction,
      protocol,
      fromPort: 53,
      toPort: 53,
      peer: { kind: 'cidr' as const, cidr: '10.60.0.0/16' },
    })),
  ),
});
const inbound = {
  id: INBOUND,
  direction: 'INBOUND',
  status: 'OPERATIONAL',
  vpcId: VPC,
  securityGroupIds: [GROUP],
  addresses: ['10.0.1.10', '10.0.2.10'].map((address) => ({ address, status: 'ATTACHED' })),
};
const outbound = { ...inbound, id: OUTBOUND, direction: 'OUTBOUND', addresses: [] };
const rule = {
  id: RULE,
  domain: DOMAIN,
  type: 'FORWARD',
  endpointId: OUTBOUND,
  targets: [{ address: SITE_SERVER, port: 53 }],
  association: 'COMPLETE',
};
const named: NamedEndpoint = { id: 'vpce-0123456789abcdef0', privateDns: true, names: [NAME] };

const read = (more: Partial<ResolverObservation> = {}): ResolverObservation => ({
  outcome: 'read',
  dns: { support: true, hostnames: true },
  endpoints: [inbound, outbound],
  rules: [rule],
  groups: [group('udp', 'tcp')],
  prefixLists: [],
  named: [named],
  refused: [],
  ...more,
});

const failed = (reason: string) => ({ status: 'failed', reason });
const { association: _held, ...notAssociated } = rule;

export const samples: readonly {
  readonly title: string;
  readonly spec: ResolverSpec;
  readonly observation: ResolverObservation;
  readonly expect: { readonly status: string; readonly reason: string | null };
}[] = [
  { title: 'all in order', spec, observation: read(), expect: { status: 'healthy', reason: null } },
  {
    title: 'the VPC resolves nothing',
    spec: namesOnly,
    observation: read({ dns: { support: false, hostnames: false } }),
    expect: failed('resolver-dns-off'),
  },
  {
    title: 'private DNS is off',
    spec,
    observation: read({ named: [{ ...named, privateDns: false }] }),
    expect: failed('resolver-name-public'),
  },
  {
    title: 'no endpoint serves the name',
    spec,
    observation: read({ named: [] }),
    expect: failed('resolver-name-public'),
  },
  {
    title: 'no inbound endpoint',
    spec,
    observation: read({ endpoints: [outbound] }),
    expect: failed('resolver-inbound-missing'),
  },
  {
    title: 'an endpoint with no address left',
    spec,
    observation: read({
      endpoints: [
        { ...inbound, status: 'ACTION_NEEDED', addresses: [{ address: '10.0.1.10', status: 'ISOLATED' }] },
        outbound,
      ],
    }),
    expect: failed('resolver-endpoint-down'),
  },
  {
    title: 'an endpoint that is being repaired',
    spec,
    observation: read({ endpoints: [{ ...inbound, status: 'AUTO_RECOVERING' }, outbound] }),
    expect: { status: 'degraded', reason: 'resolver-endpoint-down' },
  },
  {
    title: 'a state that nobody knows',
    spec,
    observation: read({ endpoints: [{ ...inbound, status: 'HIBERNATING' }, outbound] }),
    expect: { status: 'unknown', reason: 'resolver-endpoint-down' },
  },
  {
    title: 'a group without DNS',
    spec,
    observation: read({ groups: [group()] }),
    expect: failed('resolver-port-closed'),
  },
  {
    title: 'outbound without DNS',
    spec: resolverSpec.parse({ ...BOTH_WAYS, names: [] }),
    observation: read({ groups: [group()] }),
    expect: failed('resolver-port-closed'),
  },
  {
    title: 'forwarded to addresses of yesterday',
    spec: { ...spec, inbound: ['10.0.9.9'] },
    observation: read(),
    expect: failed('resolver-forwarder-wrong'),
  },
  { title: 'no rule', spec, observation: read({ rules: [] }), expect: failed('resolver-rule-missing') },
  {
    title: 'a rule of other VPCs',
    spec,
    observation: read({ rules: [notAssociated] }),
    expect: failed('resolver-rule-not-associated'),
  },
  {
    title: 'a rule for the endpoint’s name',
    spec,
    observation: read({ rules: [rule, { ...rule, domain: NAME }] }),
    expect: failed('resolver-rule-captures'),
  },
  {
    title: 'a rule to its own inbound endpoint',
    spec,
    observation: read({ rules: [{ ...rule, targets: [{ address: '10.0.1.10', port: 53 }] }] }),
    expect: failed('resolver-loop'),
  },
];
