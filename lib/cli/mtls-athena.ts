import { badUsage } from '../core/errors.ts';
import { DAY_MS } from '../core/time.ts';
import type { LogFilter } from '../probes/mtls/log-scan.ts';

/** What the page writes where the reader's own bucket belongs. */
const PLACEHOLDER = 's3://amzn-s3-demo-bucket/connection-log-folder-path/';
/** What may stand in a quoted text of Athena as it is. */
const LOCATION = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9!_.*()/-]*)?$/;
/** Below it every day has its own folder, and Athena need not read the others. */
const REGION_FOLDER = /\/AWSLogs\/\d{12}\/elasticloadbalancing\/[a-z0-9-]+\/$/;

/**
 * The table and the queries that read connection logs where they lie, to paste into the query editor of Athena.
 *
 * Sources, all Amazon Athena User Guide (read 2026-11-30): "Create the table for ALB connection logs" (columns and
 * expression are that page's), "Create the table for ALB connection logs in Athena using partition projection",
 * "Example queries for ALB connection logs".
 *
 * @throws {InputError} `bad-usage` for a location that Athena could not read
 */
export function athenaStatements(location: string | undefined, filter: LogFilter): string {
  if (location !== undefined && !LOCATION.test(location)) {
    const message = 'expected s3://bucket/prefix, the folder of the connection logs';
    throw badUsage(location, message);
  }
  const folder = location === undefined ? PLACEHOLDER : `${location.replace(/\/+$/, '')}/`;
  const byDay = REGION_FOLDER.test(folder);
  const where = conditions(filter, byDay);
  return [
    '-- 1. The table. It costs nothing; each query costs what it reads.',
    ...(location === undefined
      ? ['-- Replace LOCATION by the folder of your logs, or name it: gatewatch mtls --athena s3://…']
      : []),
    ...table(folder, byDay),
    '',
    '-- 2. The clients whose connections fail ("Example queries for ALB connection logs"); "-" is no verification.',
    'SELECT client_ip, count(*) AS failed',
    'FROM alb_connection_logs',
    ...where(["tls_verify_status != 'Success'", "tls_verify_status != '-'"]),
    'GROUP BY client_ip',
    'ORDER BY failed DESC;',
    '',
    '-- 3. Each failed connection, as gatewatch mtls --lines prints it.',
    'SELECT time, tls_protocol, tls_cipher, leaf_client_cert_subject, leaf_client_cert_validity,',
    '       leaf_client_cert_serial_number, tls_verify_status',
    'FROM alb_connection_logs',
    ...where(["tls_verify_status LIKE '%Failed:%'"]),
    'ORDER BY time;',
    '',
  ].join('\n');
}

function table(folder: string, byDay: boolean): readonly string[] {
  return [
    'CREATE EXTERNAL TABLE IF NOT EXISTS alb_connection_logs (',
    '  time string, client_ip string, client_port int, listener_port int,',
    '  tls_protocol string, tls_cipher string, tls_handshake_latency double,',
    '  leaf_client_cert_subject string, leaf_client_cert_validity string, leaf_client_cert_serial_number string,',
    '  tls_verify_status string, conn_trace_id string',
    ')',
    ...(byDay ? ['PARTITIONED BY (day string)'] : []),
    "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'",
    "WITH SERDEPROPERTIES ('serialization.format' = '1', 'input.regex' =",
    ` '${ATHENA_PATTERN}')`,
    `LOCATION '${folder}'${byDay ? '' : ';'}`,
    ...(byDay
      ? [
          'TBLPROPERTIES (',
          "  'projection.enabled' = 'true', 'projection.day.type' = 'date', 'projection.day.format' = 'yyyy/MM/dd',",
          "  'projection.day.range' = '2023/01/01,NOW',",
          "  'projection.day.interval' = '1', 'projection.day.interval.unit' = 'DAYS',",
          `  'storage.location.template' = '${folder}\${day}'`,
          ');',
        ]
      : []),
  ];
}

/** As the page writes it: Athena reads backslashes of its text before the expression is read. */
export const ATHENA_PATTERN = String.raw`([^ ]*) ([^ ]*) ([0-9]*) ([0-9]*) ([A-Za-z0-9.-]*) ([^ ]*) ([-.0-9]*) \"([^\"]*)\" ([^ ]*) ([^ ]*) ([^ ]*) ?([^ ]*)?( .*)?`;

/** Addresses and times of a filter were read and written anew: nothing of them can leave the quotes. */
function conditions({ client, since, until }: LogFilter, byDay: boolean) {
  const day = (at: string) => at.slice(0, 10).replaceAll('-', '/');
  // A log lies in the folder of the day on which its five minutes end.
  const dayAfter = (at: string) => day(new Date(Date.parse(at) + DAY_MS).toISOString());
  const narrowed = [
    ...(client === undefined ? [] : [`client_ip = '${client}'`]),
    ...(since === undefined ? [] : [`time >= '${since}'`]),
    ...(until === undefined ? [] : [`time < '${until}'`]),
    ...(byDay && since !== undefined ? [`day >= '${day(since)}'`] : []),
    ...(byDay && until !== undefined ? [`day <= '${dayAfter(until)}'`] : []),
  ];
  return (first: readonly string[]): readonly string[] => [
    `WHERE ${[...first, ...narrowed].join('\n  AND ')}`,
  ];
}
