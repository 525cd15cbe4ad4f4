import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { COMMAND_GROUPS } from '../../lib/cli/commands.ts';
import { createProgram } from '../../lib/cli/program.ts';

/** Writes the address of every module that is loaded to stderr. */
const TELL_LOADS = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context); } });`,
)}`;

async function loadedBy(...words: readonly string[]): Promise<readonly string[]> {
  const program = fileURLToPath(new URL('../../bin/gatewatch.ts', import.meta.url));
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', TELL_LOADS, program, ...words],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  return stderr.split('\n');
}

test('no command waits for the clients of AWS that it does not use', async () => {
  const loaded = await loadedBy('mtls', '--help');
  assert(loaded.some((url) => url.endsWith('/lib/cli/mtls.ts')));
  assert.deepEqual(
    loaded.filter((url) => /\/@aws-sdk\/client-|\/lib\/aws\/clients\.ts$/.test(url)),
    [],
  );
});

test('the list of commands loads no command', async () => {
  const loaded = await loadedBy('--help');
  assert(loaded.some((url) => url.endsWith('/lib/cli/commands.ts')));
  assert.deepEqual(
    loaded.filter((url) =>
      /\/node_modules\/(?!commander\/|fast-string-)|\/lib\/(?:probes|stages|config)\//.test(url),
    ),
    [],
  );
});

test('a check of one port loads neither YAML nor what draws on a terminal', async () => {
  const loaded = await loadedBy('check', '--help');
  assert(loaded.some((url) => url.endsWith('/lib/cli/check.ts')));
  assert.deepEqual(
    loaded.filter((url) => /\/node_modules\/(?:yaml|log-update)\//.test(url)),
    [],
  );
});

test('the list of commands says of each how it is used', async () => {
  const streams = { stdout: process.stdout, stderr: process.stderr };
  for (const { word, usage } of COMMAND_GROUPS.flatMap(({ commands }) => commands)) {
    const program = await createProgram(streams, [word]);
    const command = program.commands.find((one) => one.name() === word);
    assert.equal(command?.usage(), usage, word);
  }
});
