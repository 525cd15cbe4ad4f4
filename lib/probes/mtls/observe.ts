import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { LoadBalancerListener, LogPlace } from '../../core/aws/load-balancer-reader.ts';
import type { ObjectReader, StoredObject } from '../../core/aws/object-reader.ts';
import type { ClientFailure } from '../../core/notify/client-failures.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { isRefusal, type Refused, recover, sideReads } from '../../core/refusals.ts';
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { loadBalancerName } from '../kit/load-balancer.ts';
import { type CheckedTarget, tallyHealthLog } from './health-log.ts';
import { type LogKind, logPrefixes, parseLogName } from './log-location.ts';
import type { MtlsSpec } from './spec.ts';

/** What is read of AWS. */
export type MtlsAccess = Pick<AwsAccess, 'loadBalancers' | 'objects' | 'metrics'>;

/** The newest log of the load balancer under the configured place. */
export type NewestLog =
  | { readonly outcome: 'found'; readonly key: string; readonly ageMinutes: number }
  /** Nothing today and yesterday. */
  | { readonly outcome: 'none' };

/** What CloudWatch counted at all listeners together in the last hour. */
export interface Negotiations {
  /** TLS connections of clients that gave no session. */
  readonly failed: number;
  /** New TCP connections, those to targets included. */
  readonly connections: number;
}

/** What the newest health check log of each node shows. */
export type HealthChecks =
  | { readonly outcome: 'read'; readonly logs: number; readonly targets: readonly CheckedTarget[] }
  | { readonly outcome: 'refused'; readonly action: string };

/** Refusals of one code in one log. */
interface LoggedFailure {
  readonly code: string;
  readonly count: number;
  /** How many different clients there were; `clients` may hold fewer. */
  readonly clientCount: number;
  readonly clients: readonly ClientFailure[];
}

export type MtlsObservation =
  | { readonly outcome: 'no-load-balancer' }
  | {
      readonly outcome: 'read';
      readonly arn: string;
      readonly logging: { readonly enabled: boolean; readonly location: string };
      readonly listeners: readonly LoadBalancerListener[];
      /** Absent where logs are off: there is nothing to look for. */
      readonly newest?: NewestLog;
      /** Absent where health check logs are off: they are optional. */
      readonly healthChecks?: HealthChecks;
      /** Absent where AWS refused it. */
      readonly negotiations?: Negotiations;
      readonly refused?: readonly Refused[];
    }
  /** What the log function saw in one log file. */
  | {
      readonly outcome: 'logged';
      readonly bucket: string;
      readonly key: string;
      readonly failures: readonly LoggedFailure[];
    };

/** A busy bucket holds thousands of logs a day; this many are read, newest day first. */
const OBJECTS_LOOKED_AT = 20_000;

/** Reads where the load balancer's connection logs go, whether they arrive, how its listeners verify, and how many negotiations fail. */
export async function observeMtls(
  spec: MtlsSpec,
  context: ObserveContext<MtlsAccess>,
): Promise<MtlsObservation> {
  const { aws, clock, deadline } = context;
  const found = await aws.loadBalancers.loadBalancer(spec.loadBalancer, deadline.signal);
  if (found === undefined) return { outcome: 'no-load-balancer' };
  const { enabled } = found.connectionLogs;
  const location = urlOf(found.connectionLogs);
  const { arn, listeners } = found;
  const { unlessRefused, refused } = sideReads(deadline.signal);
  const negotiations = await unlessRefused(readNegotiations(found.name, context), undefined);
  const read = {
    outcome: 'read',
    arn,
    logging: { enabled, location },
    listeners,
    ...(negotiations !== undefined && { negotiations }),
    ...(found.healthCheckLogs.enabled && {
      healthChecks: await readHealthChecks(found.healthCheckLogs, arn, context),
    }),
    ...(refused().length > 0 && { refused: refused() }),
  } as const;
  if (!enabled) return read;
  const where = logPrefixes(spec.logs ?? location, arn, clock.wallMs());
  const newest = await findNewest(where, arn, aws.objects, clock.wallMs(), deadline.signal);
  return { ...read, newest };
}

