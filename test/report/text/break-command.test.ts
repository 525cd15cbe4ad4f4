import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { breakCommand } from '../../../lib/report/text/break-command.ts';

const COMMAND = `printf '%s\\n' --group-id sg-0a1b2c3d4e5f60718 --ip-permissions 'IpProtocol=tcp,IpRanges=[{CidrIp=10.0.1.0/24}]' "two words" --region ap-northeast-2`;

test('a command that is broken for the eye is one command for the shell', () => {
  const whole = execFileSync('sh', ['-c', COMMAND], { encoding: 'utf8' });
  for (const columns of [30, 40, 60, 100]) {
    const rows = breakCommand(COMMAND, columns);
    assert(rows.length > 1);
    assert.equal(execFileSync('sh', ['-c', rows.join('\n')], { encoding: 'utf8' }), whole);
  }
});

test('no word is broken, an option keeps its value, and rows stay within the width but for a word that is wider', () => {
  const rows = breakCommand(COMMAND, 60);
  assert(rows.some((row) => row.includes('--group-id sg-0a1b2c3d4e5f60718')));
  assert(rows.some((row) => row.includes('--region ap-northeast-2')));
  for (const row of rows) assert(row.length <= 60 || !row.trim().slice(0, -2).includes(' '), row);
  assert.deepEqual(breakCommand('aws ec2 describe-vpcs', 60), ['aws ec2 describe-vpcs']);
});
