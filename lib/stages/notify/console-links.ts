import { partitionOf } from '../../catalogue/regions.ts';
import type { MessageLinks } from '../../core/notify/message.ts';
import { stackNames } from '../../core/stack-names.ts';

/** Where each partition's console lives (AWS General Reference, "AWS Management Console endpoints" of the partitions). */
const CONSOLE: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Pages of the CloudWatch console about one alarm of one installation. */
export function consoleLinks(
  { stage, region }: { readonly stage: string; readonly region: string },
  alarm: string | undefined,
): MessageLinks {
  const host = CONSOLE[partitionOf(region)?.name ?? 'aws'] ?? 'console.aws.amazon.com';
  const page = (hash: string) =>
    `https://${host}/cloudwatch/home?region=${encodeURIComponent(region)}#${hash}`;
  const names = stackNames(stage);
  // What was read of the connection logs is with the function that read them.
  const isOfLogs = alarm?.startsWith(names.clientCertificatesAlarm('')) === true;
  const logGroup = isOfLogs ? names.mtlsLogGroup : names.watchLogGroup;
  return {
    ...(alarm !== undefined && { alarm: page(`alarmsV2:alarm/${encodeURIComponent(alarm)}`) }),
    dashboard: page(`dashboards/dashboard/${encodeURIComponent(names.dashboard)}`),
    logs: page(`logsV2:log-groups/log-group/${twiceEncoded(logGroup)}`),
  };
}

/** The console of CloudWatch Logs decodes names twice, the second time with `$` in place of `%`. */
function twiceEncoded(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
