import type { Config, Vantage } from '../config/config.ts';
import type { DiscoveredTarget } from '../core/aws/discovered-target.ts';
import type { Plan, PlannedTarget } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import { planQuestions } from '../stages/check/plan.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../stages/check/probe.ts';
import { mergeTargets } from '../stages/watch/discover.ts';
import { namesEndpoint } from '../stages/watch/target-context.ts';
import { loadBalancersAskedWith } from '../stages/watch/watch.ts';
import { instancesWanted } from '../targets/instance-connect-endpoint.ts';
import { loadBalancer } from '../targets/load-balancer.ts';
import { TARGETS } from '../targets/registry.ts';
import type { KnownEndpoint, KnownInstanceConnect } from '../targets/target.ts';

/** What a vantage asks of its configured targets, before AWS is asked: ids stand for the names and addresses behind them. */
export function planOf(vantage: Vantage, config: Config, probes: readonly Probe[]): Plan {
  return planTargets(vantage, [...vantage.targets, ...loadBalancersAskedWith(vantage, config)], probes);
}

/** Findings of one run of every vantage in a VPC. */
export function countFindings(config: Config, probes: readonly Probe[]): number {
  return config.vantages
    .filter(({ network }) => network !== undefined)
    .reduce((sum, vantage) => sum + findingsOf(vantage, config, probes), 0);
}

/** Findings of one run of a vantage: a target and check each. */
export function findingsOf(vantage: Vantage, config: Config, probes: readonly Probe[]): number {
  const { questions } = planOf(vantage, config, probes);
  return new Set(questions.map(({ target, question }) => `${target}\n${question.kind}`)).size;
}

/**
 * The kinds that a configuration can ever publish a status of: of its own targets, and of all that its discovery may
 * find. A kind beside them needs no alarm and no permission.
 */
export function usedKinds(config: Config, probes: readonly Probe[]): ReadonlySet<string> {
  const asked = config.vantages.flatMap((vantage) => [
    ...planOf(vantage, config, probes).questions,
    ...planTargets(vantage, mergeTargets([], findable(vantage), TARGETS), probes).questions,
  ]);
  return new Set(asked.map(({ question }) => question.kind));
}

function planTargets(vantage: Vantage, targets: readonly PlannedTarget[], probes: readonly Probe[]): Plan {
  return planQuestions(
    {
      vantage: vantage.name,
      targets,
      types: [...TARGETS, loadBalancer],
      context: {
        endpoints: endpointsById(targets),
        instanceConnect: instancesById(targets),
        ...(vantage.network !== undefined && { place: vantage.network }),
      },
      timeoutMs: DEFAULT_TIMEOUT_MS,
      attempts: DEFAULT_ATTEMPTS,
    },
    probes,
  );
}

/** One object of everything that the words under `discover:` may find, with all that can be known of it. */
function findable({ discover }: Vantage): readonly DiscoveredTarget[] {
  const all = Object.values(FINDABLE).flat();
  return all.filter(({ type }) =>
    TARGETS.some((target) => target.type === type && discover.some((word) => target.discovered?.by === word)),
  );
}

const GATEWAY = {
  type: 'storage-gateway',
  arn: 'arn:aws:storagegateway:us-east-1:123456789012:gateway/sgw-12345678',
  addresses: ['10.0.0.1'],
  connection: 'connected',
  vpcEndpoint: 'vpce-0123456789abcdef0',
  ec2InstanceId: 'i-0123456789abcdef0',
  tags: {},
} as const;

const FINDABLE: {
  readonly [T in DiscoveredTarget['type']]: readonly Extract<DiscoveredTarget, { type: T }>[];
} = {
  'storage-gateway': [
    { ...GATEWAY, id: 'sgw-12345678', name: 'file', gatewayType: 'FILE_S3' },
    { ...GATEWAY, id: 'sgw-12345679', name: 'tape', gatewayType: 'VTL' },
  ],
  'storage-gateway-endpoint': [
    {
      type: 'storage-gateway-endpoint',
      id: 'vpce-0123456789abcdef0',
      name: 'endpoint',
      endpoint: 'vpce-0123456789abcdef0',
      tags: {},
    },
  ],
  'site-to-site-vpn': [{ type: 'site-to-site-vpn', id: 'vpn-0123456789abcdef0', name: 'vpn', tags: {} }],
  'transit-gateway-attachment': [
    { type: 'transit-gateway-attachment', id: 'tgw-attach-0123456789abcdef0', name: 'attachment', tags: {} },
  ],
  'direct-connect': [{ type: 'direct-connect', id: 'dxvif-0123abcd', name: 'direct-connect', tags: {} }],
  'client-vpn': [{ type: 'client-vpn', id: 'cvpn-endpoint-0123456789abcdef0', name: 'client-vpn', tags: {} }],
  'instance-connect-endpoint': [
    {
      type: 'instance-connect-endpoint',
      id: 'eice-0123456789abcdef0',
      name: 'instance-connect',
      vpcId: 'vpc-0123456789abcdef0',
      state: 'create-complete',
      tags: {},
    },
  ],
};

/** An id stands for the name that AWS will tell. */
function endpointsById(targets: readonly PlannedTarget[]): ReadonlyMap<string, KnownEndpoint> {
  const ids = targets.flatMap(({ fields }) => Object.values(fields).filter(namesEndpoint));
  return new Map(ids.map((id) => [id, { id, region: '', dnsName: id, addresses: [] }]));
}

/** As if every named instance ran behind an endpoint of its VPC: its id stands for its address. */
function instancesById(targets: readonly PlannedTarget[]): KnownInstanceConnect {
  const vpcId = 'vpc';
  const endpoint = {
    vpcId,
    state: 'create-complete',
    subnetId: 'subnet',
    securityGroupIds: ['sg'],
    networkInterfaceIds: [],
    preserveClientAddress: false,
    tags: {},
  };
  const ids = targets.flatMap((target) => instancesWanted(target).ids);
  return {
    endpoints: targets.map(({ fields }) => ({ ...endpoint, id: String(fields.endpoint ?? 'eice') })),
    instances: ids.map((id) => ({
      id,
      vpcId,
      state: 'running',
      privateAddresses: [id],
      securityGroupIds: [],
      tags: {},
    })),
  };
}
