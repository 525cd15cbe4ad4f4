import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Installed } from '../../lib/stack/installed.ts';
import type { MotoCaller } from './moto-call.ts';
import { motoChannels } from './moto-channels.ts';
import { DUMMY_CREDENTIALS } from './read-clients.ts';

export const MOTO_REGION = 'us-east-1';
const MOTO_ACCOUNT = '123456789012';
/** An archive without a file: nothing runs here. */
const EMPTY_ZIP = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==';
const ROLE = `arn:aws:iam::${MOTO_ACCOUNT}:role/anything`;

export function motoArn(service: string, resource: string): string {
  return `arn:aws:${service}:${MOTO_REGION}:${MOTO_ACCOUNT}:${resource}`;
}

/** Makes in moto, by its APIs, what an installation consists of; everybody has confirmed, everything is switched on. */
export async function makeInstallation(
  url: string,
  moto: MotoCaller,
  installed: Installed,
  secrets: readonly string[],
): Promise<void> {
  const settings = { region: MOTO_REGION, endpoint: url, credentials: DUMMY_CREDENTIALS };
  const [sns, cloudWatch] = [new SNSClient(settings), new CloudWatchClient(settings)];
  const channels = motoChannels(url, MOTO_REGION);
  await moto.query('iam', {
    Action: 'CreateRole',
    Version: '2010-05-08',
    RoleName: 'anything',
    AssumeRolePolicyDocument: '{}',
  });
  for (const FunctionName of installed.functions)
    await moto.rest('lambda', 'POST', '/2015-03-31/functions', {
      FunctionName,
      Runtime: 'nodejs22.x',
      Role: ROLE,
      Handler: 'index.handler',
      Code: { ZipFile: EMPTY_ZIP },
    });
  for (const queue of [...installed.workers.map((one) => one.queue), ...installed.deadLetters])
    await moto.json('sqs', 'CreateQueue', { QueueName: queue });
  for (const { functionName, queue } of installed.workers)
    await moto.rest('lambda', 'POST', '/2015-03-31/event-source-mappings/', {
      FunctionName: functionName,
      EventSourceArn: motoArn('sqs', queue),
    });
  for (const name of installed.schedules)
    await moto.rest('scheduler', 'POST', `/schedules/${name}`, {
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: motoArn('lambda', 'function:any'), RoleArn: ROLE },
    });
  for (const { topic, protocol, endpoint } of installed.subscriptions)
    await sns.send(
      new SubscribeCommand({
        TopicArn: await channels.topicArn(topic),
        Protocol: protocol,
        Endpoint: protocol === 'sqs' ? motoArn('sqs', endpoint) : endpoint,
      }),
    );
  for (const { name, topic } of installed.alarms)
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: 'Gatewatch',
        MetricName: 'Test',
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [motoArn('sns', topic)],
      }),
    );
  for (const table of installed.tables) await channels.createTable(table);
  for (const Name of secrets)
    await moto.json('secretsmanager', 'CreateSecret', {
      Name,
      SecretString: 'https://hooks.example/T0P5ECRET',
    });
  channels.close();
  sns.destroy();
  cloudWatch.destroy();
}
