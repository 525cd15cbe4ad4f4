import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { runHere } from '../support/run-cli.ts';

function startedBy(t: TestContext, command: string | undefined): void {
  const { npm_command: before } = process.env;
  t.after(() => {
    if (before === undefined) delete process.env.npm_command;
    else process.env.npm_command = before;
  });
  if (command === undefined) delete process.env.npm_command;
  else process.env.npm_command = command;
}

test('what npx started says npx, in help, errors and runbooks', async (t) => {
  startedBy(t, 'exec');
  const help = await runHere('check', '--help');
  assert.match(help.stdout, /^Usage: npx gatewatch check \[options\]/);
  assert.match(help.stdout, /^ {2}npx gatewatch check --region ap-northeast-2$/m);
  assert.match((await runHere('--help')).stdout, /^Usage: npx gatewatch \[options\] \[command\]/);
  assert.match((await runHere('runbook', 'client-cert-expired')).stdout, /^ +npx gatewatch mtls <log>$/m);
  const deploy = await runHere('deploy', '--config', '/nowhere/gatewatch.yaml', '--region', 'eu-west-1');
  assert.match(deploy.stderr, /write it with `npx gatewatch init`/);
  assert.doesNotMatch(help.stdout, /npx npx/);
});

test('an installed program says its own name, and a file keeps its name', async (t) => {
  startedBy(t, undefined);
  assert.match((await runHere('check', '--help')).stdout, /^ {2}gatewatch check --region ap-northeast-2$/m);
  startedBy(t, 'exec');
  assert.match((await runHere('init', '--help')).stdout, /\(default\s+gatewatch\.yaml\)/);
});
