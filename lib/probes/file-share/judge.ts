import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { reachService, type ServiceReach } from '../../explain/journey/reach.ts';
import { indexState } from '../../explain/state-index.ts';
import { decideByPolicy } from '../kit/endpoint-policy.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import {
  BUCKET_ACTIONS,
  type FileShareObservation,
  type GatewayNetwork,
  needsOf,
  type ShareFacts,
} from './observe.ts';
import type { FileShareReason, FileShareSpec } from './spec.ts';

type Fault = JudgedFault<FileShareReason>;

/** States of a share (API reference, "NFSFileShareInfo"); one that is not here is new to us and unknown, not down. */
const STATES: Readonly<Record<string, 'good' | 'changing' | 'down'>> = {
  AVAILABLE: 'good',
  CREATING: 'changing',
  UPDATING: 'changing',
  DELETING: 'changing',
  FORCE_DELETING: 'changing',
  UNAVAILABLE: 'down',
};

/** States in which a key encrypts nothing (KMS Developer Guide, "Key states of AWS KMS keys"); others are new, or pass. */
const UNUSABLE_KEY = new Set(['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable']);

/** The one broken link of each share: bucket, role, trust, permission; only without one the state itself. */
export function judgeFileShare(
  asked: readonly Asked<FileShareSpec, FileShareObservation>[],
): Judged<FileShareReason | CommonReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const gateway = gatewayName(spec.gateway);
    // The check `gateway` reports a missing gateway.
    if (observation.outcome === 'no-gateway')
      return { evidence: [{ subject: gateway, outcome: observation.outcome }], faults: [] };
    const { shares, region, network, refused } = observation;
    const reach = network && reachOf(network, region);
    const faults = shares.flatMap((one) => faultOf(one, region, network, reach));
    const isBlocked = reach?.outcome === 'blocked';
    const unexplained = faults.filter(({ reason }) => !isBlocked || reason !== 'file-share-unavailable');
    return {
      evidence: [
        { subject: gateway, outcome: 'shares-read', shares: shares.length },
        ...shares.map(evidenceOf),
        ...(network === undefined || reach === undefined ? [] : [reachEvidence(network, reach)]),
      ],
      faults: [
        ...(network !== undefined && reach !== undefined && isBlocked
          ? // A gateway that works all the same goes through a proxy that nobody named here.
            [unreachable(gateway, network, reach, faults.length > unexplained.length)]
          : []),
        ...unexplained,
        ...refusedIssues(refused, gateway),
      ],
      explanations: isBlocked
        ? reach.options
            .filter(({ commands }) => commands.length > 0)
            .slice(0, 1)
            .map(({ commands }) => ({
              what: 'subnet',
              id: network?.caller.subnetId ?? '',
              fix: commands.join('\n'),
            }))
        : [],
    };
  });
}

/** How the gateway's own interface reaches S3. What an endpoint's policy says is judged for each bucket. */
function reachOf({ caller, picture, dns }: GatewayNetwork, region: string): ServiceReach | undefined {
  const subnet = picture.subnets.find(({ id }) => id === caller.subnetId);
  if (subnet === undefined) return undefined;
  const { securityGroupIds } = caller;
  const facts = { policies: new Map<string, string>(), ...(dns !== undefined && { dns }) };
  return reachService('s3', { subnet, securityGroupIds }, region, picture, indexState(picture), facts);
}

function reachEvidence({ caller }: GatewayNetwork, { way, id, outcome, notes }: ServiceReach): Evidence {
  return evidence({
    subject: caller.subnetId,
    outcome: `s3-${outcome}`,
    way,
    through: id,
    notes: notes.length === 0 ? undefined : notes,
  });
}

function unreachable(
  gateway: string,
  { caller }: GatewayNetwork,
  { way, id, notes }: ServiceReach,
  isDown: boolean,
): Fault {
  return {
    reason: 'file-share-s3-unreachable',
    subject: caller.subnetId,
    ...(!isDown && { status: 'degraded', severity: 'warning' }),
    values: {
      gateway,
      subnet: caller.subnetId,
      vpc: caller.vpcId,
      way,
      through: id || '-',
      notes: notes.join(', ') || '-',
      groups: caller.securityGroupIds.join(','),
    },
  };
}

