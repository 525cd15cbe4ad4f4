import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  type LoadBalancer as SdkLoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancerListener, LoadBalancerReader, LogPlace } from '../core/aws/load-balancer-reader.ts';
import { readPages } from './pages.ts';
import { asking, errorName } from './refusals.ts';

const ARN_ID = /:loadbalancer\/(app\/.+)$/;

/** Reads Application Load Balancers with their log settings and listeners. */
export function createLoadBalancerReader(client: ElasticLoadBalancingV2Client): LoadBalancerReader {
  return {
    loadBalancer: async (name, signal) => {
      const found = await find(client, name, signal);
      const arn = found?.LoadBalancerArn;
      if (found === undefined || arn === undefined) return undefined;
      const [attributes, listeners] = await Promise.all([
        attributesOf(client, arn, signal),
        listenersOf(client, arn, signal),
      ]);
      return {
        arn,
        name: ARN_ID.exec(arn)?.[1] ?? arn,
        state: found.State?.Code ?? 'unknown',
        connectionLogs: logPlace(attributes, 'connection_logs'),
        healthCheckLogs: logPlace(attributes, 'health_check_logs'),
        listeners: listeners.map(toListener),
      };
    },
  };
}

/** Load balancers looked into at most: DescribeListeners is asked for each, and the API allows few a second. */
const MOST_LOAD_BALANCERS = 200;

/**
 * `app/name/id` of every Application Load Balancer with a listener that asks for client certificates.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export async function mutualTlsLoadBalancers(
  client: ElasticLoadBalancingV2Client,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = await readPages(
    'elasticloadbalancing:DescribeLoadBalancers',
    paginateDescribeLoadBalancers({ client }, {}, { abortSignal: signal }),
    ({ LoadBalancers }) => LoadBalancers,
  );
  const arns = all.flatMap(({ Type, LoadBalancerArn }) =>
    Type === 'application' && LoadBalancerArn !== undefined ? [LoadBalancerArn] : [],
  );
  const names: string[] = [];
  for (const arn of arns.slice(0, MOST_LOAD_BALANCERS)) {
    const listeners = (await listenersOf(client, arn, signal)).map(toListener);
    const name = ARN_ID.exec(arn)?.[1];
    if (name !== undefined && listeners.some(({ mutualAuthentication }) => mutualAuthentication !== 'off'))
      names.push(name);
  }
  return names;
}

/**
 * `app/name/id` of a load balancer that was named in full, by its ARN, or by its name alone.
 *
 * @returns undefined where there is no Application Load Balancer of that name
 * @throws {AwsRefusal} `elasticloadbalancing:DescribeLoadBalancers`
 */
export async function loadBalancerName(
  client: ElasticLoadBalancingV2Client,
  typed: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await find(client, typed, signal);
  return found?.LoadBalancerArn === undefined ? undefined : ARN_ID.exec(found.LoadBalancerArn)?.[1];
}

/** The API knows names and ARNs; the id in the middle is compared, since a name can be given anew. */
async function find(
  client: ElasticLoadBalancingV2Client,
  name: string,
  signal: AbortSignal,
): Promise<SdkLoadBalancer | undefined> {
  const id = ARN_ID.exec(name)?.[1] ?? name;
  const query = name.startsWith('arn:') ? { LoadBalancerArns: [name] } : { Names: [id.split('/')[1] ?? id] };
  const isWhole = id.includes('/');
  return asking('elasticloadbalancing:DescribeLoadBalancers', async () => {
    try {
      const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand(query), {
        abortSignal: signal,
      });
      return LoadBalancers?.find(
        ({ LoadBalancerArn }) => !isWhole || LoadBalancerArn?.endsWith(`/${id}`) === true,
      );
    } catch (error) {
      if (errorName(error).startsWith('LoadBalancerNotFound')) return undefined;
      throw error;
    }
  });
}

async function attributesOf(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { Attributes } = await asking('elasticloadbalancing:DescribeLoadBalancerAttributes', () =>
    client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }), { abortSignal: signal }),
  );
  return new Map((Attributes ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

function logPlace(attributes: ReadonlyMap<string, string>, logs: string): LogPlace {
  const attribute = (key: string) => attributes.get(`${logs}.s3.${key}`) ?? '';
  return {
    enabled: attribute('enabled') === 'true',
    bucket: attribute('bucket'),
    prefix: attribute('prefix').replace(/\/+$/, ''),
  };
}

function listenersOf(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
): Promise<readonly Listener[]> {
  return readPages(
    'elasticloadbalancing:DescribeListeners',
    paginateDescribeListeners({ client }, { LoadBalancerArn: arn }, { abortSignal: signal }),
    ({ Listeners }) => Listeners,
  );
}

function toListener(listener: Listener): LoadBalancerListener {
  const { MutualAuthentication: mutual } = listener;
  return {
    arn: listener.ListenerArn ?? '',
    port: listener.Port ?? 0,
    protocol: listener.Protocol ?? 'unknown',
    mutualAuthentication: mutual?.Mode ?? 'off',
    ignoresExpiry: mutual?.IgnoreClientCertificateExpiry ?? false,
    trustStoreArn: mutual?.TrustStoreArn,
    sslPolicy: listener.SslPolicy,
  };
}
