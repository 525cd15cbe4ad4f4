import { ACMClient } from '@aws-sdk/client-acm';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { StorageGatewayClient } from '@aws-sdk/client-storage-gateway';

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
}

export interface ClientOptions {
  /** A fixed pair in place of the SDK's own search for credentials. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** In place of the SDK's own, which honours AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE>. */
  readonly endpoint?: string;
}

/** A connection that is not there within this time is not coming: interface endpoints answer in milliseconds. */
const CONNECTION_TIMEOUT_MS = 1500;
/** DescribeGatewayInformation asks the appliance itself and takes seconds while its link is slow. */
const REQUEST_TIMEOUT_MS = 10_000;
/** The first attempt counts. */
const MAX_ATTEMPTS = 3;

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
  };
}

/** How every client of ours asks: soon connected, soon given up, and tried again a few times by the SDK itself. */
export function clientSettings(region: string, options: ClientOptions = {}) {
  return {
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only warns on the console and waits on.
      throwOnRequestTimeout: true,
    },
    ...options,
  } as const;
}
