import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSecretReader } from '../../lib/aws/secret.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'local' };

test('a secret is read by its name, each time anew', async (t) => {
  const values = ['one', 'two'];
  const { url, calls } = await fakeAws(t, {
    secretsmanager: { GetSecretValue: () => ({ SecretString: values.shift() }) },
  });
  const read = createSecretReader('us-east-1', { endpoint: url, credentials });
  assert.deepEqual(await read('gatewatch/slack'), { outcome: 'read', value: 'one' });
  assert.deepEqual(await read('gatewatch/slack'), { outcome: 'read', value: 'two' });
  assert.deepEqual(
    calls.map(({ input }) => input),
    [{ SecretId: 'gatewatch/slack' }, { SecretId: 'gatewatch/slack' }],
  );
});

for (const code of ['ResourceNotFoundException', 'InvalidRequestException']) {
  test(`${code} means that there is none`, async (t) => {
    const { url } = await fakeAws(t, {
      secretsmanager: {
        GetSecretValue: () => {
          throw new FakeAwsError(code, 'gone');
        },
      },
    });
    const read = createSecretReader('us-east-1', { endpoint: url, credentials });
    assert.deepEqual(await read('gatewatch/slack'), { outcome: 'missing' });
  });
}

test('a secret of bytes is none that can be used', async (t) => {
  const { url } = await fakeAws(t, {
    secretsmanager: { GetSecretValue: () => ({ SecretBinary: Buffer.from('https://x') }) },
  });
  const read = createSecretReader('us-east-1', { endpoint: url, credentials });
  assert.deepEqual(await read('gatewatch/slack'), { outcome: 'missing' });
});

test('a refusal names the action', async (t) => {
  const { url } = await fakeAws(
    t,
    { secretsmanager: { GetSecretValue: () => ({ SecretString: 'x' }) } },
    { deny: ['secretsmanager:GetSecretValue'] },
  );
  const read = createSecretReader('us-east-1', { endpoint: url, credentials });
  await assert.rejects(read('gatewatch/slack'), {
    code: 'access-denied',
    action: 'secretsmanager:GetSecretValue',
  });
});
