import { join } from 'node:path';
import { after, afterEach, beforeEach } from 'node:test';
import { DUMMY_CREDENTIALS } from './read-clients.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Every test of a file begins without the variables that the AWS SDK reads, and with its own files in an empty folder.
 *
 * @returns the folder, and what makes the SDK call a fake with keys, until the end of the test
 */
export async function awsEnvironment(
  name: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly folder: string; readonly useFake: (url: string) => void }> {
  const before = { ...process.env };
  const folder = await temporaryFolder({ after }, name);
  beforeEach(() => {
    for (const variable of Object.keys(process.env))
      if (variable.startsWith('AWS_')) delete process.env[variable];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      ...variables,
    });
  });
  afterEach(() => {
    for (const variable of Object.keys(process.env)) if (!(variable in before)) delete process.env[variable];
    Object.assign(process.env, before);
  });
  return {
    folder,
    useFake: (url) => {
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
      });
    },
  };
}
