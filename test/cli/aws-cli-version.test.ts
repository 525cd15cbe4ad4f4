import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { awsCliNote, readAwsCliVersion } from '../../lib/cli/aws-cli-version.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('an AWS CLI without tunnels, an old one and none are told; a new one only where a proxy needs NO_PROXY', () => {
  const printed = (version: string) => `aws-cli/${version} Python/3.12.6 Linux/6.8.0 exe/x86_64\n`;
  assert.match(awsCliNote(undefined, false) ?? '', /2\.12 or newer; there is none on this machine/);
  assert.match(awsCliNote(printed('2.11.27'), true) ?? '', /this machine has 2\.11\.27/);
  assert.match(awsCliNote(printed('1.44.1'), false) ?? '', /this machine has 1\.44\.1/);
  assert.equal(awsCliNote(printed('2.12.0'), false), undefined);
  assert.match(awsCliNote(printed('2.31.5'), true) ?? '', /NO_PROXY/);
  assert.equal(awsCliNote('something else', false), undefined);
});

test('the version is what the program itself prints', async (t) => {
  const folder = await temporaryFolder(t, 'aws');
  const program = join(folder, 'aws');
  await writeFile(program, '#!/bin/sh\necho "aws-cli/2.9.1 Python/3.11"\n');
  await chmod(program, 0o755);
  assert.match((await readAwsCliVersion(program)) ?? '', /^aws-cli\/2\.9\.1 /);
  assert.equal(await readAwsCliVersion(join(folder, 'gone')), undefined);
});
