import { GetRoleCommand, type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GetBucketEncryptionCommand, GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  DescribeNFSFileSharesCommand,
  DescribeSMBFileSharesCommand,
  type NFSFileShareInfo,
  paginateListFileShares,
  type SMBFileShareInfo,
  type StorageGatewayClient,
} from '@aws-sdk/client-storage-gateway';
import type {
  BucketReader,
  FileShare,
  FileShareReader,
  KeyReader,
  RoleReader,
} from '../core/aws/file-share-reader.ts';
import { readPages } from './pages.ts';
import { asking, errorName } from './refusals.ts';

/** Describing takes at most ten shares at once (API reference, "DescribeNFSFileShares"). */
const SHARES_AT_ONCE = 10;

export function createFileShareReader(client: StorageGatewayClient): FileShareReader {
  return {
    shares: async (GatewayARN, signal) => {
      const options = { abortSignal: signal };
      const listed = await readPages(
        'storagegateway:ListFileShares',
        paginateListFileShares({ client }, { GatewayARN }, options),
        ({ FileShareInfoList }) => FileShareInfoList,
      );
      const arnsOf = (type: 'NFS' | 'SMB') =>
        listed.flatMap((one) => (one.FileShareType === type ? (one.FileShareARN ?? []) : []));
      const all: FileShare[] = [];
      for (const FileShareARNList of chunks(arnsOf('NFS'))) {
        const { NFSFileShareInfoList = [] } = await asking('storagegateway:DescribeNFSFileShares', () =>
          client.send(new DescribeNFSFileSharesCommand({ FileShareARNList }), options),
        );
        all.push(...NFSFileShareInfoList.map((one) => toShare(one, 'nfs')));
      }
      for (const FileShareARNList of chunks(arnsOf('SMB'))) {
        const { SMBFileShareInfoList = [] } = await asking('storagegateway:DescribeSMBFileShares', () =>
          client.send(new DescribeSMBFileSharesCommand({ FileShareARNList }), options),
        );
        all.push(...SMBFileShareInfoList.map((one) => toShare(one, 'smb')));
      }
      return all;
    },
  };
}

function chunks(arns: readonly string[]): readonly string[][] {
  return Array.from({ length: Math.ceil(arns.length / SHARES_AT_ONCE) }, (_, index) =>
    arns.slice(index * SHARES_AT_ONCE, (index + 1) * SHARES_AT_ONCE),
  );
}

function toShare(share: NFSFileShareInfo | SMBFileShareInfo, protocol: 'nfs' | 'smb'): FileShare {
  return {
    id: share.FileShareId ?? '',
    arn: share.FileShareARN ?? '',
    protocol,
    status: share.FileShareStatus ?? '',
    location: share.LocationARN ?? '',
    role: share.Role,
    bucketRegion: share.BucketRegion,
    kmsKey: share.KMSKey,
    readOnly: share.ReadOnly ?? false,
  };
}

export function createRoleReader(client: IAMClient): RoleReader {
  return {
    trustPolicy: (roleArn, signal) =>
      asking('iam:GetRole', async () => {
        try {
          const RoleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
          const { Role } = await client.send(new GetRoleCommand({ RoleName }), { abortSignal: signal });
          // URL-encoded, as RFC 3986 says ("GetRole", IAM API reference).
          return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
        } catch (error) {
          if (errorName(error).startsWith('NoSuchEntity')) return undefined;
          throw error;
        }
      }),
    simulate: async (PolicySourceArn, actions, resources, signal) => {
      const input = { PolicySourceArn, ActionNames: [...actions], ResourceArns: [...resources] };
      const results = await readPages(
        'iam:SimulatePrincipalPolicy',
        paginateSimulatePrincipalPolicy({ client }, input, { abortSignal: signal }),
        ({ EvaluationResults }) => EvaluationResults,
      );
      return results.map((one) => ({
        action: one.EvalActionName ?? '',
        resource: one.EvalResourceName ?? '',
        decision: one.EvalDecision ?? '',
      }));
    },
  };
}

export function createBucketReader(client: S3Client): BucketReader {
  return {
    region: (Bucket, signal) =>
      asking('s3:GetBucketLocation', async () => {
        try {
          const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }), {
            abortSignal: signal,
          });
          const constraint: string | undefined = LocationConstraint;
          // Words of old buckets ("GetBucketLocation", S3 API reference).
          if (constraint === undefined || constraint === '') return 'us-east-1';
          return constraint === 'EU' ? 'eu-west-1' : constraint;
        } catch (error) {
          if (errorName(error) === 'NoSuchBucket') return undefined;
          throw error;
        }
      }),
    encryptionKey: (Bucket, signal) =>
      asking('s3:GetEncryptionConfiguration', async () => {
        try {
          const answer = await client.send(new GetBucketEncryptionCommand({ Bucket }), {
            abortSignal: signal,
          });
          const rules = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
          const key = rules[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
          return key === '' ? undefined : key;
        } catch (error) {
          // Buckets of before 2023 may have no configuration ("GetBucketEncryption", S3 API reference).
          if (/^(ServerSideEncryptionConfigurationNotFound|NoSuchBucket)/.test(errorName(error)))
            return undefined;
          throw error;
        }
      }),
  };
}

export function createKeyReader(client: KMSClient): KeyReader {
  return {
    state: (KeyId, signal) =>
      asking('kms:DescribeKey', async () => {
        try {
          const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }), {
            abortSignal: signal,
          });
          return KeyMetadata?.KeyState ?? '';
        } catch (error) {
          if (errorName(error) === 'NotFoundException') return undefined;
          throw error;
        }
      }),
  };
}
