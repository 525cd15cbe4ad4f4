import type { TestContext } from 'node:test';
import { createReadClients, type ReadClients } from '../../lib/aws/clients.ts';
import { type FakeAws, type FakeAwsOptions, type FakeServices, fakeAws } from './fake-aws.ts';

export const REGION = 'ap-northeast-2';
/** Not a secret: the fake checks no signature, and nothing else is ever asked with it. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

/** A fake AWS and the real SDK's clients that ask it, both closed when the test ends. */
export async function readClients(
  t: TestContext,
  services: FakeServices,
  options?: FakeAwsOptions,
): Promise<{ readonly fake: FakeAws; readonly clients: ReadClients; readonly signal: AbortSignal }> {
  const fake = await fakeAws(t, services, options);
  const clients = createReadClients(REGION, { endpoint: fake.url, credentials: DUMMY_CREDENTIALS });
  t.after(() => {
    clients.ec2.destroy();
    clients.storageGateway.destroy();
    clients.ssm.destroy();
    clients.logs.destroy();
    clients.cloudWatch.destroy();
    clients.loadBalancing.destroy();
    clients.s3.destroy();
    clients.acm.destroy();
    clients.iam.destroy();
    clients.kms.destroy();
    clients.resolver.destroy();
  });
  return { fake, clients, signal: t.signal };
}
