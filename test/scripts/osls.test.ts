import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeProject, OSLS_HOME } from '../support/compiled-stack.ts';
import { fakeAws } from '../support/fake-aws.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/osls.ts', import.meta.url));
const YAML = `
notify: { email: [{ to: a@example.com }] }
vantages: [{ name: idc, targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }]
`;

/** `print` takes the way of `deploy` and changes nothing: it shows what osls made of the Region. */
async function runScript(
  t: TestContext,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const folder = await makeProject(t, YAML);
  await writeFile(join(folder, 'config'), '[profile paris]\nregion = eu-west-3\n');
  await writeFile(
    join(folder, 'credentials'),
    '[paris]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n',
  );
  const { url } = await fakeAws(t, {
    sts: {
      GetCallerIdentity: () => ({
        Account: '123456789012',
        Arn: 'arn:aws:iam::123456789012:user/operator',
        UserId: 'AIDA',
      }),
    },
  });
  return await new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [SCRIPT, 'print', '--profile', 'paris', ...args],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: OSLS_HOME,
          NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
          SLS_TELEMETRY_DISABLED: '1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_CONFIG_FILE: join(folder, 'config'),
          AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
          AWS_ENDPOINT_URL: url,
          ...environment,
        },
      },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

test('a Region that nobody named is the one of the profile, and is asked about', async (t) => {
  const asked = await runScript(t, ['--stage', 'prod']);
  assert.equal(asked.code, 2, asked.output);
  assert.match(asked.output, /^Account 123456789012, Region eu-west-3, stage prod\n--yes: is missing/);
  const agreed = await runScript(t, ['--stage', 'prod', '--yes']);
  assert.equal(agreed.code, 0, agreed.output);
  assert.match(agreed.output, /region: eu-west-3/);
});

test('a Region of the command line or of the environment is gone to without a question', async (t) => {
  const typed = await runScript(t, ['--region', 'ap-northeast-2']);
  assert.match(typed.output, /^Account 123456789012, Region ap-northeast-2, stage dev\n/);
  assert.match(typed.output, /region: ap-northeast-2/);
  const named = await runScript(t, ['--stage=test'], { AWS_REGION: 'us-west-2' });
  assert.match(named.output, /Region us-west-2, stage test\n/);
  assert.match(named.output, /region: us-west-2/);
});
