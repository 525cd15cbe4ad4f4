import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test as plain } from 'node:test';
import { promisify } from 'node:util';
import { withPrograms } from '../support/programs.ts';
import { runHere } from '../support/run-cli.ts';

const run = promisify(execFile);

/** What bash would offer for a line, its last word unfinished. */
async function offered(script: string, ...words: readonly string[]): Promise<readonly string[]> {
  const quoted = ['gatewatch', ...words].map((word) => `'${word}'`).join(' ');
  const line = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _gatewatch; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', line]);
  return stdout.trim().split('\n');
}

plain('bash completes commands, their flags, and the reasons of runbooks', async () => {
  const { stdout: script, status } = await runHere('completion', 'bash');
  assert.equal(status, 0);
  assert.deepEqual(await offered(script, 'per'), ['permissions']);
  assert.deepEqual(await offered(script, 'check', '--attac'), ['--attachment']);
  assert.deepEqual(await offered(script, 'runbook', 'port-filt'), ['port-filtered']);
  assert.deepEqual(await offered(script, 'completion', 'f'), ['fish']);
});

for (const shell of ['zsh', 'fish'] as const)
  withPrograms(shell).test(`${shell} reads its completion`, async () => {
    const { stdout } = await runHere('completion', shell);
    await run(shell, ['-n', '-c', stdout]);
    assert.match(stdout, shell === 'fish' ? /-l attachment -r -d 'attachments/ : /^#compdef gatewatch\n/);
  });

plain('another shell is refused', async () => {
  const { status, stderr } = await runHere('completion', 'tcsh');
  assert.deepEqual([status, stderr], [2, 'SHELL: expected one of bash, zsh, fish, got "tcsh"\n']);
});
