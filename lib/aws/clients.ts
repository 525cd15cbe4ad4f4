import { ACMClient } from '@aws-sdk/client-acm';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { StorageGatewayClient } from '@aws-sdk/client-storage-gateway';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { createResolverClient, type ResolverClient } from './route53-resolver.ts';

/** What the readers ask with: one client a service, all of one Region. */
export interface ReadClients {
  readonly region: string;
  readonly ec2: EC2Client;
  readonly storageGateway: StorageGatewayClient;
  readonly ssm: SSMClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly s3: S3Client;
  readonly acm: ACMClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly directConnect: DirectConnectClient;
  readonly resolver: ResolverClient;
}

/**
 * Makes the clients of one Region. Make them once and keep them: each holds its connections open for the next run.
 *
 * @param region - such as `ap-northeast-2`
 */
export function createReadClients(region: string, options: ClientOptions = {}): ReadClients {
  const settings = clientSettings(region, options);
  return {
    region,
    ec2: new EC2Client(settings),
    storageGateway: new StorageGatewayClient(settings),
    ssm: new SSMClient(settings),
    logs: new CloudWatchLogsClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    loadBalancing: new ElasticLoadBalancingV2Client(settings),
    s3: new S3Client({ ...settings, followRegionRedirects: true }),
    acm: new ACMClient(settings),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    directConnect: new DirectConnectClient(settings),
    resolver: createResolverClient(settings),
  };
}
