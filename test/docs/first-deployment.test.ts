import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { verificationCommands, withoutSecrets } from '../../scripts/verification.ts';

const run = promisify(execFile);

test('the page of the first deployment names every command, and there are ten at most', async () => {
  const commands = verificationCommands('dev', 'us-east-1');
  assert(commands.length <= 10);
  const page = await readFile(new URL('../../docs/first-deployment.md', import.meta.url), 'utf8');
  for (const { verifies } of commands) assert(page.includes(verifies), verifies);
});

test('a dry run prints what it would run, and runs none of it', async () => {
  const { stdout } = await run(
    process.execPath,
    ['scripts/verify-deployment.ts', '--dry-run', '--stage', 'prod', '--region', 'ap-northeast-2'],
    { env: { PATH: '/nowhere' } },
  );
  assert.equal(stdout.match(/^ {2}(?:aws|node_modules)/gm)?.length, verificationCommands('', '').length);
  assert.match(stdout, /--alarm-name-prefix gatewatch-prod- /);
  assert.match(stdout, /--region ap-northeast-2/);
});

test('without a Region nothing is run', async () => {
  const failing = run(process.execPath, ['scripts/verify-deployment.ts'], { env: { PATH: '/nowhere' } });
  await assert.rejects(failing, (error: { readonly code?: number; readonly stderr?: string }) => {
    assert.equal(error.code, 2);
    assert.match(error.stderr ?? '', /--region is missing/);
    return true;
  });
});

test('what is sent names no account, no person and no key', () => {
  const text = 'arn:aws:sns:us-east-1:210987654321:x oncall@corp.example AKIAABCDEFGHIJKLMNOP 1700000000000';
  assert.equal(
    withoutSecrets(text),
    'arn:aws:sns:us-east-1:123456789012:x someone@example.com AKIAIOSFODNN7EXAMPLE 1700000000000',
  );
});
