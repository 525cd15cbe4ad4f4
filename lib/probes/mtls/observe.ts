import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { LoadBalancerListener } from '../../core/aws/load-balancer-reader.ts';
import type { ObjectReader } from '../../core/aws/object-reader.ts';
import type { ClientFailure } from '../../core/notify/client-failures.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { loadBalancerName } from '../kit/load-balancer.ts';
import { logPrefixes, parseLogName } from './log-location.ts';
import type { MtlsSpec } from './spec.ts';

/** What is read of AWS. */
export type MtlsAccess = Pick<AwsAccess, 'loadBalancers' | 'objects'>;

/** The newest log of the load balancer under the configured place. */
export type NewestLog =
  | { readonly outcome: 'found'; readonly key: string; readonly ageMinutes: number }
  /** Nothing today and yesterday. */
  | { readonly outcome: 'none' };

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

/** Reads where the load balancer's connection logs go, whether they arrive, and how its listeners verify. */
export async function observeMtls(
  spec: MtlsSpec,
  { aws, clock, deadline }: ObserveContext<MtlsAccess>,
): Promise<MtlsObservation> {
  const found = await aws.loadBalancers.loadBalancer(spec.loadBalancer, deadline.signal);
  if (found === undefined) return { outcome: 'no-load-balancer' };
  const { enabled, bucket, prefix } = found.connectionLogs;
  const location = bucket === '' ? '' : `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
  const { arn, listeners } = found;
  const read = { outcome: 'read', arn, logging: { enabled, location }, listeners } as const;
  if (!enabled) return read;
  const where = logPrefixes(spec.logs ?? location, arn, clock.wallMs());
  const wanted = loadBalancerName(spec.loadBalancer);
  const newest = await findNewest(where, wanted, aws.objects, clock.wallMs(), deadline.signal);
  return { ...read, newest };
}

async function findNewest(
  where: ReturnType<typeof logPrefixes>,
  wanted: string,
  objects: ObjectReader,
  nowMs: number,
  signal: AbortSignal,
): Promise<NewestLog> {
  for (const prefix of where?.prefixes ?? []) {
    let newest: { readonly key: string; readonly modifiedAtMs: number } | undefined;
    let looked = 0;
    for await (const object of objects.list(where?.bucket ?? '', prefix, signal)) {
      looked += 1;
      if (looked > OBJECTS_LOOKED_AT) break;
      if (parseLogName(object.key)?.loadBalancer !== wanted) continue;
      if (newest === undefined || object.modifiedAtMs > newest.modifiedAtMs) newest = object;
    }
    if (newest !== undefined) {
      const ageMinutes = Math.max(0, Math.round((nowMs - newest.modifiedAtMs) / MINUTE_MS));
      return { outcome: 'found', key: newest.key, ageMinutes };
    }
  }
  return { outcome: 'none' };
}
