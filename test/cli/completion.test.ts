import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

withPrograms('fish').test('fish completes commands, their flags, and the reasons of runbooks', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-fish-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { stdout: script } = await runHere('completion', 'fish');
  const file = join(folder, 'gatewatch.fish');
  await writeFile(file, script);
  const typed = ['gatewatch perm', 'gatewatch check --attac', 'gatewatch runbook port-filt'];
  const asked = typed.map((line) => `complete -C '${line}'`).join('; ');
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const { stdout } = await run('fish', ['-c', `source ${file}; ${asked}`], { env });
  assert.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]),
    ['permissions', '--attachment', 'port-filtered'],
  );
});

withPrograms('zsh').test(
  'the first Tab in zsh completes, read at the start or from a folder of fpath',
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'gatewatch-zsh-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { stdout: script } = await runHere('completion', 'zsh');
    await writeFile(join(folder, '_gatewatch'), script);
    const starts = [
      `fpath=(${folder} $fpath); autoload -U compinit; compinit -u -D`,
      `autoload -U compinit; compinit -u -D; source ${folder}/_gatewatch`,
    ];
    for (const start of starts) {
      const driver = join(folder, 'driver.zsh');
      await writeFile(driver, zshTab(folder, start, 'gatewatch check --attac'));
      const { stdout } = await run('zsh', ['-f', driver], { timeout: 30_000 });
      assert.match(stdout, /gatewatch check --attachment/, start);
    }
  },
);

/** A zsh of its own at a terminal, in which a line is typed and Tab is pressed once; it prints what the terminal showed. */
function zshTab(home: string, start: string, line: string): string {
  return `zmodload zsh/zpty
zpty shell "env -i HOME=${home} TERM=dumb PATH=$PATH zsh -f -i"
zpty -w shell ${quoted(`PS1='> '; ${start}; echo REA''DY`)}
while zpty -r shell shown; do [[ $shown == *READY* ]] && break; done
zpty -w -n shell ${quoted(line)}$'\\t'
out=''
for turn in {1..100}; do
  while zpty -r -t shell more; do out+=$more; done
  [[ $out == *--attachment* ]] && break
  sleep 0.1
done
print -r -- "$out"
zpty -d shell
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

plain('another shell is refused', async () => {
  const { status, stderr } = await runHere('completion', 'tcsh');
  assert.deepEqual([status, stderr], [2, 'SHELL: expected one of bash, zsh, fish, got "tcsh"\n']);
});
