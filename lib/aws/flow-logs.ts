import { type EC2Client, paginateDescribeFlowLogs, type FlowLog as WireFlowLog } from '@aws-sdk/client-ec2';
import type { FlowLog, FlowLogReader } from '../core/aws/flow-log-reader.ts';
import { filter, inChunks } from './ec2-filters.ts';
import { readPages } from './pages.ts';

/** Source of names and order: Amazon VPC User Guide, "Flow log records", Default format. */
const DEFAULT_FIELDS =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
    ' ',
  );

/** Finds flow logs; their records are read as any other log. */
export function createFlowLogReader(client: EC2Client): FlowLogReader {
  return {
    flowLogs: (resourceIds, signal) =>
      inChunks(resourceIds, (some) =>
        readPages(
          'ec2:DescribeFlowLogs',
          paginateDescribeFlowLogs(
            { client },
            { Filter: filter('resource-id', some) },
            { abortSignal: signal },
          ),
          ({ FlowLogs }) => FlowLogs?.flatMap(toFlowLog),
        ),
      ),
  };
}

function toFlowLog(wire: WireFlowLog): readonly FlowLog[] {
  const to = destinationOf(wire);
  if (wire.FlowLogStatus !== 'ACTIVE' || to === undefined) return [];
  const fields = [...(wire.LogFormat ?? '').matchAll(/\$\{([a-z0-9-]+)\}/g)].map(([, name = '']) => name);
  return [
    {
      id: wire.FlowLogId ?? '',
      resourceId: wire.ResourceId ?? '',
      fields: fields.length === 0 ? DEFAULT_FIELDS : fields,
      to,
    },
  ];
}

/** Records in Firehose are for other tools. */
function destinationOf({
  LogDestinationType: type = 'cloud-watch-logs',
  LogDestination: arn = '',
  LogGroupName: name = '',
  DestinationOptions: options,
}: WireFlowLog): FlowLog['to'] | undefined {
  if (type === 'cloud-watch-logs') {
    const group = name === '' ? arn : name;
    return group === '' ? undefined : { kind: 'log-group', group };
  }
  const [, bucket, folder = ''] = /^arn:aws[a-z-]*:s3:::([^/]+)\/?(.*?)\/?$/.exec(arn) ?? [];
  if (type !== 's3' || bucket === undefined) return undefined;
  if (options?.FileFormat === 'parquet') return { kind: 'parquet' };
  return {
    kind: 'bucket',
    bucket,
    folder: folder === '' ? '' : `${folder}/`,
    isHive: options?.HiveCompatiblePartitions === true,
    isHourly: options?.PerHourPartition === true,
  };
}
