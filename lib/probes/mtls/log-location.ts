import { parseS3Url } from '../../core/aws/object-reader.ts';
import { DAY_MS } from '../../core/time.ts';

/** What the name of a log object says. */
export interface LogName {
  /** `app/name/id` */
  readonly loadBalancer: string;
  readonly account: string;
  readonly region: string;
  /** When the five minutes end, ISO 8601. */
  readonly endsAt: string;
  readonly node: string;
}

/** How the names of the objects begin, by what is logged. */
const LOG_NAMES = { connections: 'conn_log', healthChecks: 'health_check_log' } as const;
export type LogKind = keyof typeof LOG_NAMES;

/**
 * Reads the name of a log object, of connections unless another is named; undefined for any other object.
 *
 * Sources: "Health check logs", section "Health check log files"; "Connection logs for your Application Load Balancer", section "Connection log files": slashes in the
 * load balancer's id are written as periods; the page shows `conn_log_` in one edition and `conn_log.` in another.
 */
export function parseLogName(key: string, logs: LogKind = 'connections'): LogName | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const named = LOG_NAMES[logs];
  if (!name.startsWith(named)) return undefined;
  const found =
    /^[._](\d{12})_elasticloadbalancing_([a-z0-9-]+)_(app\.[A-Za-z0-9-]+\.[0-9a-f]+)_(\d{8}T\d{4})Z_([0-9a-f.:]+)_[A-Za-z0-9]+\.log(?:\.gz)?$/i.exec(
      name.slice(named.length),
    );
  if (found === null) return undefined;
  const [, account = '', region = '', id = '', end = '', node = ''] = found;
  return {
    account,
    region,
    loadBalancer: id.replaceAll('.', '/'),
    endsAt: `${end.slice(0, 4)}-${end.slice(4, 6)}-${end.slice(6, 8)}T${end.slice(9, 11)}:${end.slice(11, 13)}:00Z`,
    node,
  };
}

/**
 * The prefixes that today's and yesterday's logs of a load balancer lie under, today's first. Keys begin
 * with the date, so the newest log is found without listing what came before.
 *
 * @param logs - `s3://bucket/prefix`
 */
export function logPrefixes(
  logs: string,
  arn: string,
  nowMs: number,
  kind: LogKind = 'connections',
): { readonly bucket: string; readonly prefixes: readonly string[] } | undefined {
  const location = parseS3Url(logs);
  const found = /^arn:[^:]+:elasticloadbalancing:([^:]+):(\d{12}):/.exec(arn);
  if (location === undefined || found === null) return undefined;
  const [, region, account] = found;
  const base = location.key === '' ? '' : `${location.key.replace(/\/+$/, '')}/`;
  const day = (ageDays: number) =>
    new Date(nowMs - ageDays * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    bucket: location.bucket,
    prefixes: [0, 1].map(
      (age) => `${base}AWSLogs/${account}/elasticloadbalancing/${region}/${day(age)}/${LOG_NAMES[kind]}`,
    ),
  };
}
