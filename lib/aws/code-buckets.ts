import {
  CreateBucketCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking, errorName } from './refusals.ts';

export interface SpokeCode {
  /** How the name of each Region's bucket begins. */
  readonly buckets: string;
  readonly key: string;
  readonly zip: Uint8Array;
  readonly partition: string;
  /** Accounts whose functions are made of it. */
  readonly readers: readonly string[];
}

/**
 * Puts the code of the probes into a bucket of a Region: Lambda takes code from a bucket of its own Region only, which may
 * belong to another account (Lambda API Reference, "FunctionCode", S3Bucket).
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export async function putSpokeCode(
  region: string,
  { buckets, key, zip, partition, readers }: SpokeCode,
  options: ClientOptions = {},
): Promise<void> {
  const Bucket = `${buckets}-${region}`;
  const s3 = new S3Client({ ...clientSettings(region, options), forcePathStyle: true });
  try {
    const isThere = await found(() => s3.send(new HeadBucketCommand({ Bucket })), 's3:ListBucket');
    if (!isThere)
      await asking('s3:CreateBucket', () =>
        s3.send(
          new CreateBucketCommand({
            Bucket,
            // us-east-1 is the one Region that may not be named (S3 API Reference, "CreateBucket", LocationConstraint).
            ...(region !== 'us-east-1' && {
              CreateBucketConfiguration: { LocationConstraint: region as never },
            }),
          }),
        ),
      );
    const Policy = JSON.stringify(readPolicy(Bucket, partition, readers));
    await asking('s3:PutBucketPolicy', () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })));
    if (await found(() => s3.send(new HeadObjectCommand({ Bucket, Key: key })), 's3:GetObject')) return;
    await asking('s3:PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key: key, Body: zip })));
  } finally {
    s3.destroy();
  }
}

function readPolicy(bucket: string, partition: string, accounts: readonly string[]) {
  const arn = `arn:${partition}:s3:::${bucket}/*`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SpokesReadCode',
        Effect: 'Allow',
        Principal: { AWS: accounts.map((id) => `arn:${partition}:iam::${id}:root`) },
        Action: 's3:GetObject',
        Resource: arn,
      },
      {
        Sid: 'OnlyEncrypted',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:${partition}:s3:::${bucket}`, arn],
        Condition: { Bool: { 'aws:SecureTransport': false } },
      },
    ],
  };
}

/** S3 answers a HEAD for what is not there with 404 and no words. */
async function found(ask: () => Promise<unknown>, action: string): Promise<boolean> {
  try {
    await asking(action, ask);
    return true;
  } catch (error) {
    if (['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes(errorName(error))) return false;
    throw error;
  }
}
