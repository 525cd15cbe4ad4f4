import { INSTANCE_CONNECT_QUOTAS } from '../../catalogue/instance-connect.ts';
import type { InstanceConnectEndpoint } from '../../core/aws/instance-connect-reader.ts';
import type { Subnet } from '../../core/aws/network-state.ts';
import type { Evidence } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';
import { CREATION_MS, conditionOf, endpointOfVpc, endpointsIn } from './states.ts';
import { bestSubnet, rankSubnets } from './subnets.ts';

type ConfigIssue = JudgedFault<InstanceConnectReason>;

/** The endpoint that is named, or that of every VPC in which there is something to reach. */
export function judgeEndpoints(
  spec: InstanceConnectSpec,
  observation: InstanceConnectObservation,
): Judged<InstanceConnectReason> {
  return judgeEach(wantedEndpoints(spec, observation), ({ subject, vpcId, endpoint }) =>
    endpoint === undefined
      ? judgeMissing(subject, vpcId, observation)
      : {
          evidence: [evidenceOf(endpoint, observation)],
          faults: [...stateFault(endpoint, observation), ...subnetFault(endpoint, observation)],
        },
  );
}

interface Wanted {
  /** What a person would call it while it is missing. */
  readonly subject: string;
  readonly vpcId?: string | undefined;
  readonly endpoint?: InstanceConnectEndpoint | undefined;
}

function wantedEndpoints(
  { endpoint: id, vpc }: InstanceConnectSpec,
  { endpoints, instances }: InstanceConnectObservation,
): readonly Wanted[] {
  const ofInstances = instances.map(({ vpcId }) => vpcId).filter((one) => one !== undefined);
  if (id !== undefined) {
    const found = endpointsIn(endpoints).find((one) => one.id === id);
    return [{ subject: id, vpcId: found?.vpcId ?? ofInstances[0] ?? vpc, endpoint: found }];
  }
  const vpcIds =
    ofInstances.length > 0 ? [...new Set(ofInstances)] : [vpc].filter((one) => one !== undefined);
  return vpcIds.map((vpcId) => ({ subject: vpcId, vpcId, endpoint: endpointOfVpc(endpoints, vpcId) }));
}

function judgeMissing(
  subject: string,
  vpcId: string | undefined,
  observation: InstanceConnectObservation,
): Judged<InstanceConnectReason> {
  const { subnets, instances, endpoints } = observation;
  const place = bestSubnet(rankSubnets(subnets, vpcId, instances));
  // Another one may hold the VPC's only place: it is named, for it can be used, or must go first.
  const others = vpcId === undefined ? [] : endpointsIn(endpoints, vpcId).map(({ id }) => id);
  return {
    evidence: [
      evidence({
        subject,
        outcome: 'missing',
        vpc: vpcId,
        endpointsInVpc: others.length === 0 ? undefined : others,
        ...inRegion(endpoints),
      }),
    ],
    faults: [
      {
        reason: 'instance-connect-missing',
        subject,
        values: {
          wanted: subject,
          vpc: vpcId ?? '-',
          others: others.join(', ') || '-',
          ...(place !== undefined && { insteadSubnet: place.id }),
        },
      },
    ],
  };
}

function evidenceOf(
  endpoint: InstanceConnectEndpoint,
  { subnets, endpoints }: InstanceConnectObservation,
): Evidence {
  return evidence({
    subject: endpoint.id,
    outcome: boundedText(endpoint.state, 40),
    stateMessage: endpoint.stateMessage && boundedText(endpoint.stateMessage),
    vpc: endpoint.vpcId,
    subnet: endpoint.subnetId,
    zone: endpoint.zone,
    freeAddresses: subnetOf(endpoint, subnets)?.freeAddresses,
    addressType: endpoint.ipAddressType,
    clientAddresses: endpoint.preserveClientAddress ? 'preserved' : 'replaced',
    securityGroups: endpoint.securityGroupIds,
    ...inRegion(endpoints),
  });
}

function inRegion(endpoints: readonly InstanceConnectEndpoint[]) {
  return {
    endpointsInRegion: endpointsIn(endpoints).length,
    quotaInRegion: INSTANCE_CONNECT_QUOTAS.perRegion,
  };
}

function stateFault(
  endpoint: InstanceConnectEndpoint,
  observation: InstanceConnectObservation,
): readonly ConfigIssue[] {
  const condition = conditionOf(endpoint.state);
  if (condition === 'ready') return [];
  const { askedAtMs } = observation;
  const ageMs = endpoint.createdAtMs === undefined ? undefined : askedAtMs - endpoint.createdAtMs;
  const isEarly = condition === 'creating' && (ageMs === undefined || ageMs <= CREATION_MS);
  const status =
    isEarly || condition === 'changing'
      ? ({ status: 'degraded', severity: 'warning' } as const)
      : condition === 'unheard-of'
        ? ({ status: 'unknown' } as const)
        : {};
  return [
    {
      reason: 'instance-connect-not-ready',
      subject: endpoint.id,
      ...status,
      values: {
        ...valuesOf(endpoint),
        // What is being made or changed is left alone.
        ...((condition === 'broken' || (condition === 'creating' && !isEarly)) &&
          replacement(endpoint, observation)),
        state: boundedText(endpoint.state, 40),
        stateMessage: boundedText(endpoint.stateMessage ?? '') || '-',
        minutes: ageMs === undefined ? '-' : Math.max(0, Math.round(ageMs / MINUTE_MS)),
      },
    },
  ];
}

/** An existing endpoint keeps its address; but nothing can be created beside it, and it cannot come back if it is deleted. */
function subnetFault(
  endpoint: InstanceConnectEndpoint,
  observation: InstanceConnectObservation,
): readonly ConfigIssue[] {
  if (subnetOf(endpoint, observation.subnets)?.freeAddresses !== 0) return [];
  return [
    {
      reason: 'instance-connect-subnet-full',
      subject: endpoint.id,
      values: { ...valuesOf(endpoint), ...replacement(endpoint, observation), free: 0 },
    },
  ];
}

function valuesOf(endpoint: InstanceConnectEndpoint): JsonObject {
  return {
    endpoint: endpoint.id,
    vpc: endpoint.vpcId ?? '-',
    subnet: endpoint.subnetId ?? '-',
    zone: endpoint.zone ?? '-',
    groups: endpoint.securityGroupIds.join(', ') || '-',
  };
}

/** What the commands need to put the endpoint elsewhere, into another zone if there is one, set as it is now. */
function replacement(
  endpoint: InstanceConnectEndpoint,
  { subnets, instances }: InstanceConnectObservation,
): JsonObject {
  const ranked = rankSubnets(subnets, endpoint.vpcId, instances);
  const place = bestSubnet(ranked, endpoint.zone) ?? bestSubnet(ranked);
  const [first, second, ...more] = endpoint.securityGroupIds;
  return {
    replace: endpoint.id,
    preserve: endpoint.preserveClientAddress ? 'preserve-client-ip' : 'no-preserve-client-ip',
    // A command takes one value a place: one or two groups, as nearly every endpoint has.
    ...(first !== undefined && second === undefined && { onlyGroup: first }),
    ...(second !== undefined && more.length === 0 && { firstGroup: first, secondGroup: second }),
    ...(place !== undefined && { newSubnet: place.id }),
  };
}

function subnetOf(endpoint: InstanceConnectEndpoint, subnets: readonly Subnet[]): Subnet | undefined {
  return subnets.find(({ id }) => id === endpoint.subnetId);
}
