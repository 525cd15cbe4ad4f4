/** A file share of an S3 File Gateway. */
export interface FileShare {
  readonly id: string;
  readonly arn: string;
  readonly protocol: 'nfs' | 'smb';
  /** `AVAILABLE`, `CREATING`, `UNAVAILABLE` …, as it came. */
  readonly status: string;
  /** `arn:aws:s3:::bucket/prefix/`, or the ARN of an access point. */
  readonly location: string;
  /** The ARN of the role that the gateway assumes. */
  readonly role?: string | undefined;
  /** Given where the bucket is in another Region than the gateway, or behind a VPC endpoint of S3. */
  readonly bucketRegion?: string | undefined;
  readonly kmsKey?: string | undefined;
  readonly readOnly: boolean;
}

/** Reads file shares. @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable */
export interface FileShareReader {
  readonly shares: (gatewayArn: string, signal: AbortSignal) => Promise<readonly FileShare[]>;
}

/** One action on one resource, as IAM would decide it for a role by its own policies. */
export interface PolicyDecision {
  readonly action: string;
  readonly resource: string;
  /** `allowed`, `explicitDeny`, `implicitDeny` */
  readonly decision: string;
}

/** Reads roles of IAM. @throws {AwsRefusal} as above */
export interface RoleReader {
  /** The trust policy, JSON; undefined where there is no such role. */
  readonly trustPolicy: (roleArn: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly simulate: (
    roleArn: string,
    actions: readonly string[],
    resources: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly PolicyDecision[]>;
}

/** Reads buckets of S3. @throws {AwsRefusal} as above */
export interface BucketReader {
  /** The Region of a bucket; undefined where there is none of this name. */
  readonly region: (bucket: string, signal: AbortSignal) => Promise<string | undefined>;
  /** The KMS key that encrypts new objects where they name none; undefined where S3's own keys do. */
  readonly encryptionKey: (bucket: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** Reads keys of KMS. @throws {AwsRefusal} as above */
export interface KeyReader {
  /** Its state, as it came: `Enabled`, `Disabled`, `PendingDeletion` …; undefined where there is no such key. */
  readonly state: (key: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** The IAM actions behind each reader. */
export const FILE_SHARE_ACTIONS = {
  shares: [
    'storagegateway:ListFileShares',
    'storagegateway:DescribeNFSFileShares',
    'storagegateway:DescribeSMBFileShares',
  ],
  roles: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'],
  buckets: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
  keys: ['kms:DescribeKey'],
} as const;
