import { REASON_BY_CODE } from '../../../lib/probes/mtls/codes.ts';
import type { MtlsObservation, Negotiations, NewestLog } from '../../../lib/probes/mtls/observe.ts';

const LOAD_BALANCER = 'app/api/0123456789abcdef';
const ARN = `arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/${LOAD_BALANCER}`;
const LOGS = 's3://logs/alb';
const KEY =
  'alb/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/conn_log_123456789012_elasticloadbalancing_ap-northeast-2_app.api.0123456789abcdef_20261121T1005Z_10.0.1.17_20sg8hgm.log.gz';

const spec = { loadBalancer: LOAD_BALANCER, logs: LOGS };
const paging = { ...spec, page: { reasons: ['client-cert-expired'], atLeast: 20 } };
export const specs = [
  { loadBalancer: LOAD_BALANCER },
  { loadBalancer: ARN, logs: 's3://logs', silentAfterMinutes: 30 },
  spec,
  paging,
];

function read(
  mode: string,
  newest: NewestLog | undefined,
  logging = { enabled: true, location: LOGS },
  negotiations: Negotiations = { failed: 0, connections: 0 },
): Extract<MtlsObservation, { outcome: 'read' }> {
  const listener = {
    arn: `${ARN.replace(':loadbalancer/', ':listener/')}/fedcba9876543210`,
    port: 443,
    protocol: 'HTTPS',
    mutualAuthentication: mode,
    ignoresExpiry: false,
  };
  return {
    outcome: 'read',
    arn: ARN,
    logging,
    listeners: [listener],
    negotiations,
    ...(newest !== undefined && { newest }),
  };
}

/** A listener as AWS tells of one that verifies. */
function readVerified(location: string) {
  const observation = read(
    'verify',
    { outcome: 'found', key: KEY, ageMinutes: 180 },
    { enabled: true, location },
  );
  return {
    ...observation,
    listeners: observation.listeners.map((listener) => ({
      ...listener,
      trustStoreArn: `${ARN.replace(/loadbalancer.*/, 'truststore')}/partners/0123456789abcdef`,
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    })),
  };
}

const FRESH: NewestLog = { outcome: 'found', key: KEY, ageMinutes: 4 };
const checked = (node: string, failed: number, lastPassed: boolean, target = '172.31.31.9:80') => ({
  target,
  targetGroup: 'web',
  node,
  checks: 10,
  failed,
  lastPassed,
  lastAt: '2026-11-21T10:04:00.000000Z',
  code: 'TargetError' as string | null,
  statusCode: '502' as string | null,
});
const checkedBy = (targets: readonly ReturnType<typeof checked>[]) => ({
  ...read('verify', FRESH),
  healthChecks: { outcome: 'read', logs: 2, targets },
});
const healthy = { status: 'healthy', reason: null };
const degraded = (reason: string) => ({ status: 'degraded', reason });

function logged(code: string, count: number): Extract<MtlsObservation, { outcome: 'logged' }> {
  const client = {
    client: '203.0.113.7',
    subject: 'CN=client-1,O=Example Corp,C=US',
    serial: '5A017AD0D1',
    notBefore: '2026-01-02T19:17:20Z',
    notAfter: '2026-10-02T19:17:20Z',
    count,
    last: '2026-11-21T10:04:00.000000Z',
  };
  return {
    outcome: 'logged',
    bucket: 'logs',
    key: KEY,
    failures: [{ code, count, clientCount: 1, clients: [client] }],
  };
}

function withoutClients(observation: Extract<MtlsObservation, { outcome: 'logged' }>): MtlsObservation {
  return { ...observation, failures: observation.failures.map((one) => ({ ...one, clients: [] })) };
}

export const samples = [
  { spec, observation: read('verify', FRESH), expect: healthy },
  { spec, observation: read('off', FRESH), expect: healthy },
  { spec, observation: read('passthrough', FRESH), expect: degraded('mtls-passthrough') },
  {
    spec,
    observation: read('verify', undefined, { enabled: false, location: '' }),
    expect: degraded('mtls-logs-off'),
  },
  { spec, observation: { outcome: 'no-load-balancer' }, expect: degraded('mtls-logs-off') },
  { spec, observation: read('verify', { outcome: 'none' }), expect: degraded('mtls-logs-silent') },
  {
    spec,
    observation: read('verify', { outcome: 'found', key: KEY, ageMinutes: 181 }),
    expect: degraded('mtls-logs-silent'),
  },
  {
    spec: { ...spec, silentAfterMinutes: 600 },
    observation: read('verify', { outcome: 'found', key: KEY, ageMinutes: 181 }),
    expect: healthy,
  },
  {
    spec,
    observation: read('off', FRESH, undefined, { failed: 20, connections: 200 }),
    expect: degraded('tls-negotiations-fail'),
  },
  {
    spec,
    observation: read('off', FRESH, undefined, { failed: 20, connections: 201 }),
    expect: healthy,
  },
  { spec, observation: read('off', FRESH, undefined, { failed: 19, connections: 19 }), expect: healthy },
  {
    spec,
    observation: checkedBy([checked('10.0.1.17', 3, false), checked('10.0.2.17', 2, false)]),
    expect: degraded('target-check-fails'),
  },
  {
    spec,
    observation: checkedBy([checked('10.0.1.17', 1, false), checked('10.0.2.17', 9, true)]),
    expect: healthy,
  },
  {
    spec,
    observation: { ...read('verify', FRESH), healthChecks: { outcome: 'refused', action: 's3:GetObject' } },
    expect: healthy,
  },
  // A target more than faults are made for; of one that two nodes check the newest failure is told.
  {
    spec,
    observation: checkedBy([
      { ...checked('10.0.1.17', 2, false, '172.31.31.10:80'), lastAt: '2026-11-21T10:03:00.000000Z' },
      { ...checked('10.0.2.17', 2, false, '172.31.31.10:80'), statusCode: null, code: null },
      ...Array.from({ length: 20 }, (_, index) =>
        checked('10.0.1.17', 2, false, `172.31.31.${11 + index}:80`),
      ),
    ]),
    expect: degraded('target-check-fails'),
  },
  { spec: { loadBalancer: LOAD_BALANCER }, observation: readVerified(LOGS), expect: healthy },
  // Where logs are wanted, as text and commands say it.
  ...[undefined, 's3://logs', 's3://logs/alb//'].map((logs) => ({
    spec: { loadBalancer: LOAD_BALANCER, ...(logs !== undefined && { logs }) },
    observation: { outcome: 'no-load-balancer' },
    expect: degraded('mtls-logs-off'),
  })),
  {
    spec: { loadBalancer: LOAD_BALANCER },
    observation: read('verify', undefined, { enabled: false, location: '' }),
    expect: degraded('mtls-logs-off'),
  },
  {
    spec,
    observation: withoutClients(logged('ClientCertExpired', 3)),
    expect: degraded('client-cert-expired'),
  },
  ...Object.entries(REASON_BY_CODE).map(([code, reason]) => ({
    spec,
    observation: logged(code, 100),
    expect: degraded(reason),
  })),
  { spec, observation: logged('ClientCertFromTheFuture', 3), expect: healthy },
  { spec: paging, observation: logged('ClientCertExpired', 19), expect: degraded('client-cert-expired') },
  {
    spec: paging,
    observation: logged('ClientCertExpired', 20),
    expect: { status: 'failed', reason: 'client-cert-expired' },
  },
  {
    spec: paging,
    observation: logged('ClientCertCrlHit', 500),
    expect: degraded('client-cert-crl-hit'),
  },
];
