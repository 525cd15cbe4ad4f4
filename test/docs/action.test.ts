import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { closedPort, openPort } from '../support/loopback-ports.ts';
import { ENTRY } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The step of action.yml, run as a runner does, with this checkout in place of the published package. */
async function runAction(t: TestContext, inputs: Readonly<Record<string, string>>) {
  const action = parse(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'));
  const [step] = action.runs.steps;
  const folder = await temporaryFolder(t, 'action');
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${ENTRY}" "$@"\n`);
  await chmod(join(folder, 'npx'), 0o755);
  const values = Object.fromEntries(
    Object.entries<string>(step.env).map(([name, source]) => {
      const input = /inputs\.(\w+)/.exec(source)?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input].default];
    }),
  );
  const summary = join(folder, 'summary.md');
  const child = spawn('bash', ['-c', step.run], {
    env: { ...process.env, ...values, PATH: `${folder}:${process.env.PATH}`, GITHUB_STEP_SUMMARY: summary },
    stdio: 'ignore',
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, summary: await readFile(summary, 'utf8').catch(() => '') };
}

test('the action writes the findings into the summary and ends as the check does', async (t) => {
  const good = await runAction(t, { arguments: `--tcp 127.0.0.1:${await openPort(t)}` });
  assert.deepEqual([good.status, good.summary.includes('127.0.0.1')], [0, true]);
  const bad = await runAction(t, { arguments: `--tcp 127.0.0.1:${await closedPort()}` });
  assert.deepEqual([bad.status, bad.summary.includes('port-refused')], [1, true]);
});

test('what is typed into it means nothing to a shell, and no other command is run', async (t) => {
  const sly = await runAction(t, { arguments: '--tcp $(touch);echo' });
  assert.equal(sly.status, 2);
  assert.equal((await runAction(t, { command: 'remove', arguments: '--yes' })).status, 2);
});
