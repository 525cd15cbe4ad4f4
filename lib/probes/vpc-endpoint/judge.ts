import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { decideByPolicy } from '../kit/endpoint-policy.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import type { VpcEndpointObservation } from './observe.ts';
import type { VpcEndpointReason, VpcEndpointSpec } from './spec.ts';

type AskedEndpoint = Asked<VpcEndpointSpec, VpcEndpointObservation>;
type Described = Extract<VpcEndpointObservation, { readonly outcome: 'described' }>;
type ConfigIssue = JudgedFault<VpcEndpointReason>;

/**
 * States in which the endpoint carries no traffic. One that is not in this list and not `available` is new to us:
 * it is `unknown`, never down.
 * Source: EC2 API reference, "VpcEndpoint" (State), read 2026-11-21.
 */
const NOT_AVAILABLE = new Set([
  'pendingacceptance',
  'pending',
  'deleting',
  'rejected',
  'failed',
  'expired',
  'partial',
]);

export function judgeVpcEndpoint(asked: readonly AskedEndpoint[]): Judged<VpcEndpointReason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedEndpoint): Judged<VpcEndpointReason> {
  if (observation.outcome === 'in-vpc') return judgeVpc(spec, observation.endpoints);
  if (observation.outcome === 'missing' || observation.endpoint.state === 'deleted') {
    const subject = spec.endpoint ?? '';
    return {
      evidence: [{ subject, outcome: 'missing' }],
      faults: [{ reason: 'endpoint-missing', subject, values: { endpoint: subject } }],
    };
  }
  return {
    evidence: evidenceOf(observation),
    faults: [
      ...stateFault(observation),
      ...privateDnsFault(spec, observation),
      ...zoneIssue(spec, observation),
    ],
  };
}

/** Only the switch is judged: endpoints that the question does not name are nobody's concern here otherwise. */
function judgeVpc(
  spec: VpcEndpointSpec,
  endpoints: readonly Described['endpoint'][],
): Judged<VpcEndpointReason> {
  const vpc = spec.vpc ?? '';
  if (endpoints.length === 0) return { evidence: [{ subject: vpc, outcome: 'no-endpoint' }], faults: [] };
  return {
    evidence: endpoints.flatMap((endpoint) => evidenceOf({ endpoint, interfaces: [] })),
    faults: endpoints.flatMap((endpoint) => privateDnsFault(spec, { endpoint })),
  };
}

function evidenceOf({ endpoint, interfaces }: Omit<Described, 'outcome'>): readonly Evidence[] {
  return [
    evidence({
      subject: endpoint.id,
      outcome: endpoint.state,
      service: endpoint.serviceName,
      endpointType: endpoint.type,
      vpc: endpoint.vpcId,
      privateDns: endpoint.privateDnsEnabled ? 'on' : 'off',
      zones: zonesOf(interfaces),
      // What the endpoint's names must lead to: `dns` takes it as the expected answer.
      addresses: interfaces.flatMap((one) => one.addresses),
      securityGroups: endpoint.securityGroupIds,
      dnsNames: endpoint.dnsNames,
      stateMessage: endpoint.stateMessage && boundedText(endpoint.stateMessage),
      policy: policyWord(endpoint.policy),
    }),
    ...interfaces.map((one) =>
      evidence({
        subject: one.id,
        outcome: one.status,
        address: one.addresses[0],
        subnet: one.subnetId,
        zone: one.zone,
      }),
    ),
  ];
}

/** Whether its policy allows everything, as the default does; absent where AWS does not tell. */
function policyWord(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  return decideByPolicy(policy, '*', '*') === 'allowed' ? 'full-access' : 'restricted';
}

function stateFault({ endpoint }: Described): readonly ConfigIssue[] {
  if (endpoint.state === 'available') return [];
  const why = endpoint.stateMessage;
  return [
    {
      reason: 'endpoint-not-available',
      subject: endpoint.id,
      ...(!NOT_AVAILABLE.has(endpoint.state) && { status: 'unknown' as const }),
      values: {
        ...valuesOf(endpoint),
        state: boundedText(endpoint.state, 40),
        stateMessage: why === undefined ? '-' : boundedText(why),
      },
    },
  ];
}

function privateDnsFault(
  { wants }: VpcEndpointSpec,
  { endpoint }: Pick<Described, 'endpoint'>,
): readonly ConfigIssue[] {
  const is = endpoint.privateDnsEnabled ? 'on' : 'off';
  if (wants.privateDns === undefined || wants.privateDns === is || endpoint.type !== 'Interface') return [];
  const reason = `endpoint-private-dns-${is}` as const;
  return [{ reason, subject: endpoint.id, values: valuesOf(endpoint) }];
}

/** Only what is in subnets has zones; while it is not available, its interfaces come and go. */
function zoneIssue({ wants }: VpcEndpointSpec, { endpoint, interfaces }: Described): readonly ConfigIssue[] {
  const zones = zonesOf(interfaces);
  if (endpoint.state !== 'available' || zones.length === 0 || zones.length >= wants.zones) return [];
  return [
    {
      reason: 'endpoint-single-zone',
      subject: endpoint.id,
      values: { ...valuesOf(endpoint), zones: zones.join(', '), zonesWanted: wants.zones },
    },
  ];
}

function valuesOf(endpoint: Described['endpoint']) {
  return { endpoint: endpoint.id, vpc: endpoint.vpcId, service: endpoint.serviceName };
}

function zonesOf(interfaces: Described['interfaces']): readonly string[] {
  return [...new Set(interfaces.map((one) => one.zone).filter((zone) => zone !== ''))].sort();
}
