import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { FILE_SHARE_ACTIONS, type FileShare, type PolicyDecision } from '../../core/aws/file-share-reader.ts';
import { type NetworkPicture, PICTURE_READER_ACTIONS } from '../../core/aws/network-picture.ts';
import type { NetworkInterface } from '../../core/aws/network-state.ts';
import { RESOLVER_ACTIONS, type VpcDns } from '../../core/aws/resolver-reader.ts';
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
  /** What encrypts its objects; absent where S3's own keys do. `null`: there is no such key. */
  readonly key?: { readonly id: string; readonly of: 'share' | 'bucket'; readonly state: string | null };
}

/** Where the gateway stands, and what decides how it reaches S3 from there. */
export interface GatewayNetwork {
  readonly caller: NetworkInterface;
  readonly picture: NetworkPicture;
  readonly dns: VpcDns;
}

export type FileShareObservation =
  | { readonly outcome: 'no-gateway' }
  | {
      readonly outcome: 'read';
      /** Of the gateway. */
      readonly region: string;
      readonly shares: readonly ShareFacts[];
      /** Absent where it is not on EC2, or goes through a proxy, or AWS refused. */
      readonly network?: GatewayNetwork;
      readonly refused: readonly Refused[];
    };

export const FILE_SHARE_KIND_ACTIONS = [
  'storagegateway:ListGateways',
  ...Object.values(FILE_SHARE_ACTIONS).flat(),
  ...PICTURE_READER_ACTIONS,
  ...RESOLVER_ACTIONS.vpcDns,
] as const;

/** What every share needs, whatever else the guide's policy grants ("Granting access to an Amazon S3 bucket"). */
export const BUCKET_ACTIONS = ['s3:ListBucket', 's3:GetBucketLocation'];
const READ_ACTIONS = ['s3:GetObject'];
const WRITE_ACTIONS = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

type Access = Pick<
  AwsAccess,
  'storageGateways' | 'fileShares' | 'roles' | 'buckets' | 'keys' | 'network' | 'pictures' | 'resolvers'
>;

/** Reads the shares of a gateway, the bucket of each, and whether its role may do what a share does. */
export async function observeFileShare(
  { gateway, proxied }: FileShareSpec,
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
  const isOnEc2 = ec2InstanceId !== undefined && ec2InstanceId !== '';
  const network =
    isOnEc2 && !proxied
      ? await reads.unlessRefused(networkOf(ec2InstanceId, aws, signal), undefined)
      : undefined;
  const region = arn.split(':')[3] ?? '';
  return {
    outcome: 'read',
    region,
    shares: facts,
    ...(network !== undefined && { network }),
    refused: reads.refused(),
  };
}

async function networkOf(
  instance: string,
  { network, pictures, resolvers }: Access,
  signal: AbortSignal,
): Promise<GatewayNetwork | undefined> {
  const [caller] = await network.networkInterfaces({ by: 'instance', instanceIds: [instance] }, signal);
  if (caller === undefined) return undefined;
  const { vpcId } = caller;
  const [picture, dns] = await Promise.all([
    pictures.ofService(vpcId, [caller], 's3', signal),
    resolvers.vpcDns(vpcId, signal),
  ]);
  return { caller, picture, dns };
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
    keyOfBucket: onceEach((bucket) => unlessRefused(aws.buckets.encryptionKey(bucket, signal), undefined)),
    keyState: onceEach((key) =>
      unlessRefused(
        aws.keys.state(key, signal).then((found) => found ?? null),
        undefined,
      ),
    ),
    denied: (share: FileShare, role: string) => deniedOf(share, role, aws, unlessRefused, signal),
  };
}

async function factsOf(share: FileShare, links: ReturnType<typeof linkReads>): Promise<ShareFacts> {
  const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(share.location)?.[1];
  const region = bucket === undefined ? undefined : await links.bucketRegion(bucket);
  const key = await keyOf(share, typeof region === 'string' ? bucket : undefined, links);
  const facts = {
    share,
    ...(bucket !== undefined && { bucket }),
    ...(region !== undefined && { bucketRegion: region }),
    ...(key !== undefined && { key }),
  };
  const { role } = share;
  if (role === undefined || role === '') return facts;
  const trust = await links.trustPolicy(role);
  if (trust === undefined) return facts;
  if (trust === null) return { ...facts, role: { outcome: 'missing' } };
  const trusted = trustsStorageGateway(trust);
  const denied = bucket === undefined ? undefined : await links.denied(share, role);
  return { ...facts, role: { outcome: 'read', trusted }, ...(denied !== undefined && { denied }) };
}

async function keyOf(
  { kmsKey }: FileShare,
  bucket: string | undefined,
  { keyOfBucket, keyState }: ReturnType<typeof linkReads>,
): Promise<ShareFacts['key']> {
  const ofShare = kmsKey !== undefined && kmsKey !== '';
  const id = ofShare ? kmsKey : bucket === undefined ? undefined : await keyOfBucket(bucket);
  if (id === undefined) return undefined;
  const state = await keyState(id);
  return state === undefined ? undefined : { id, of: ofShare ? 'share' : 'bucket', state };
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
