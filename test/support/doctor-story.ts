import assert from 'node:assert/strict';
import type { FakeServices } from './fake-aws.ts';
import type { LocalAccount } from './local-account.ts';
import { MOTO_REGION } from './moto-installation.ts';
import { DUMMY_CREDENTIALS } from './read-clients.ts';
import { runHere } from './run-cli.ts';

/** What `gatewatch doctor --json` prints, as far as tests read it. */
interface DoctorJson {
  readonly checks: readonly { readonly check: string; readonly status: string; readonly finding: string }[];
}

/**
 * CloudWatch's alarms of the account as the wire shows them, and an alarm that is set by hand: its notification goes to
 * its topic, and Lambda works through the queues behind it.
 */
export function cloudWatchByHand(account: LocalAccount) {
  const history: object[] = [];
  const working: Promise<void>[] = [];
  const alarms = [...account.stack.resolved('AWS::CloudWatch::Alarm').values()];
  const act = async (name: string, reason: string): Promise<void> => {
    const properties = alarms.find(({ AlarmName }) => AlarmName === name);
    assert(properties !== undefined, name);
    const atMs = Date.now();
    for (const topicArn of properties.AlarmActions) {
      const message = {
        AlarmName: name,
        AlarmDescription: properties.AlarmDescription,
        NewStateValue: 'ALARM',
        OldStateValue: 'OK',
        NewStateReason: reason,
        StateChangeTime: new Date(atMs).toISOString().replace('Z', '+0000'),
        AlarmArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
      };
      await account.publish(topicArn, `ALARM: "${name}" in US East (N. Virginia)`, JSON.stringify(message));
      const HistorySummary = `Successfully executed action ${topicArn}`;
      history.unshift({
        AlarmName: name,
        Timestamp: new Date(atMs),
        HistoryItemType: 'Action',
        HistorySummary,
      });
    }
    await account.workThroughQueues();
  };
  const services = {
    monitoring: {
      DescribeAlarms: () => ({
        MetricAlarms: alarms.map(({ AlarmName, AlarmActions }) => ({
          AlarmName,
          AlarmActions,
          ActionsEnabled: true,
        })),
      }),
      DescribeAlarmHistory: () => ({ AlarmHistoryItems: history }),
      SetAlarmState: ({ AlarmName, StateValue, StateReason }) => {
        if (StateValue === 'ALARM') working.push(act(String(AlarmName), String(StateReason)));
        return {};
      },
    },
    // moto knows a log group by the older parameter only.
    logs: {
      FilterLogEvents: ({ logGroupIdentifier: logGroupName, startTime }) =>
        account.stack.moto.json('logs', 'FilterLogEvents', { logGroupName, startTime }),
    },
  } satisfies FakeServices;
  return {
    services,
    /** Rejects with what went wrong behind the topic. */
    done: async () => {
      await Promise.all(working);
    },
  };
}

/** Runs `gatewatch doctor` in this process against an account. */
export async function askDoctor(url: string, config: string): Promise<DoctorJson> {
  const environment = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  };
  Object.assign(process.env, environment);
  try {
    const words = ['doctor', '--config', config, '--region', MOTO_REGION, '--wait', '2m', '--json'];
    const { stdout, stderr } = await runHere(...words);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as DoctorJson;
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
  }
}
