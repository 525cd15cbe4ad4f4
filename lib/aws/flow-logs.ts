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

/** Records in S3 and Firehose are for other tools. */
function toFlowLog(wire: WireFlowLog): readonly FlowLog[] {
  const group = wire.LogGroupName ?? wire.LogDestination;
  if (wire.LogDestinationType !== undefined && wire.LogDestinationType !== 'cloud-watch-logs') return [];
  if (wire.FlowLogStatus !== 'ACTIVE' || group === undefined || group === '') return [];
  const fields = [...(wire.LogFormat ?? '').matchAll(/\$\{([a-z0-9-]+)\}/g)].map(([, name = '']) => name);
  return [
    {
      id: wire.FlowLogId ?? '',
      resourceId: wire.ResourceId ?? '',
      group,
      fields: fields.length === 0 ? DEFAULT_FIELDS : fields,
    },
  ];
}
