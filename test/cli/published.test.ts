import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtCli } from '../support/built.ts';
import { openPort } from '../support/loopback-ports.ts';

/** The command line as it is published: bundled, with nothing installed beside it, on the oldest Node it promises. */

const run = promisify(execFile);
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewatch-cli-'));
  await symlink(fileURLToPath(new URL('../../package.json', import.meta.url)), join(folder, 'package.json'));
  await cp(join((await builtCli()).folder, 'bin'), join(folder, 'dist/bin'), { recursive: true });
});
after(() => rm(folder, { recursive: true, force: true }));

/** Takes away what Node 20 does not have. */
const LIKE_NODE_20 =
  'data:text/javascript,delete Map.groupBy; delete Object.groupBy; delete Promise.withResolvers; delete Array.fromAsync; delete globalThis.Iterator.prototype.map;';

test('a check runs from the bundle alone, without what Node 20 lacks', async (t) => {
  const port = await openPort(t);
  const { stdout } = await run(
    process.execPath,
    [
      '--import',
      LIKE_NODE_20,
      join(folder, 'dist/bin/gatewatch.js'),
      'check',
      '--tcp',
      `127.0.0.1:${port}`,
      '--json',
    ],
    { cwd: folder },
  );
  assert.deepEqual(JSON.parse(stdout).totals, { healthy: 1, degraded: 0, failed: 0, unknown: 0 });
});
