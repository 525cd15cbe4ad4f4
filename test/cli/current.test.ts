import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ENTRY } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What `npm run gatewatch` starts, and what it keeps for the next start. */

const run = promisify(execFile);
const BIN = fileURLToPath(new URL('../../bin', import.meta.url));

test('the bundle runs where no source is newer, else the sources', async (t) => {
  const clone = await temporaryFolder(t, 'clone');
  const files = {
    'bin/gatewatch.ts': "console.log('sources' as string);",
    'dist/bin/gatewatch.js': "console.log('bundle');",
    'lib/cli/program.ts': '',
    'package.json': '{ "type": "module" }',
    'package-lock.json': '',
    'scripts/bundles.ts': '',
    'scripts/node-20.ts': '',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(clone, name)), { recursive: true });
    await writeFile(join(clone, name), text);
  }
  for (const name of ['start.mjs', 'current.mjs']) await copyFile(join(BIN, name), join(clone, 'bin', name));
  const started = async () => (await run(process.execPath, [join(clone, 'bin/start.mjs')])).stdout.trim();
  const date = (name: string, time: string) => utimes(join(clone, name), new Date(time), new Date(time));
  const built = '2100-01-01T00:00:00Z';
  await date('dist/bin/gatewatch.js', built);
  assert.equal(await started(), 'bundle');
  for (const name of ['lib/cli/program.ts', 'lib/cli', 'bin/gatewatch.ts', 'package-lock.json']) {
    await date(name, '2100-01-01T00:00:01Z');
    assert.equal(await started(), 'sources', name);
    await date(name, built);
    assert.equal(await started(), 'bundle', name);
  }
  await rm(join(clone, 'dist'), { recursive: true });
  assert.equal(await started(), 'sources');
});

test('what was compiled is kept in the folder of the user, where that can be written', async (t) => {
  const cache = await temporaryFolder(t, 'cache');
  const start = (folder: string) =>
    run(process.execPath, [ENTRY, '--version'], {
      // The test runner says where Node keeps what it compiled.
      env: { ...process.env, NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: folder },
    });
  const { stdout } = await start(cache);
  assert.deepEqual(await readdir(join(cache, 'gatewatch')), ['compiled']);
  assert.deepEqual(await start('/dev/null'), { stdout, stderr: '' });
});
