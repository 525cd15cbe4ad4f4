import type { Config } from '../config/config.ts';
import { parseS3Url } from '../core/aws/object-reader.ts';
import { stackNames } from '../core/stack-names.ts';
import { failureAlarms } from './mtls-alarms.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import type { StackPart } from './part.ts';
import { allow, publishMetrics, roleReference, serviceRole, writeOwnLogs } from './policies.ts';
import { EVENTS_DEAD_LETTERS, leaveUndeliverable } from './queues.ts';
import { STATE_TABLE } from './state-table.ts';

/** A log of five minutes of a busy node is some megabytes; it is read as a stream. */
const TIMEOUT_SECONDS = 120;
const MEMORY_MB = 512;
/** Notes and gives back what it read, and keeps rows; who tells of them finds them. */
const REMEMBERS_WITH = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];

/**
 * The `mtls-log` function, which reads connection logs as they are stored, and an alarm for each load balancer that
 * pages. Nothing where the config names no bucket; the bucket must send its events to EventBridge.
 */
export async function mtlsLogPart(config: Config): Promise<StackPart> {
  const logged = config.mtls.filter(({ logs }) => logs !== undefined);
  if (logged.length === 0) return {};
  const names = stackNames(STAGE_VARIABLE);
  const places = logged.flatMap(({ logs = '' }) => parseS3Url(logs) ?? []);
  return {
    functions: {
      'mtls-log': {
        name: names.mtlsLogFunction,
        handler: 'dist/mtls-log/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: MEMORY_MB,
        role: roleReference('MtlsLogRole'),
        environment: { GATEWATCH_STAGE: STAGE_VARIABLE },
        package: { patterns: ['dist/mtls-log/**'] },
        // Lambda tries twice more; what it gives up is kept, and told.
        destinations: {
          onFailure: { type: 'sqs', arn: { 'Fn::GetAtt': [EVENTS_DEAD_LETTERS, 'Arn'] } },
        },
        events: storedLogPatterns(places).map((pattern) => ({ eventBridge: { pattern } })),
      },
    },
    resources: {
      MtlsLogRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(names.mtlsLogFunction),
        allow(
          'ReadConnectionLogs',
          ['s3:GetObject'],
          places.map(({ bucket, key }) => ({
            'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::${bucket}/${key}*`,
          })),
        ),
        allow('Remember', REMEMBERS_WITH, { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] }),
        publishMetrics(),
        leaveUndeliverable(),
      ]),
      ...Object.fromEntries(
        (await Promise.all(logged.map((one) => failureAlarms(one, config.language)))).flat(),
      ),
    },
  };
}

/** "Event pattern size: 2,048 characters" (EventBridge User Guide, "EventBridge quotas"). */
const LONGEST_PATTERN = 2048;

/**
 * What tells that a log was stored in one of these places: as many patterns as their length needs.
 *
 * `$or` wants two or more members; a pattern with one is refused, and the whole deployment with it.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns"; AWS's event-ruler, `JsonRuleCompiler`.
 */
export function storedLogPatterns(
  places: readonly { readonly bucket: string; readonly key: string }[],
): readonly object[] {
  const members = places.map(({ bucket, key }) => ({
    bucket: { name: [bucket] },
    ...(key !== '' && { object: { key: [{ prefix: key }] } }),
  }));
  const groups: (typeof members)[] = [];
  for (const member of members) {
    const last = groups.at(-1);
    if (last !== undefined && JSON.stringify(storedLog([...last, member])).length <= LONGEST_PATTERN)
      last.push(member);
    else groups.push([member]);
  }
  return groups.map(storedLog);
}

function storedLog(members: readonly object[]): object {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: members.length === 1 ? members[0] : { $or: members },
  };
}
