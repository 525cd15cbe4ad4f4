import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { decideByPolicy } from '../kit/endpoint-policy.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import {
  BUCKET_ACTIONS,
  type FileShareObservation,
  needsOf,
  type S3Endpoint,
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

/** The one broken link of each share: bucket, role, trust, permission; only without one the state itself. */
export function judgeFileShare(
  asked: readonly Asked<FileShareSpec, FileShareObservation>[],
): Judged<FileShareReason | CommonReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const gateway = gatewayName(spec.gateway);
    // The check `gateway` reports a missing gateway.
    if (observation.outcome === 'no-gateway')
      return { evidence: [{ subject: gateway, outcome: observation.outcome }], faults: [] };
    const { shares, region, endpoints, refused } = observation;
    return {
      evidence: [
        { subject: gateway, outcome: 'shares-read', shares: shares.length },
        ...shares.map(evidenceOf),
        ...endpoints.map(({ id, type }) => ({ subject: id, outcome: 's3-endpoint', endpointType: type })),
      ],
      faults: [
        ...shares.flatMap((one) => faultOf(one, region, endpoints)),
        ...refusedIssues(refused, gateway),
      ],
    };
  });
}

function evidenceOf({ share, bucket, bucketRegion, role, denied }: ShareFacts): Evidence {
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
    kmsKey: share.kmsKey && boundedText(share.kmsKey),
  });
}

/**
 * A gateway endpoint takes all traffic to S3 of the subnets that route to it, and lets through what its policy allows.
 * Whether this subnet does is not read: so it degrades, and does not fail.
 */
function endpointDenies(
  { share, bucket }: ShareFacts,
  endpoints: readonly S3Endpoint[],
): S3Endpoint | undefined {
  if (bucket === undefined) return undefined;
  const { bucketArn, objects, actions } = needsOf(share);
  const needs = [
    ...BUCKET_ACTIONS.map((action) => [action, bucketArn] as const),
    ...actions.map((action) => [action, objects] as const),
  ];
  return endpoints.find(
    ({ type, policy }) =>
      type === 'Gateway' &&
      policy !== undefined &&
      needs.some(([action, resource]) => decideByPolicy(policy, action, resource) === 'denied'),
  );
}

function faultOf(facts: ShareFacts, region: string, endpoints: readonly S3Endpoint[]): readonly Fault[] {
  const { share, bucket = '-', bucketRegion, role, denied = [] } = facts;
  const roleName = share.role?.slice(share.role.lastIndexOf('/') + 1) ?? '-';
  const wanted = share.bucketRegion ?? region;
  const state = STATES[share.status.toUpperCase()];
  const denying = endpointDenies(facts, endpoints);
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
    endpoint: denying?.id ?? '-',
    denied: [...new Set(denied.map(({ action }) => action))].join(', ') || '-',
  };
  const fault = (reason: FileShareReason, more: Partial<Fault> = {}): readonly Fault[] => [
    { reason, subject: share.id, ...more, values },
  ];
  if (bucketRegion === null) return fault('file-share-bucket-missing');
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
