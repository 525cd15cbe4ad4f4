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

const refused = [{ code: 'access-denied' as const, action: 'route53resolver:ListResolverRules' }];
const S3 = 's3.ap-northeast-2.amazonaws.com';
const bucket = resolverSpec.parse({ vpc: VPC, names: [`bucket.${S3}`], servers: [SITE_SERVER] });
/** Answers a name as it is written, and what is below another. */
const s3: NamedEndpoint = { id: 'vpce-0fedcba9876543210', privateDns: true, names: [`*.${S3}`, S3] };
const domainsOnly = resolverSpec.parse({ ...BOTH_WAYS, names: [] });
/** Inbound endpoints in these states; every one has an address that is attached. */
const inStates = (...states: readonly string[]) =>
  states.map((status, at) => ({ ...inbound, id: `${INBOUND.slice(0, -1)}${at + 1}`, status }));

const failed = (reason: string) => ({ status: 'failed', reason });
const { association: _held, ...notAssociated } = rule;
const { addresses: _told, ...notTold } = inbound;

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
  {
    title: 'a rule to both of its own inbound addresses, and to the site',
    spec,
    observation: read({
      rules: [
        {
          ...rule,
          targets: ['10.0.1.10', SITE_SERVER, '10.0.2.10'].map((address) => ({ address, port: 53 })),
        },
      ],
    }),
    expect: failed('resolver-loop'),
  },
  {
    title: 'a name below an endpoint’s, a rule above its zone, and one of type SYSTEM for it',
    spec: bucket,
    observation: read({
      named: [named, s3],
      rules: [
        { ...rule, domain: 'amazonaws.com' },
        { ...rule, id: 'rslvr-rr-system', type: 'SYSTEM', domain: S3 },
      ],
    }),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'a rule for the zone of the endpoint, whose targets nobody wrote',
    spec: bucket,
    observation: read({ named: [s3], rules: [{ ...rule, domain: S3, targets: [] }] }),
    expect: failed('resolver-rule-captures'),
  },
  {
    title: 'of two endpoints one has private DNS; the name is written as DNS may write it',
    spec: resolverSpec.parse({ vpc: VPC, names: [`${NAME.toUpperCase()}.`] }),
    observation: read({
      named: [
        { ...named, privateDns: false },
        { ...named, id: s3.id },
      ],
    }),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'names that only look like those of AWS, and one that ends like an endpoint’s',
    spec: resolverSpec.parse({
      vpc: VPC,
      names: ['s3.amazonaws.com.example.org', 'ssm.api.aws.example.org', `my${NAME}`],
    }),
    observation: read(),
    expect: failed('resolver-name-public'),
  },
  {
    title: 'AWS tells nothing but groups',
    spec,
    observation: { outcome: 'read', groups: [], prefixLists: [], refused },
    expect: { status: 'unknown', reason: 'access-denied' },
  },
  {
    title: 'private names do not matter where the site wants none',
    spec: domainsOnly,
    observation: read({ dns: { support: true, hostnames: false } }),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'no resolver, and the VPC must resolve the site’s names',
    spec: domainsOnly,
    observation: read({ dns: { support: false, hostnames: false } }),
    expect: failed('resolver-dns-off'),
  },
  {
    title: 'the names that no inbound endpoint takes in',
    spec: resolverSpec.parse({ vpc: VPC, names: [NAME, `sts.${NAME}`] }),
    observation: read({ endpoints: [], named: [{ ...named, names: [NAME, `*.${NAME}`] }] }),
    expect: failed('resolver-inbound-missing'),
  },
  {
    title: 'endpoints in every state that is not good, each with an address that works',
    spec: namesOnly,
    observation: read({
      endpoints: inStates('UPDATING', 'CREATING', 'ACTION_NEEDED', 'DELETING', ''),
    }),
    expect: failed('resolver-endpoint-down'),
  },
  {
    title: 'the addresses of a broken endpoint are not told',
    spec: namesOnly,
    observation: read({
      endpoints: [
        { ...notTold, status: 'ACTION_NEEDED' },
        { ...inbound, id: `${INBOUND.slice(0, -1)}1`, addresses: inbound.addresses.slice(1) },
      ],
    }),
    expect: failed('resolver-endpoint-down'),
  },
  {
    title: 'forwarded to an endpoint that has no address yet',
    spec: { ...namesOnly, inbound: ['10.0.9.9', '10.0.9.10'] },
    observation: read({ endpoints: [{ ...inbound, addresses: [] }] }),
    expect: failed('resolver-forwarder-wrong'),
  },
  {
    title: 'one of the site’s two servers may not ask',
    spec: { ...namesOnly, servers: [SITE_SERVER, '10.61.0.53', '10.61.0.54'] },
    observation: read(),
    expect: { status: 'degraded', reason: 'resolver-port-closed' },
  },
  {
    title: 'a server of the site with IPv6 may not ask',
    spec: { ...namesOnly, servers: [SITE_SERVER, 'fd00:61::53'] },
    observation: read(),
    expect: { status: 'degraded', reason: 'resolver-port-closed' },
  },
  {
    title: 'a group that opens DNS only to itself does not open it to the site',
    spec: namesOnly,
    observation: read({
      groups: [
        {
          ...group('udp', 'tcp'),
          rules: group('udp', 'tcp').rules.map((one) => ({
            ...one,
            peer: { kind: 'security-group' as const, groupId: GROUP },
          })),
        },
      ],
    }),
    expect: failed('resolver-port-closed'),
  },
  {
    title: 'of the rules that might hold, the most specific is named',
    spec: domainsOnly,
    observation: read({
      rules: [
        { ...rule, id: 'rslvr-rr-above', domain: 'example.com', association: 'FAILED' },
        { ...rule, association: 'FAILED' },
        { ...notAssociated, id: 'rslvr-rr-system', type: 'SYSTEM', domain: DOMAIN },
        { ...notAssociated, id: 'rslvr-rr-other', domain: 'other.corp.example.com' },
        { ...rule, id: 'rslvr-rr-internet', type: 'RECURSIVE', domain: '', targets: [] },
        { ...rule, id: 'rslvr-rr-shorter', type: 'SYSTEM', domain: 'example.com', targets: [] },
      ],
    }),
    expect: failed('resolver-rule-not-associated'),
  },
  {
    title: 'a rule of type SYSTEM stands where the rule would',
    spec: domainsOnly,
    observation: read({
      rules: [{ ...rule, id: 'rslvr-rr-system', type: 'SYSTEM', targets: [] }, notAssociated],
    }),
    expect: failed('resolver-rule-missing'),
  },
  {
    title: 'nothing but the rule of the internet',
    spec: domainsOnly,
    observation: read({
      rules: [{ ...rule, id: 'rslvr-rr-internet', type: 'RECURSIVE', domain: '', targets: [] }],
    }),
    expect: failed('resolver-rule-missing'),
  },
  {
    title: 'the site’s servers behind one endpoint, asked for two domains',
    spec: resolverSpec.parse({ vpc: VPC, domains: ['lab.example.org', DOMAIN] }),
    observation: read({
      groups: [group()],
      rules: [
        { ...rule, domain: '' },
        {
          ...rule,
          targets: [
            { address: SITE_SERVER, port: 53 },
            { address: '10.60.0.54', port: 53 },
          ],
        },
      ],
    }),
    expect: failed('resolver-port-closed'),
  },
];
