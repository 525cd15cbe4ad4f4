import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SECRET_READER_ACTIONS, type SecretReader } from '../core/aws/secret-reader.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking, errorName } from './refusals.ts';

/** Reads secrets of one Region. A value is never kept here, so that a rotated one is seen by the next call. */
export function createSecretReader(region: string, options: ClientOptions = {}): SecretReader {
  const client = new SecretsManagerClient(clientSettings(region, options));
  const [action] = SECRET_READER_ACTIONS;
  return async (name) => {
    try {
      const { SecretString: value } = await asking(action, () =>
        client.send(new GetSecretValueCommand({ SecretId: name })),
      );
      return value === undefined ? { outcome: 'missing' } : { outcome: 'read', value };
    } catch (error) {
      // Not there, or waiting to be deleted (Secrets Manager API Reference, GetSecretValue, Errors).
      const missing = ['ResourceNotFoundException', 'InvalidRequestException'];
      if (missing.includes(errorName(error))) return { outcome: 'missing' };
      throw error;
    }
  };
}
