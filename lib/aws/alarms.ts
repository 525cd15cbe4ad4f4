import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { ALARM_READER_ACTIONS, type AlarmReader, HINDRANCES } from '../core/aws/alarm-reader.ts';
import { clientSettings } from './client-settings.ts';
import { readPages } from './pages.ts';

export function createAlarmClient(region: string): CloudWatchClient {
  return new CloudWatchClient(clientSettings(region));
}

/** Reads the alarms of one installation. @param prefix - how their names begin */
export function createAlarmReader(client: CloudWatchClient, prefix: string): AlarmReader {
  const [action] = ALARM_READER_ACTIONS.hindered;
  return {
    hindered: async (signal) => {
      const input = { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm' as const] };
      const pages = paginateDescribeAlarms({ client }, input, { abortSignal: signal });
      const alarms = await readPages(action, pages, ({ MetricAlarms }) => MetricAlarms);
      return alarms.flatMap(({ AlarmName: name = '', EvaluationState: state, StateReason: reason = '' }) => {
        const hindrance = HINDRANCES.find((one) => one === state);
        return hindrance === undefined ? [] : [{ name, hindrance, reason }];
      });
    },
  };
}
