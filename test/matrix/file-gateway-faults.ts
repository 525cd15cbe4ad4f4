import { systemClock } from '../../lib/core/time.ts';
import { directory } from '../../lib/probes/directory/kind.ts';
import { fileShare } from '../../lib/probes/file-share/kind.ts';
import { gatewayLoad } from '../../lib/probes/gateway-load/kind.ts';
import { fakeDirectory } from '../support/fake-directory.ts';
import { ALLOWS_ALL, askFileShares, type FileShareWorld, trust } from '../support/fake-file-shares.ts';
import { fakeGatewayLoad, LOAD_NOW_MS } from '../support/fake-gateway-load.ts';
import { judgeOne } from '../support/judge-sample.ts';
import { ask } from './ask-aws.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of what stands behind a file gateway: shares, buckets and roles, its disks, and its domain. */

const GATEWAY = 'sgw-12A3456B';

/** One share in order, but for what is planted. */
const sharesThat = (world: FileShareWorld, share: object = {}): Fault['see'] => {
  return async (t) => {
    const shares = [{ id: 'share-00000001', type: 'NFS' as const, more: share }];
    const { observation } = await askFileShares(t, { shares, ...world }, GATEWAY);
    return [judgeOne(fileShare, { gateway: GATEWAY }, observation)];
  };
};
const deciding = (decision: string): FileShareWorld => ({
  decide: (action) => (action === 's3:PutObject' ? decision : 'allowed'),
});

