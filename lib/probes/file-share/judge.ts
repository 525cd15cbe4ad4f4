import type { NetworkInterface } from '../../core/aws/network-state.ts';
import type { Evidence, Explanation } from '../../core/finding.ts';
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

/** How the gateway's own interface reaches S3, and what the endpoint that it goes through allows. */
interface PathToS3 {
  readonly caller: NetworkInterface;
  readonly reach: ServiceReach;
  readonly policy: string | undefined;
}

const CHANGING: Partial<Fault> = { status: 'degraded', severity: 'info' };
/**
 * What a state of a share comes to by itself (API reference, "NFSFileShareInfo"); one that is not here is new to us and
 * unknown, not down.
 */
const STATES: Readonly<Record<string, readonly Partial<Fault>[]>> = {
  AVAILABLE: [],
  CREATING: [CHANGING],
  UPDATING: [CHANGING],
  DELETING: [CHANGING],
  FORCE_DELETING: [CHANGING],
  UNAVAILABLE: [{}],
};

/**
 * States in which a key encrypts nothing (KMS Developer Guide, "Key states of AWS KMS keys"), and that of a key that is
 * not there; others are new, or pass.
 */
const UNUSABLE_KEY = new Set([null, 'Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable']);

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
    const path = network && pathToS3(network, region);
    const faults = shares.flatMap((one) => faultOf(one, region, path));
    const blocked = path?.reach.outcome === 'blocked' ? path : undefined;
    const unexplained = faults.filter(
      ({ reason }) => blocked === undefined || reason !== 'file-share-unavailable',
    );
    return {
      evidence: [
        { subject: gateway, outcome: 'shares-read', shares: shares.length },
        ...shares.map(evidenceOf),
        ...(path === undefined ? [] : [reachEvidence(path)]),
      ],
      faults: [
        // A gateway that works all the same goes through a proxy that nobody named here.
        ...(blocked === undefined ? [] : [unreachable(gateway, blocked, faults.length > unexplained.length)]),
        ...unexplained,
        ...refusedIssues(refused, gateway),
      ],
      explanations: blocked === undefined ? [] : fixOf(blocked),
    };
  });
}

/** What an endpoint's policy says is judged for each bucket. */
function pathToS3({ caller, picture, dns }: GatewayNetwork, region: string): PathToS3 | undefined {
  const subnet = picture.subnets.find(({ id }) => id === caller.subnetId);
  if (subnet === undefined) return undefined;
  const { securityGroupIds } = caller;
  const facts = { policies: new Map<string, string>(), dns };
  const reach = reachService('s3', { subnet, securityGroupIds }, region, picture, indexState(picture), facts);
  return { caller, reach, policy: picture.endpoints.find(({ id }) => id === reach.id)?.policy };
}

/** The first command that would open the path. */
function fixOf({ caller, reach }: PathToS3): readonly Explanation[] {
  const fix = reach.options[0]?.commands.join('\n');
  return fix ? [{ what: 'subnet', id: caller.subnetId, fix }] : [];
}

function reachEvidence({ caller, reach: { way, id, outcome, notes } }: PathToS3): Evidence {
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
  { caller, reach: { way, id, notes } }: PathToS3,
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

/** The endpoint that the gateway goes through, where its policy denies what the share needs. */
function endpointDenies({ share, bucket }: ShareFacts, path: PathToS3 | undefined): string | undefined {
  if (bucket === undefined || path?.policy === undefined) return undefined;
  const { policy, reach } = path;
  const { bucketArn, objects, actions } = needsOf(share);
  const needs = [
    ...BUCKET_ACTIONS.map((action) => [action, bucketArn] as const),
    ...actions.map((action) => [action, objects] as const),
  ];
  const isDenied = needs.some(([action, resource]) => decideByPolicy(policy, action, resource) === 'denied');
  return isDenied ? reach.id : undefined;
}

function faultOf(facts: ShareFacts, region: string, path: PathToS3 | undefined): readonly Fault[] {
  const { share, bucket = '-', bucketRegion, role, denied = [], key } = facts;
  const roleArn = share.role || '-';
  const wanted = share.bucketRegion ?? region;
  const denying = endpointDenies(facts, path);
  const explicit = denied.some(({ decision }) => decision === 'explicitDeny');
  const values = {
    share: share.id,
    shareArn: share.arn,
    bucket,
    location: boundedText(share.location),
    role: boundedText(roleArn.slice(roleArn.lastIndexOf('/') + 1), 80),
    roleArn: boundedText(roleArn),
    bucketRegion: bucketRegion ?? '-',
    regionWanted: wanted,
    state: boundedText(share.status, 40),
    endpoint: denying ?? '-',
    key: key === undefined ? '-' : boundedText(key.id),
    keyOf: key?.of ?? '-',
    keyState: key === undefined ? '-' : (key.state ?? 'missing'),
    denied: denied.map(({ action }) => action).join(', ') || '-',
  };
  const fault = (reason: FileShareReason, more: Partial<Fault> = {}): readonly Fault[] => [
    { reason, subject: share.id, ...more, values },
  ];
  if (bucketRegion === null) return fault('file-share-bucket-missing');
  if (key !== undefined && key.state !== 'Enabled' && key.state !== '')
    return fault('file-share-key-unusable', UNUSABLE_KEY.has(key.state) ? {} : { status: 'unknown' });
  if (role?.outcome === 'missing') return fault('file-share-role-missing');
  if (role?.trusted === false) return fault('file-share-role-not-trusted');
  // A bucket policy of the same account may allow what the role's own policies do not name; a denial stands.
  if (denied.length > 0)
    return fault('file-share-role-denied', explicit ? {} : { status: 'degraded', severity: 'warning' });
  // Only a Region that somebody wrote is wrong for sure; without one AWS decides at creation.
  if (bucketRegion !== undefined && share.bucketRegion !== undefined && bucketRegion !== share.bucketRegion)
    return fault('file-share-bucket-region');
  if (denying !== undefined) return fault('file-share-endpoint-denies');
  const inState = STATES[share.status.toUpperCase()] ?? [{ status: 'unknown' }];
  return inState.flatMap((more) => fault('file-share-unavailable', more));
}
