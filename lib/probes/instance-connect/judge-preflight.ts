import { INSTANCE_CONNECT_QUOTAS } from '../../catalogue/instance-connect.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import { evidence } from '../kit/findings.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';
import { endpointsIn } from './states.ts';
import { bestSubnet, type RankedSubnet, rankSubnets } from './subnets.ts';

type Preflight = NonNullable<InstanceConnectSpec['preflight']>;
type ConfigIssue = JudgedFault<InstanceConnectReason>;

/** Subnets that are shown: the best, and the one that was chosen. */
const SHOWN_SUBNETS = 10;

/** Could an endpoint be created here: would a quota refuse it, and which subnet suits? */
export function judgePreflight(
  { vpc, subnet: chosen }: Preflight,
  { endpoints, subnets, instances }: InstanceConnectObservation,
): Judged<InstanceConnectReason> {
  const { perVpc, perRegion } = INSTANCE_CONNECT_QUOTAS;
  const ranked = rankSubnets(subnets, vpc, instances);
  const best = bestSubnet(ranked);
  const inVpc = endpointsIn(endpoints, vpc).map(({ id }) => id);
  const inRegion = endpointsIn(endpoints).map(({ id }) => id);
  const shown = ranked.filter(({ subnet }, place) => place < SHOWN_SUBNETS || subnet.id === chosen);
  const quotas = [
    ...(inVpc.length >= perVpc ? [quotaFault(vpc, 'VPC', inVpc, perVpc)] : []),
    ...(inRegion.length >= perRegion ? [quotaFault(vpc, 'Region', inRegion, perRegion)] : []),
  ];
  const place = placeIssues(vpc, chosen, ranked);
  const isFree = quotas.length === 0 && place.length === 0;
  return {
    evidence: [
      evidence({
        subject: vpc,
        outcome: isFree ? 'can-be-created' : 'cannot-be-created',
        endpointsInVpc: inVpc.length,
        quotaInVpc: perVpc,
        endpointsInRegion: inRegion.length,
        quotaInRegion: perRegion,
        bestSubnet: best?.id,
        bestZone: best?.availabilityZone,
      }),
      ...shown.map(subnetEvidence),
      ...(chosen !== undefined && shown.every(({ subnet }) => subnet.id !== chosen)
        ? [{ subject: chosen, outcome: 'missing' }]
        : []),
    ],
    faults: [...quotas, ...place],
  };
}

function subnetEvidence({ subnet, hasRoom, instancesInZone }: RankedSubnet): Evidence {
  return evidence({
    subject: subnet.id,
    outcome: hasRoom ? 'suits' : 'full',
    zone: subnet.availabilityZone,
    freeAddresses: subnet.freeAddresses,
    instancesInZone,
  });
}

function quotaFault(
  vpc: string,
  scope: 'VPC' | 'Region',
  ids: readonly string[],
  limit: number,
): ConfigIssue {
  const [first] = ids;
  return {
    reason: 'instance-connect-quota-full',
    subject: vpc,
    values: {
      vpc,
      scope,
      used: ids.length,
      limit,
      endpoints: ids.join(', '),
      ...(scope === 'VPC' && first !== undefined && { endpoint: first, replace: first }),
    },
  };
}

/** The chosen subnet has no room or is not in the VPC; or, where none was chosen, no subnet has room. */
function placeIssues(
  vpc: string,
  chosen: string | undefined,
  ranked: readonly RankedSubnet[],
): readonly ConfigIssue[] {
  const wanted = ranked.filter(({ subnet }) => chosen === undefined || subnet.id === chosen);
  if (wanted.some(({ hasRoom }) => hasRoom)) return [];
  const best = bestSubnet(ranked);
  return [
    {
      reason: 'instance-connect-subnet-full',
      // Nothing could be created; beside an existing endpoint it would be a matter of time.
      status: 'failed',
      subject: chosen ?? vpc,
      values: {
        vpc,
        subnet: chosen ?? '-',
        zone: wanted[0]?.subnet.availabilityZone ?? '-',
        free: wanted.length === 0 ? '-' : 0,
        ...(best !== undefined && { insteadSubnet: best.id }),
      },
    },
  ];
}
