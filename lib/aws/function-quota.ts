import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/**
 * How many functions the account may run at once in the Region (Lambda API Reference, "GetAccountSettings", AccountLimit).
 *
 * @throws {AwsRefusal} where AWS refuses, throttles or does not answer
 */
export async function readFunctionsAtOnce(region: string, signal: AbortSignal): Promise<number | undefined> {
  const client = new LambdaClient(clientSettings(region));
  try {
    const { AccountLimit } = await asking('lambda:GetAccountSettings', () =>
      client.send(new GetAccountSettingsCommand({}), { abortSignal: signal }),
    );
    return AccountLimit?.ConcurrentExecutions;
  } finally {
    client.destroy();
  }
}
