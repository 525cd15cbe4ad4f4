import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { boundedText } from '../../core/text.ts';
import { asking } from '../refusals.ts';
import { orMissing } from './missing.ts';

/** One try of CloudWatch to act on an alarm. */
interface ActionTried {
  readonly atMs: number;
  readonly isDone: boolean;
  /** CloudWatch's own sentence, such as `Failed to execute action … Received error: …`. */
  readonly summary: string;
}

/** Sets an alarm by hand, and reads what CloudWatch did of it. */
export interface TestAlarm {
  /** To OK first: only a change of state has an action, and the last test may not be over. */
  readonly raise: (reason: string) => Promise<'raised' | 'missing'>;
  /** Newest first. */
  readonly actionsTried: () => Promise<readonly ActionTried[]>;
}

export function createTestAlarm(client: CloudWatchClient, alarm: string): TestAlarm {
  return {
    raise: async (reason) => {
      for (const StateValue of ['OK', 'ALARM'] as const) {
        const input = { AlarmName: alarm, StateValue, StateReason: reason };
        const set = await orMissing('cloudwatch:SetAlarmState', () =>
          client.send(new SetAlarmStateCommand(input)),
        );
        if (set === 'missing') return 'missing';
      }
      return 'raised';
    },
    actionsTried: async () => {
      const input = {
        AlarmName: alarm,
        HistoryItemType: 'Action',
        ScanBy: 'TimestampDescending',
        MaxRecords: 20,
      } as const;
      const { AlarmHistoryItems = [] } = await asking('cloudwatch:DescribeAlarmHistory', () =>
        client.send(new DescribeAlarmHistoryCommand(input)),
      );
      return AlarmHistoryItems.map(toAction);
    },
  };
}

/** CloudWatch API Reference, AlarmHistoryItem: the summary is for people, the data is JSON with `actionState`. */
function toAction({ Timestamp, HistorySummary = '', HistoryData = '' }: AlarmHistoryItem): ActionTried {
  return {
    atMs: Timestamp?.getTime() ?? 0,
    isDone: !/^Failed\b/i.test(HistorySummary) && !/"actionState"\s*:\s*"Failed"/.test(HistoryData),
    summary: boundedText(HistorySummary, 400),
  };
}
