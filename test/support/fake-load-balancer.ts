import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { FakeAwsError } from './aws-faults.ts';
import type { FakeServices } from './fake-aws.ts';

export const LOAD_BALANCER = 'app/api/0123456789abcdef';
export const LOAD_BALANCER_ARN = `arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/${LOAD_BALANCER}`;
export const TRUST_STORE_ARN =
  'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef';

/** Where pre-signed addresses lead: path, then content. */
export async function contentServer(
  t: TestContext,
  contents: Readonly<Record<string, string>>,
): Promise<string> {
  const server = createServer((req, res) => {
    const found = contents[req.url ?? ''];
    if (found === undefined) res.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    else res.end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @param content - where `/bundle`, `/list-1`, `/list-2` … lie */
export function fakeTrustStore(content: string, revocations: readonly number[] = [1, 2]) {
  return {
    DescribeTrustStores: ({
      TrustStoreArns = [],
    }: {
      readonly TrustStoreArns?: readonly string[] | undefined;
    }) => {
      if (TrustStoreArns[0] !== TRUST_STORE_ARN) throw new FakeAwsError('TrustStoreNotFound', 'not found');
      return { TrustStores: [{ TrustStoreArn: TRUST_STORE_ARN, Name: 'partners', Status: 'ACTIVE' }] };
    },
    GetTrustStoreCaCertificatesBundle: () => ({ Location: `${content}/bundle` }),
    DescribeTrustStoreRevocations: () => ({
      TrustStoreRevocations: revocations.map((RevocationId) => ({
        TrustStoreArn: TRUST_STORE_ARN,
        RevocationId,
        RevocationType: 'CRL',
      })),
    }),
    GetTrustStoreRevocationContent: ({ RevocationId }: { readonly RevocationId?: number | undefined }) => ({
      Location: `${content}/list-${RevocationId}`,
    }),
  };
}

/** CloudWatch with sums of the load balancer, by metric: the newest data point five minutes before `toMs`. */
export function fakeBalancerMetrics(sums: Readonly<Record<string, readonly number[]>>, toMs: number) {
  return {
    GetMetricData: ({ MetricDataQueries = [], StartTime }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        assert.deepEqual(MetricStat?.Metric?.Dimensions, [{ Name: 'LoadBalancer', Value: LOAD_BALANCER }]);
        assert.equal(MetricStat?.Metric?.Namespace, 'AWS/ApplicationELB');
        assert.equal(MetricStat?.Stat, 'Sum');
        const points = (sums[MetricStat?.Metric?.MetricName ?? ''] ?? [])
          .map((value, index) => ({ value, at: new Date(toMs - (index + 1) * 300_000) }))
          .filter(({ at }) => at >= (StartTime ?? at));
        return {
          Id,
          StatusCode: 'Complete',
          Timestamps: points.map(({ at }) => at),
          Values: points.map(({ value }) => value),
        };
      }),
    }),
  } satisfies FakeServices['monitoring'];
}

export interface FakeBalancer {
  readonly mode?: string;
  readonly trustStoreArn?: string;
  readonly missing?: boolean;
  /** Attributes beside those of the connection logs. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly logs?: boolean;
}

/** A load balancer with a plain listener on 80 and one of mutual TLS on 443; its logs go to s3://logs/alb. */
export function fakeLoadBalancer({
  mode = 'verify',
  trustStoreArn = TRUST_STORE_ARN,
  missing = false,
  attributes = {},
  logs = true,
}: FakeBalancer = {}) {
  return {
    DescribeLoadBalancers: () => {
      if (missing) throw new FakeAwsError('LoadBalancerNotFound', 'One or more load balancers not found');
      return {
        LoadBalancers: [
          {
            LoadBalancerArn: LOAD_BALANCER_ARN,
            LoadBalancerName: 'api',
            Type: 'application',
            State: { Code: 'active' },
          },
        ],
      };
    },
    DescribeLoadBalancerAttributes: () => ({
      Attributes: Object.entries({
        'connection_logs.s3.enabled': String(logs),
        'connection_logs.s3.bucket': logs ? 'logs' : '',
        'connection_logs.s3.prefix': logs ? 'alb' : '',
        'idle_timeout.timeout_seconds': '60',
        ...attributes,
      }).map(([Key, Value]) => ({ Key, Value })),
    }),
    DescribeListeners: () => ({
      Listeners: [
        { ListenerArn: 'arn:http', Port: 80, Protocol: 'HTTP' },
        {
          ListenerArn: 'arn:https',
          Port: 443,
          Protocol: 'HTTPS',
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          MutualAuthentication: {
            Mode: mode,
            ...(mode === 'verify' && { TrustStoreArn: trustStoreArn }),
            IgnoreClientCertificateExpiry: true,
          },
        },
      ],
    }),
  } satisfies FakeServices['elasticloadbalancing'];
}
