import { readSegments } from '../../../lib/explain/read-segments.ts';
import { type PathObservation, toSegment } from '../../../lib/probes/path/observe.ts';
import type { PathReason } from '../../../lib/probes/path/spec.ts';
import { type PathSpec, pathSpec } from '../../../lib/probes/path/spec.ts';
import type { Sample } from '../../support/sample.ts';
import {
  ADDRESSES,
  acl,
  ENDPOINT_NAME,
  entry,
  GATEWAY_PORTS,
  IDS,
  memoryReader,
  route,
  rule,
  type SampleNetwork,
  sampleNetwork,
  table,
  withRules,
} from '../../support/sample-network.ts';

const ports = [...GATEWAY_PORTS];
/** What is read of a leg is the spec as it was parsed, with its defaults. */
const parsed = (spec: unknown): PathSpec => {
  const answer = pathSpec.safeParse(spec);
  if (!answer.success) throw new Error(JSON.stringify(answer.error.issues));
  return answer.data;
};

export const toEndpoint = parsed({
  segments: [
    {
      name: 'gateway to endpoint',
      from: { instance: IDS.gateway, name: 'filer-1' },
      to: { vpcEndpoint: IDS.endpoint, name: 'sgw-endpoint' },
      ports,
    },
  ],
});
export const throughProxy = parsed({
  segments: [
    {
      name: 'gateway to proxy',
      from: { eni: IDS.gatewayInterface },
      to: { address: ADDRESSES.proxy },
      ports: [3128],
    },
    { name: 'proxy to endpoint', from: { instance: IDS.proxy }, to: { vpcEndpoint: ENDPOINT_NAME }, ports },
  ],
});
export const toSite = parsed({
  segments: [
    {
      name: 'vantage to site',
      from: { subnets: [IDS.vantageSubnet], securityGroups: [IDS.vantageGroup], name: 'seoul-prod' },
      to: { address: ADDRESSES.site, name: 'site' },
      ports: [22],
      via: { kind: 'virtual-private-gateway', id: IDS.vpnGateway },
    },
  ],
});
const preserved = parsed({
  segments: [
    {
      name: 'Instance Connect endpoint to instance',
      from: { subnets: [IDS.vantageSubnet], securityGroups: [IDS.vantageGroup] },
      to: { instance: IDS.gateway },
      ports: [22],
      seenAs: '10.60.0.0/16',
      asksFrom: { from: 32_768, to: 60_999 },
    },
  ],
});

export const specs: readonly PathSpec[] = [toEndpoint, throughProxy, toSite, preserved];

export async function observe(spec: PathSpec, network: SampleNetwork): Promise<PathObservation> {
  const signal = new AbortController().signal;
  return {
    outcome: 'read',
    ...(await readSegments(spec.segments.map(toSegment), memoryReader(network), signal)),
  };
}

const whole = sampleNetwork();
const oneEndpointPortShort = withRules(whole, IDS.endpointGroup, [
  rule('ingress', [1026, 1031], IDS.gatewayGroup),
  rule('ingress', 2222, '10.0.0.0/16'),
]);
const answersDenied = sampleNetwork({
  networkAcls: [
    acl(IDS.acl, [IDS.gatewaySubnet, IDS.vantageSubnet]),
    acl(
      IDS.endpointAcl,
      [IDS.endpointSubnet],
      [entry(false, 100, 'allow', '0.0.0.0/0'), entry(true, 100, 'allow', '0.0.0.0/0', [443, 443])],
    ),
  ],
});
const someAnswersDenied = sampleNetwork({
  networkAcls: [
    acl(
      IDS.acl,
      [IDS.gatewaySubnet],
      [entry(true, 100, 'allow', '0.0.0.0/0'), entry(false, 100, 'allow', '0.0.0.0/0', [40_000, 65_535])],
    ),
    acl(IDS.endpointAcl, [IDS.endpointSubnet]),
  ],
});
const notPropagated = sampleNetwork({ routeTables: [table(IDS.table, [], [])] });
const detached = sampleNetwork({
  routeTables: [
    table(
      IDS.table,
      [],
      [
        route(
          '10.60.0.0/16',
          { kind: 'virtual-private-gateway', id: IDS.vpnGateway },
          { state: 'blackhole' },
        ),
      ],
    ),
  ],
});
const listNotShared = withRules(whole, IDS.endpointGroup, [rule('ingress', 'all', 'pl-0123456789abcdef0')]);

const asksFromLinux: PathSpec = {
  segments: toEndpoint.segments.map((segment) => ({
    ...segment,
    ports: [443],
    asksFrom: { from: 32_768, to: 60_999 },
  })),
};

const optional: PathSpec = {
  segments: asksFromLinux.segments.map((segment) => ({ ...segment, required: false })),
};
const twoFamilies = parsed({
  segments: [
    {
      name: 'no family in common',
      from: { subnets: [IDS.vantageSubnet], securityGroups: [IDS.vantageGroup, IDS.proxyGroup] },
      to: { address: 'fd00::10' },
      ports: [22],
    },
  ],
});
const outside = parsed({
  segments: [
    { name: 'site to site', from: { address: '192.0.2.10' }, to: { address: ADDRESSES.site }, ports: [22] },
  ],
});
/** Neither list can be read, and either may let it through. */
const twoLists = withRules(whole, IDS.endpointGroup, [
  rule('ingress', 'all', 'pl-0123456789abcdef0'),
  rule('ingress', 'all', 'pl-0fedcba9876543210'),
]);
const groupsClosed = (network: SampleNetwork) => withRules(network, IDS.endpointGroup, []);

export const samples: readonly Sample<PathSpec, PathObservation, PathReason>[] = [
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, whole),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: throughProxy,
    observation: await observe(throughProxy, whole),
    expect: { status: 'healthy', reason: null },
  },
  { spec: toSite, observation: await observe(toSite, whole), expect: { status: 'healthy', reason: null } },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, oneEndpointPortShort),
    expect: { status: 'failed', reason: 'path-security-group-blocks' },
  },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, answersDenied),
    expect: { status: 'failed', reason: 'path-network-acl-blocks' },
  },
  {
    spec: asksFromLinux,
    observation: await observe(asksFromLinux, someAnswersDenied),
    expect: { status: 'degraded', reason: 'path-network-acl-blocks' },
  },
  {
    spec: toSite,
    observation: await observe(toSite, notPropagated),
    expect: { status: 'failed', reason: 'path-no-route' },
  },
  {
    spec: toSite,
    observation: await observe(toSite, detached),
    expect: { status: 'failed', reason: 'path-blackhole' },
  },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, listNotShared),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, sampleNetwork({ endpoints: [] })),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, sampleNetwork({ interfaces: [] })),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: twoFamilies,
    observation: await observe(twoFamilies, whole),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: outside,
    observation: await observe(outside, whole),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: toEndpoint,
    observation: await observe(toEndpoint, twoLists),
    expect: { status: 'unknown', reason: 'path-undecided' },
  },
  {
    spec: optional,
    observation: await observe(optional, groupsClosed(whole)),
    expect: { status: 'degraded', reason: 'path-security-group-blocks' },
  },
  {
    // One element stops everything, another some answers only.
    spec: asksFromLinux,
    observation: await observe(asksFromLinux, groupsClosed(someAnswersDenied)),
    expect: { status: 'failed', reason: 'path-security-group-blocks' },
  },
];
