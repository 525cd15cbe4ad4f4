import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/** Whose credentials these are. */
export interface CallerIdentity {
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
}

/** @throws {AwsRefusal} `sts:GetCallerIdentity` */
export async function callerIdentity(region: string, options: ClientOptions = {}): Promise<CallerIdentity> {
  const client = new STSClient(clientSettings(region, options));
  try {
    return await identityOf(client);
  } finally {
    client.destroy();
  }
}

/** The same through a client that is there already. */
export async function identityOf(client: STSClient): Promise<CallerIdentity> {
  const { Account = '', Arn = '' } = await asking('sts:GetCallerIdentity', () =>
    client.send(new GetCallerIdentityCommand({})),
  );
  return { account: Account, partition: Arn.split(':')[1] ?? 'aws' };
}
