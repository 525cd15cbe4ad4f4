import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { FILE_SHARE_ACTIONS, type FileShare, type PolicyDecision } from '../../core/aws/file-share-reader.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, type SideReads, sideReads } from '../../core/refusals.ts';
import { listedGateway } from '../kit/gateway.ts';
import { onceEach } from '../kit/once-each.ts';
import type { FileShareSpec } from './spec.ts';
import { trustsStorageGateway } from './trust-policy.ts';

/** A share with its bucket and role. What AWS refused to say is absent. */
export interface ShareFacts {
  readonly share: FileShare;
  /** Absent for an access point, whose bucket is not read. */
  readonly bucket?: string;
  /** `null`: there is no such bucket. */
  readonly bucketRegion?: string | null;
  readonly role?: { readonly outcome: 'missing' } | { readonly outcome: 'read'; readonly trusted: boolean };
  /** What the role's own policies do not allow. */
  readonly denied?: readonly PolicyDecision[];
}

/** An endpoint of S3 with its policy, JSON. */
export interface S3Endpoint {
  readonly id: string;
  /** `Gateway` or `Interface` */
  readonly type: string;
  readonly policy?: string;
}

export type FileShareObservation =
  | { readonly outcome: 'no-gateway' }
  | {
      readonly outcome: 'read';
      /** Of the gateway. */
      readonly region: string;
      readonly shares: readonly ShareFacts[];
      /** Endpoints of S3 in the gateway's VPC; none where it is not on EC2. */
      readonly endpoints: readonly S3Endpoint[];
      readonly refused: readonly Refused[];
    };

export const FILE_SHARE_KIND_ACTIONS = [
  'storagegateway:ListGateways',
  ...Object.values(FILE_SHARE_ACTIONS).flat(),
  ...NETWORK_READER_ACTIONS.networkInterfaces,
  ...NETWORK_READER_ACTIONS.vpcEndpoints,
] as const;

/** What every share needs, whatever else the guide's policy grants ("Granting access to an Amazon S3 bucket"). */
export const BUCKET_ACTIONS = ['s3:ListBucket', 's3:GetBucketLocation'];
const READ_ACTIONS = ['s3:GetObject'];
const WRITE_ACTIONS = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

type Access = Pick<AwsAccess, 'storageGateways' | 'fileShares' | 'roles' | 'buckets' | 'network'>;

/** Reads the shares of a gateway, the bucket of each, and whether its role may do what a share does. */
export async function observeFileShare(
  { gateway }: FileShareSpec,
  { aws, deadline }: ObserveContext<Access>,
): Promise<FileShareObservation> {
  const { signal } = deadline;
  const found = await listedGateway(aws.storageGateways, gateway, signal);
  if (found === undefined) return { outcome: 'no-gateway' };
  const { arn, ec2InstanceId } = found;
  const shares = await aws.fileShares.shares(arn, signal);
  const reads = sideReads(signal);
  const links = linkReads(aws, reads.unlessRefused, signal);
  const facts: ShareFacts[] = [];
  // One after the other: IAM allows few simulations a second.
  for (const share of shares) facts.push(await factsOf(share, links));
  const endpoints =
    ec2InstanceId === undefined || ec2InstanceId === ''
      ? []
      : await reads.unlessRefused(s3Endpoints(ec2InstanceId, aws, signal), []);
  const region = arn.split(':')[3] ?? '';
  return { outcome: 'read', region, shares: facts, endpoints, refused: reads.refused() };
}

/** `com.amazonaws.<region>.s3`, as a gateway endpoint or an interface endpoint. */
const S3_SERVICE = /\.s3$/;

async function s3Endpoints(
  instance: string,
  { network }: Access,
  signal: AbortSignal,
): Promise<readonly S3Endpoint[]> {
  const interfaces = await network.networkInterfaces({ by: 'instance', instanceIds: [instance] }, signal);
  const vpcs = [...new Set(interfaces.map(({ vpcId }) => vpcId))];
  const found = await Promise.all(vpcs.map((vpcId) => network.vpcEndpoints({ vpcId }, signal)));
  return found
    .flat()
    .filter(({ serviceName, state }) => S3_SERVICE.test(serviceName) && state === 'available')
    .map(({ id, type, policy }) => ({ id, type, ...(policy !== undefined && { policy }) }));
}

/** Reads the bucket and role of a share. Many shares have the same ones: each is read once. */
function linkReads(aws: Access, unlessRefused: SideReads['unlessRefused'], signal: AbortSignal) {
  return {
    bucketRegion: onceEach((bucket) =>
      unlessRefused(
        aws.buckets.region(bucket, signal).then((found) => found ?? null),
        undefined,
      ),
    ),
    trustPolicy: onceEach((role) =>
      unlessRefused(
        aws.roles.trustPolicy(role, signal).then((found) => found ?? null),
        undefined,
      ),
    ),
    denied: (share: FileShare, role: string) => deniedOf(share, role, aws, unlessRefused, signal),
  };
}

async function factsOf(
  share: FileShare,
  { bucketRegion, trustPolicy, denied: readDenied }: ReturnType<typeof linkReads>,
): Promise<ShareFacts> {
  const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(share.location)?.[1];
  const region = bucket === undefined ? undefined : await bucketRegion(bucket);
  const facts = {
    share,
    ...(bucket !== undefined && { bucket }),
    ...(region !== undefined && { bucketRegion: region }),
  };
  const { role } = share;
  if (role === undefined || role === '') return facts;
  const trust = await trustPolicy(role);
  if (trust === undefined) return facts;
  if (trust === null) return { ...facts, role: { outcome: 'missing' } };
  const trusted = trustsStorageGateway(trust);
  const denied = bucket === undefined ? undefined : await readDenied(share, role);
  return { ...facts, role: { outcome: 'read', trusted }, ...(denied !== undefined && { denied }) };
}

/** What a share does, and on what: the bucket, and keys below the prefix that it is limited to. */
export function needsOf({ location, readOnly }: Pick<FileShare, 'location' | 'readOnly'>) {
  return {
    bucketArn: location.split('/')[0] ?? location,
    objects: `${location.replace(/\/*$/, '')}/*`,
    actions: readOnly ? READ_ACTIONS : [...READ_ACTIONS, ...WRITE_ACTIONS],
  };
}

async function deniedOf(
  { location, readOnly }: FileShare,
  role: string,
  { roles }: Access,
  unlessRefused: SideReads['unlessRefused'],
  signal: AbortSignal,
): Promise<readonly PolicyDecision[] | undefined> {
  const { bucketArn, objects, actions } = needsOf({ location, readOnly });
  const decisions = await unlessRefused(
    Promise.all([
      roles.simulate(role, BUCKET_ACTIONS, [bucketArn], signal),
      roles.simulate(role, actions, [objects], signal),
    ]),
    undefined,
  );
  return decisions?.flat().filter(({ decision }) => decision !== 'allowed');
}
