import { gzipSync } from 'node:zlib';
import { createLoadBalancerReader } from '../../lib/aws/load-balancers.ts';
import { createMetricReader } from '../../lib/aws/metrics.ts';
import { createObjectReader } from '../../lib/aws/objects.ts';
import { deadlineIn, systemClock } from '../../lib/core/time.ts';
import { REASON_BY_CODE } from '../../lib/probes/mtls/codes.ts';
import { mtls } from '../../lib/probes/mtls/kind.ts';
import { observeMtls } from '../../lib/probes/mtls/observe.ts';
import { mtlsSpec } from '../../lib/probes/mtls/spec.ts';
import { trustStore } from '../../lib/probes/trust-store/kind.ts';
import { countRefusals } from '../../lib/stages/mtls-log/count-refusals.ts';
import { findingsOf } from '../../lib/stages/mtls-log/mtls-findings.ts';
import { askControl } from '../support/ask-control.ts';
import { logLine, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import {
  contentServer,
  type FakeBalancer,
  fakeBalancerMetrics,
  fakeLoadBalancer,
  fakeTrustStore,
  LOAD_BALANCER,
} from '../support/fake-load-balancer.ts';
import { fakeS3 } from '../support/fake-s3.ts';
import { judgeOne } from '../support/judge-sample.ts';
import { CA_EXTENSIONS, certificateFolder, makeRoot } from '../support/openssl-ca.ts';
import { readClients } from '../support/read-clients.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of mutual TLS at a load balancer: refused clients in a stored connection log, and logs that do not come. */

const NOW_MS = Date.parse('2026-11-21T10:10:00Z');
const KEY =
  'alb/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/conn_log_123456789012_elasticloadbalancing_ap-northeast-2_app.api.0123456789abcdef_20261121T1005Z_10.0.1.17_20sg8hgm.log.gz';

/** A log of one good client and of refused ones, in the bucket; what is thought of it once it is read. */
function logged(
  code: string,
  times: number,
  page?: { readonly reasons: readonly string[]; readonly atLeast: number },
): Fault['see'] {
  return async (t) => {
    const lines = [
      PUBLISHED_SUCCESS,
      ...Array.from({ length: times }, () => logLine({ status: `Failed:${code}` })),
    ];
    const { client } = await fakeS3(t, { logs: { [KEY]: gzipSync(`${lines.join('\n')}\n`) } });
    const objects = createObjectReader(client);
    const counted = await countRefusals({ bucket: 'logs', key: KEY }, { objects, signal: t.signal });
    const watched = {
      name: 'api',
      loadBalancer: LOAD_BALANCER,
      logs: 's3://logs/alb',
      ...(page && { page }),
    };
    return findingsOf(watched, counted?.failures ?? []);
  };
}

function watched(
  balancer: FakeBalancer,
  keys: readonly string[] = [KEY],
  nowMs = NOW_MS,
  sums: Readonly<Record<string, readonly number[]>> = {},
  checks: Readonly<Record<string, Buffer>> = {},
): Fault['see'] {
  return async (t) => {
    const { clients } = await readClients(t, {
      elasticloadbalancing: fakeLoadBalancer(balancer),
      monitoring: fakeBalancerMetrics(sums, nowMs),
    });
    const { client } = await fakeS3(t, {
      logs: { ...Object.fromEntries(keys.map((key) => [key, Buffer.from('x')])), ...checks },
    });
    const fields = { loadBalancer: LOAD_BALANCER };
    const observation = await observeMtls(mtlsSpec.parse(fields), {
      clock: { ...systemClock, wallMs: () => nowMs },
      deadline: deadlineIn(systemClock, 5000),
      attempts: 1,
      names: { servers: [], lookup: () => Promise.reject(new Error('no name is asked for')) },
      aws: {
        loadBalancers: createLoadBalancerReader(clients.loadBalancing),
        objects: createObjectReader(client),
        metrics: createMetricReader(clients.cloudWatch),
      },
    });
    return [judgeOne(mtls, fields, observation)];
  };
}

/** A trust store that AWS cannot read refuses everybody; what AWS cannot name is mostly a scanner. */
const UNLIKE_THE_OTHERS: Readonly<Record<string, string>> = {
  'client-cert-crl-processing-error': 'critical',
  'unmapped-connection-error': 'info',
};

/** A trust store with the certificate of a CA that OpenSSL made, and its lists: from and to, as dates. */
function trusting(
  lists: readonly (readonly [from: string, to: string])[],
  {
    to = '2029-01-01',
    copies = 1,
    balancer = {},
  }: { readonly to?: string; readonly copies?: number; readonly balancer?: FakeBalancer } = {},
): Fault['see'] {
  return async (t) => {
    const folder = await certificateFolder(t);
    const root = await makeRoot(folder, {
      name: 'Partner Root',
      key: 'p256',
      extensions: CA_EXTENSIONS,
      to: new Date(to),
    });
    const contents: Record<string, string> = { '/bundle': root.pem.repeat(copies) };
    for (const [index, [from, next]] of lists.entries())
      contents[`/list-${index + 1}`] = await root.list({ from: new Date(from), to: new Date(next) });
    const ids = lists.map((_, index) => index + 1);
    const elasticloadbalancing = {
      ...fakeLoadBalancer(balancer),
      ...fakeTrustStore(await contentServer(t, contents), ids),
    };
    const aws = await readClients(t, { elasticloadbalancing });
    const spec = { loadBalancer: LOAD_BALANCER };
    const clock = { ...systemClock, wallMs: () => NOW_MS };
    return [judgeOne(trustStore, spec, await askControl(trustStore, spec, aws, clock))];
  };
}

export const TRUST_STORE_FAULTS: Faults = {
  'trusted-ca-ends-soon': {
    planted: 'a CA of the trust store ends in nine days',
    see: trusting([], { to: '2026-12-01' }),
    expected: [
      'trust-store degraded trust-store-expires warning at partners CN=Partner Root,O=Example Corp\\, Ltd,C=KR',
    ],
  },
  'trusted-ca-ended': {
    planted: 'a CA of the trust store ended yesterday',
    see: trusting([], { to: '2026-11-20' }),
    expected: [
      'trust-store degraded trust-store-expires critical at partners CN=Partner Root,O=Example Corp\\, Ltd,C=KR',
    ],
  },
  'revocation-list-due': {
    planted: 'the next update of the revocation list is due in two days',
    see: trusting([['2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z']]),
    expected: ['trust-store degraded crl-expires warning at partners list 1'],
  },
  'revocation-list-overdue': {
    planted: 'the next update of the revocation list was due two weeks ago',
    see: trusting([['2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z']]),
    expected: ['trust-store degraded crl-stale critical at partners list 1'],
  },
  'trust-store-deleted': {
    planted: 'the trust store of the listener is gone',
    see: trusting([], { balancer: { trustStoreArn: 'arn:aws:elasticloadbalancing:x:1:truststore/a/b' } }),
    expected: [
      'trust-store degraded trust-store-missing warning at arn:aws:elasticloadbalancing:x:1:truststore/a/b',
    ],
  },
  'trust-store-almost-full': {
    planted: 'the trust store holds 24 certificates of 25',
    see: trusting([], { copies: 24 }),
    expected: ['trust-store degraded trust-store-near-limit info at partners'],
  },
};

export const MUTUAL_TLS_FAULTS: Faults = {
  ...Object.fromEntries(
    Object.entries(REASON_BY_CODE).map(([code, reason]): [string, Fault] => [
      `logged-${reason}`,
      {
        planted: `the connection log has ${code} a hundred times`,
        see: logged(code, 100),
        expected: [
          `mtls degraded ${reason} ${UNLIKE_THE_OTHERS[reason] ?? 'warning'} at ${LOAD_BALANCER} ${code}`,
        ],
      },
    ]),
  ),
  'logged-expired-often-enough-to-page': {
    planted: 'ClientCertExpired twenty times, where the configuration pages from twenty on',
    see: logged('ClientCertExpired', 20, { reasons: ['client-cert-expired'], atLeast: 20 }),
    expected: ['mtls failed client-cert-expired warning at app/api/0123456789abcdef ClientCertExpired'],
  },
  'connection-logs-off': {
    planted: 'connection logs are switched off',
    see: watched({ logs: false }),
    expected: ['mtls degraded mtls-logs-off warning at app/api/0123456789abcdef'],
  },
  'load-balancer-gone': {
    planted: 'there is no such load balancer',
    see: watched({ missing: true }),
    expected: ['mtls degraded mtls-logs-off warning at app/api/0123456789abcdef'],
  },
  'connection-logs-stopped': {
    planted: 'no log has come since hours',
    see: watched({}, [KEY], NOW_MS + 10 * 3_600_000),
    expected: ['mtls degraded mtls-logs-silent warning at app/api/0123456789abcdef'],
  },
  'target-answers-with-an-error': {
    planted: 'the health check log of a node has two checks of a target that end in 502',
    see: watched(
      {
        attributes: {
          'health_check_logs.s3.enabled': 'true',
          'health_check_logs.s3.bucket': 'logs',
          'health_check_logs.s3.prefix': 'alb',
        },
      },
      [KEY],
      NOW_MS,
      {},
      {
        [KEY.replace('conn_log', 'health_check_log')]: gzipSync(
          [1, 2]
            .map((n) => `http 2026-11-21T10:0${n}:00.000000Z 0.1 172.31.31.9:80 web FAIL 502 TargetError\n`)
            .join(''),
        ),
      },
    ),
    expected: ['mtls degraded target-check-fails warning at web 172.31.31.9:80'],
  },
  'clients-share-no-cipher': {
    planted: 'a fifth of the clients of a listener without mutual TLS gets no session in the last hour',
    see: watched({ mode: 'off' }, [KEY], NOW_MS, {
      ClientTLSNegotiationErrorCount: [40],
      NewConnectionCount: [200],
    }),
    expected: ['mtls degraded tls-negotiations-fail info at app/api/0123456789abcdef'],
  },
  'listener-in-passthrough': {
    planted: 'the listener hands certificates through and verifies none',
    see: watched({ mode: 'passthrough' }),
    expected: ['mtls degraded mtls-passthrough info at app/api/0123456789abcdef:443'],
  },
};
