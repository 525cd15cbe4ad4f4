import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { promisify } from 'node:util';
import { createProgram } from '../../lib/cli/program.ts';
import { withPrograms } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const page = await readFile(new URL('../../docs/on-premises.md', import.meta.url), 'utf8');
const unit = /```ini\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

withPrograms('systemd-analyze').test('systemd takes the unit of the page', async (t) => {
  const folder = await temporaryFolder(t, 'unit');
  const file = join(folder, 'gatewatch.service');
  // The program of the page is that of another machine; what is asked here is whether each line means something.
  await writeFile(file, unit.replace('/usr/bin/npx', process.execPath));
  const { stderr } = await promisify(execFile)('systemd-analyze', ['verify', file]);
  assert.doesNotMatch(stderr, /gatewatch\.service:\d+/);
});

plain('every line of the page that runs gatewatch is one that this version takes', async () => {
  const lines = page.replaceAll('\\\n', ' ').matchAll(/gatewatch (run --[^\n"\]>]*)/g);
  const run = (await createProgram(process, ['run'])).commands.find((one) => one.name() === 'run');
  const found = [...lines].map(
    ([, words = '']) => run?.parseOptions(words.trim().split(/\s+/).slice(1)).unknown,
  );
  assert.equal(found.length, 3);
  assert.deepEqual(found.flat(), []);
});