function evidenceOf({ share, bucket, bucketRegion, role, denied, key }: ShareFacts): Evidence {
  return evidence({
    subject: share.id,
    outcome: boundedText(share.status.toLowerCase(), 40),
    protocol: share.protocol,
    location: boundedText(share.location),
    bucket,
    bucketRegion: bucketRegion === null ? 'missing' : bucketRegion,
    role: share.role && boundedText(share.role),
    roleTrusted: role?.outcome === 'read' ? role.trusted : role?.outcome,
    denied: denied === undefined || denied.length === 0 ? undefined : denied.map(({ action }) => action),
    kmsKey: key && boundedText(key.id),
    kmsKeyState: key && (key.state === null ? 'missing' : boundedText(key.state, 40)),
  });
}

/** The endpoint that the gateway's subnet goes through lets pass what its policy allows. */
function endpointDenies(
  { share, bucket }: ShareFacts,
  network: GatewayNetwork | undefined,
  reach: ServiceReach | undefined,
): string | undefined {
  if (bucket === undefined) return undefined;
  const { bucketArn, objects, actions } = needsOf(share);
  const needs = [
    ...BUCKET_ACTIONS.map((action) => [action, bucketArn] as const),
    ...actions.map((action) => [action, objects] as const),
  ];
  const used = network?.picture.endpoints.find(({ id }) => id === reach?.id);
  const policy = used?.policy;
  const isDenied =
    policy !== undefined &&
    needs.some(([action, resource]) => decideByPolicy(policy, action, resource) === 'denied');
  return isDenied ? used?.id : undefined;
}

function faultOf(
  facts: ShareFacts,
  region: string,
  network: GatewayNetwork | undefined,
  reach: ServiceReach | undefined,
): readonly Fault[] {
  const { share, bucket = '-', bucketRegion, role, denied = [], key } = facts;
  const roleName = share.role?.slice(share.role.lastIndexOf('/') + 1) ?? '-';
  const wanted = share.bucketRegion ?? region;
  const state = STATES[share.status.toUpperCase()];
  const denying = endpointDenies(facts, network, reach);
  const explicit = denied.some(({ decision }) => decision === 'explicitDeny');
  const values = {
    share: share.id,
    shareArn: share.arn,
    bucket,
    location: boundedText(share.location),
    role: boundedText(roleName, 80),
    roleArn: share.role === undefined ? '-' : boundedText(share.role),
    bucketRegion: bucketRegion ?? '-',
    regionWanted: wanted,
    state: boundedText(share.status, 40),
    endpoint: denying ?? '-',
    key: key === undefined ? '-' : boundedText(key.id),
    keyOf: key?.of ?? '-',
    keyState: key === undefined ? '-' : (key.state ?? 'missing'),
    denied: [...new Set(denied.map(({ action }) => action))].join(', ') || '-',
  };
  const fault = (reason: FileShareReason, more: Partial<Fault> = {}): readonly Fault[] => [
    { reason, subject: share.id, ...more, values },
  ];
  if (bucketRegion === null) return fault('file-share-bucket-missing');
  if (key !== undefined && key.state === null) return fault('file-share-key-unusable');
  if (key?.state != null && key.state !== 'Enabled' && key.state !== '')
    return fault('file-share-key-unusable', UNUSABLE_KEY.has(key.state) ? {} : { status: 'unknown' });
  if (role?.outcome === 'missing') return fault('file-share-role-missing');
  if (role?.outcome === 'read' && !role.trusted) return fault('file-share-role-not-trusted');
  // A bucket policy of the same account may allow what the role's own policies do not name; a denial stands.
  if (denied.length > 0)
    return fault('file-share-role-denied', explicit ? {} : { status: 'degraded', severity: 'warning' });
  // Only a Region that somebody wrote is wrong for sure; without one AWS decides at creation.
  if (bucketRegion !== undefined && share.bucketRegion !== undefined && bucketRegion !== share.bucketRegion)
    return fault('file-share-bucket-region');
  if (denying !== undefined) return fault('file-share-endpoint-denies');
  if (state === 'good') return [];
  if (state === 'changing') return fault('file-share-unavailable', { status: 'degraded', severity: 'info' });
  return fault('file-share-unavailable', state === undefined ? { status: 'unknown' } : {});
}
