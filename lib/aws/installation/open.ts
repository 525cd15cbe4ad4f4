import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { stackNames } from '../../core/stack-names.ts';
import type { Clock } from '../../core/time.ts';
import { type ClientOptions, clientSettings } from '../client-settings.ts';
import { createLogReader } from '../logs.ts';
import { createMetricReader } from '../metrics.ts';
import { createStateStore } from '../state.ts';
import { createInstallationReader } from './reader.ts';
import { createTestAlarm } from './test-alarm.ts';

/** Everything that is asked of one installation. Close it when it is done with. */
export function openInstallation(
  { stage, region, clock }: { readonly stage: string; readonly region: string; readonly clock: Clock },
  options: ClientOptions = {},
) {
  const settings = clientSettings(region, options);
  const names = stackNames(stage);
  const clients = {
    lambda: new LambdaClient(settings),
    scheduler: new SchedulerClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient(settings),
    dynamodb: new DynamoDBClient(settings),
    secrets: new SecretsManagerClient(settings),
    sts: new STSClient(settings),
    logs: new CloudWatchLogsClient(settings),
  };
  const store = createStateStore({ table: names.table, region, clock, ...options });
  return {
    stage,
    region,
    names,
    clock,
    reader: createInstallationReader(clients),
    testAlarm: createTestAlarm(clients.cloudWatch, names.testAlarm),
    metrics: createMetricReader(clients.cloudWatch),
    logs: createLogReader(clients.logs),
    store,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
      store.close();
    },
  };
}
export type OpenInstallation = ReturnType<typeof openInstallation>;