export const FILE_SHARE_FAULTS: Faults = {
  'bucket-deleted': {
    planted: 'the bucket of the share was deleted, and the share is UNAVAILABLE',
    see: sharesThat({ buckets: [] }, { FileShareStatus: 'UNAVAILABLE' }),
    expected: ['file-share failed file-share-bucket-missing critical at share-00000001'],
  },
  'bucket-made-anew-elsewhere': {
    planted: 'the bucket was deleted and made anew in another Region',
    see: sharesThat({ s3: { region: 'us-east-1' } }, { BucketRegion: 'ap-northeast-2' }),
    expected: ['file-share failed file-share-bucket-region warning at share-00000001'],
  },
  'share-role-deleted': {
    planted: 'the role of the share was deleted',
    see: sharesThat({ trustPolicy: null }),
    expected: ['file-share failed file-share-role-missing critical at share-00000001'],
  },
  'share-role-trusts-another-service': {
    planted: 'the role of the share trusts Lambda, and not Storage Gateway',
    see: sharesThat({ trustPolicy: trust('lambda.amazonaws.com') }),
    expected: ['file-share failed file-share-role-not-trusted critical at share-00000001'],
  },
  'share-role-may-not-write': {
    planted: 'a policy of the role denies s3:PutObject',
    see: sharesThat(deciding('explicitDeny')),
    expected: ['file-share failed file-share-role-denied critical at share-00000001'],
  },
  'share-role-says-nothing-of-writing': {
    planted: 'no policy of the role names s3:PutObject; the policy of the bucket may',
    see: sharesThat(deciding('implicitDeny')),
    expected: ['file-share degraded file-share-role-denied warning at share-00000001'],
  },
  'read-only-share-without-writing': {
    planted: 'a policy denies s3:PutObject, and the share is read-only',
    see: sharesThat(deciding('explicitDeny'), { ReadOnly: true }),
    expected: [],
  },
  's3-endpoint-lets-nobody-write': {
    planted: 'the policy of the S3 gateway endpoint allows reading alone',
    see: sharesThat({
      endpointPolicy: ALLOWS_ALL.replace('"Action":"*"', '"Action":["s3:Get*","s3:List*"]'),
    }),
    expected: ['file-share failed file-share-endpoint-denies critical at share-00000001'],
  },
  'subnet-without-a-way-to-s3': {
    planted: 'the route table of the gateway’s subnet leads to nothing, and the share is UNAVAILABLE',
    see: sharesThat({ routes: [] }, { FileShareStatus: 'UNAVAILABLE' }),
    expected: [
      "file-share failed file-share-s3-unreachable critical at subnet-0123456789abcdef0 | fix: aws ec2 modify-vpc-endpoint --vpc-endpoint-id 'vpce-0123456789abcdef0' --add-route-table-ids 'rtb-0123456789abcdef0'",
    ],
  },
  'key-disabled': {
    planted: 'the KMS key of the share is disabled',
    see: sharesThat(
      { keyState: 'Disabled' },
      { KMSKey: 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd' },
    ),
    expected: ['file-share failed file-share-key-unusable critical at share-00000001'],
  },
  'share-unavailable': {
    planted: 'the share is UNAVAILABLE while its bucket and role are in order',
    see: sharesThat({}, { FileShareStatus: 'UNAVAILABLE' }),
    expected: ['file-share failed file-share-unavailable critical at share-00000001'],
  },
  'share-being-created': {
    planted: 'the share is in state CREATING',
    see: sharesThat({}, { FileShareStatus: 'CREATING' }),
    expected: ['file-share degraded file-share-unavailable info at share-00000001'],
  },
  'one-of-two-shares-unavailable': {
    planted: 'one share is UNAVAILABLE, and the other is in order',
    see: sharesThat({
      shares: [
        { id: 'share-00000001', type: 'NFS' },
        { id: 'share-00000002', type: 'SMB', more: { FileShareStatus: 'UNAVAILABLE' } },
      ],
    }),
    expected: ['file-share failed file-share-unavailable critical at share-00000002'],
  },
  'bucket-may-not-be-read': {
    planted: 'the role of gatewatch may not call s3:GetBucketLocation',
    see: sharesThat({ s3: { deny: ['s3:GetBucketLocation'] } }),
    expected: ['file-share unknown access-denied at sgw-12A3456B'],
  },
};

const clock = { ...systemClock, wallMs: () => LOAD_NOW_MS };
const loaded = (values: Parameters<typeof fakeGatewayLoad>[0]) =>
  ask(gatewayLoad, { gateway: GATEWAY }, fakeGatewayLoad(values), undefined, clock);

export const GATEWAY_LOAD_FAULTS: Faults = {
  'gateway-lost-shares': {
    planted: 'CloudWatch counts a share that is unavailable',
    see: loaded({ FileSharesUnavailable: [0, 1] }),
    expected: [
      'gateway-load failed gateway-shares-unavailable critical at sgw-12A3456B FileSharesUnavailable',
    ],
  },
  'gateway-uploads-nothing': {
    planted: 'CloudWatch counts three files that do not arrive in S3',
    see: loaded({ FilesFailingUpload: [3] }),
    expected: ['gateway-load failed gateway-uploads-fail warning at sgw-12A3456B FilesFailingUpload'],
  },
  'gateway-cache-fills': {
    planted: 'for 20 minutes more than 80 percent of the cache waits for S3',
    see: loaded({ CachePercentDirty: [81, 90, 90, 85] }),
    expected: ['gateway-load degraded gateway-cache-dirty warning at sgw-12A3456B CachePercentDirty'],
  },
  'gateway-cache-filled-for-a-moment': {
    planted: 'for 15 minutes of the last 20 more than 80 percent of the cache waits for S3',
    see: loaded({ CachePercentDirty: [81, 90, 90, 80] }),
    expected: [],
  },
  'gateway-waits-for-its-disks': {
    planted: 'for 15 minutes the processors wait for the disks a fifth of the time',
    see: loaded({ IoWaitPercent: [5, 20, 25, 20] }),
    expected: ['gateway-load degraded gateway-io-wait warning at sgw-12A3456B IoWaitPercent'],
  },
  'gateway-root-disk-full': {
    planted: 'the root disk has 10 GB left',
    see: loaded({ RootDiskFreeBytes: [10_000_000_000] }),
    expected: ['gateway-load degraded gateway-root-disk-low warning at sgw-12A3456B RootDiskFreeBytes'],
  },
  'gateway-restarted-by-itself': {
    planted: 'CloudWatch counts an availability notification of the gateway',
    see: loaded({ AvailabilityNotifications: [1] }),
    expected: ['gateway-load degraded gateway-restarted info at sgw-12A3456B AvailabilityNotifications'],
  },
  'gateway-uploads-failed-an-hour-ago': {
    planted: 'files failed to arrive in S3 an hour ago, and none since',
    see: loaded({ FilesFailingUpload: [3, ...Array.from({ length: 12 }, () => 0)] }),
    expected: [],
  },
  'gateway-cannot-upload-and-fills': {
    planted: 'files do not arrive in S3, and the cache fills with them',
    see: loaded({ FilesFailingUpload: [9], CachePercentDirty: [85, 88, 91, 95] }),
    expected: [
      'gateway-load failed gateway-uploads-fail warning at sgw-12A3456B FilesFailingUpload, sgw-12A3456B CachePercentDirty (gateway-cache-dirty)',
    ],
  },
};

const joinedTo = (status: string, domain?: string) =>
  ask(directory, { gateway: GATEWAY, domain: 'corp.example.com' }, fakeDirectory(status, domain));

export const DIRECTORY_FAULTS: Faults = {
  'domain-left': {
    planted: 'the gateway was taken out of its domain',
    see: joinedTo('DETACHED', ''),
    expected: ['directory failed directory-detached critical at sgw-12A3456B'],
  },
  'domain-of-another-forest': {
    planted: 'the gateway is a member of another domain than wanted',
    see: joinedTo('JOINED', 'test.example.com'),
    expected: ['directory failed directory-other-domain warning at sgw-12A3456B'],
  },
  'domain-join-goes-on': {
    planted: 'the gateway is being joined',
    see: joinedTo('JOINING'),
    expected: ['directory degraded directory-joining info at sgw-12A3456B'],
  },
  'domain-credentials-refused': {
    planted: 'the domain refused the name and password of the join',
    see: joinedTo('ACCESS_DENIED'),
    expected: ['directory failed directory-join-failed critical at sgw-12A3456B'],
  },
  'domain-controller-out-of-reach': {
    planted: 'the gateway reaches no domain controller',
    see: joinedTo('NETWORK_ERROR'),
    expected: ['directory failed directory-join-failed critical at sgw-12A3456B'],
  },
  'domain-state-of-tomorrow': {
    planted: 'AWS names a state of the membership that it added since',
    see: joinedTo('HIBERNATING'),
    expected: ['directory unknown directory-join-failed at sgw-12A3456B'],
  },
};