function urlOf({ bucket, prefix }: LogPlace): string {
  return bucket === '' ? '' : `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
}

/** Logs come every five minutes; an older one says nothing of now. */
const HEALTH_LOG_MS = 15 * MINUTE_MS;
/** A load balancer has a node a zone, and more where it is scaled out. */
const NODES_READ = 12;

/** Logs that are not to be read are no fault: nobody needs them but to say why a target fails. */
async function readHealthChecks(
  place: LogPlace,
  arn: string,
  { aws, clock, deadline: { signal } }: ObserveContext<MtlsAccess>,
): Promise<HealthChecks> {
  const nowMs = clock.wallMs();
  // Just after midnight UTC the newest are yesterday's.
  const days = [nowMs, nowMs - HEALTH_LOG_MS].map((atMs) =>
    logPrefixes(urlOf(place), arn, atMs, 'healthChecks'),
  );
  const bucket = days[0]?.bucket ?? '';
  const prefixes = [...new Set(days.flatMap((day) => day?.prefixes[0] ?? []))];
  const read = async (): Promise<HealthChecks> => {
    const newest = new Map<string, StoredLog>();
    for (const prefix of prefixes)
      for await (const log of logsUnder(prefix, 'healthChecks', { bucket, arn }, aws.objects, signal))
        if (
          nowMs - log.modifiedAtMs <= HEALTH_LOG_MS &&
          log.modifiedAtMs >= (newest.get(log.node)?.modifiedAtMs ?? 0)
        )
          newest.set(log.node, log);
    const targets: CheckedTarget[] = [];
    const logs = [...newest].slice(0, NODES_READ);
    for (const [node, { key }] of logs) {
      const stored = await aws.objects.read(bucket, key, signal);
      if (stored !== undefined) targets.push(...(await tallyHealthLog(stored, node)));
    }
    return { outcome: 'read', logs: logs.length, targets };
  };
  return await recover(read(), isRefusal, (refusal): HealthChecks => {
    if (signal.aborted) throw refusal;
    return { outcome: 'refused', action: refusal.action };
  });
}

/**
 * A metric without a data point is zero: both are reported where there is a nonzero value.
 * Source: "CloudWatch metrics for your Application Load Balancer" (ClientTLSNegotiationErrorCount, NewConnectionCount).
 */
async function readNegotiations(
  loadBalancer: string,
  { aws, clock, deadline }: ObserveContext<MtlsAccess>,
): Promise<Negotiations> {
  const questions = ['ClientTLSNegotiationErrorCount', 'NewConnectionCount'].map((name) => ({
    namespace: 'AWS/ApplicationELB',
    name,
    dimensions: { LoadBalancer: loadBalancer },
    statistic: 'Sum',
    periodSeconds: 300,
  }));
  const toMs = clock.wallMs();
  const series = await aws.metrics.history(questions, { fromMs: toMs - HOUR_MS, toMs }, deadline.signal);
  const [failed = 0, connections = 0] = series.map(({ points }) =>
    points.reduce((sum, { value }) => sum + value, 0),
  );
  return { failed, connections };
}

async function findNewest(
  where: ReturnType<typeof logPrefixes>,
  arn: string,
  objects: ObjectReader,
  nowMs: number,
  signal: AbortSignal,
): Promise<NewestLog> {
  const { bucket, prefixes } = where ?? { bucket: '', prefixes: [] };
  for (const prefix of prefixes) {
    let newest: StoredLog | undefined;
    for await (const log of logsUnder(prefix, 'connections', { bucket, arn }, objects, signal))
      if (newest === undefined || log.modifiedAtMs > newest.modifiedAtMs) newest = log;
    if (newest !== undefined) {
      const ageMinutes = Math.max(0, Math.round((nowMs - newest.modifiedAtMs) / MINUTE_MS));
      return { outcome: 'found', key: newest.key, ageMinutes };
    }
  }
  return { outcome: 'none' };
}

interface StoredLog extends StoredObject {
  /** The address of the load balancer's node that wrote it. */
  readonly node: string;
}

/** The logs of one load balancer; others may write to the same folder. */
async function* logsUnder(
  prefix: string,
  kind: LogKind,
  { bucket, arn }: { readonly bucket: string; readonly arn: string },
  objects: ObjectReader,
  signal: AbortSignal,
): AsyncGenerator<StoredLog, void, void> {
  const wanted = loadBalancerName(arn);
  let looked = 0;
  for await (const object of objects.list(bucket, prefix, signal)) {
    looked += 1;
    if (looked > OBJECTS_LOOKED_AT) return;
    const name = parseLogName(object.key, kind);
    if (name?.loadBalancer === wanted) yield { ...object, node: name.node };
  }
}
