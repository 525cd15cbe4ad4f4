import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { labOrExplain } from './support/prerequisites.ts';
import { WHOLE_LAB_TOOLS } from './support/whole-lab.ts';

/** `npm run lab`: what people type, typed here. */

const TOOL = fileURLToPath(new URL('../../scripts/lab.ts', import.meta.url));
const execute = promisify(execFile);

if (labOrExplain('the lab as a tool', WHOLE_LAB_TOOLS)) {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-tool-'));
  // Some daemons give up root, and still read their files.
  await chmod(folder, 0o755);
  after(async () => {
    // What a test that failed left up.
    for (const name of ['left', 'right']) if (existsSync(join(folder, name))) await lab('down', name);
    await rm(folder, { recursive: true, force: true });
  });
  const env = { ...process.env, GATEWATCH_LAB: folder };
  const lab = async (...words: readonly string[]) => {
    try {
      const { stdout } = await execute(process.execPath, [TOOL, ...words], { env, timeout: 120_000 });
      return { status: 0, stdout, stderr: '' };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    }
  };
  const namespacesOf = (pid: string) =>
    execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.startsWith(`gwlab-${pid}-`));
  const processesIn = (namespace: string) =>
    execFileSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' }).split('\n').filter(Boolean);
  /** One that has ended and that nobody has waited for yet has no command line. */
  const isRunning = (pid: string) =>
    existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  const pidOf = async (name: string) => {
    const { stdout } = await lab('list');
    return new RegExp(`^${name}  process (\\d+)`, 'm').exec(stdout)?.[1] ?? '';
  };
  const untilGone = async (pid: string, name: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (namespacesOf(pid).length === 0 && !existsSync(join(folder, name))) return true;
      await sleep(50);
    }
    return false;
  };

  test('two labs stand side by side, every check of one is well, and each goes alone', async () => {
    const ups = await Promise.all([lab('up', 'left'), lab('up', 'right')]);
    for (const { status, stderr } of ups) assert.equal(status, 0, stderr);
    const [left, right] = [await pidOf('left'), await pidOf('right')];
    assert.equal(namespacesOf(left).length, 7);
    const checks = [...(ups[0]?.stdout.matchAll(/lab -- (run left -- .*)$/gm) ?? [])].map(
      ([, words]) => words ?? '',
    );
    assert.equal(checks.length, 6);
    for (const words of checks) {
      const { status, stdout, stderr } = await lab(...words.split(' '));
      assert.equal(status, 0, `${words}\n${stdout}${stderr}`);
    }
    const again = await lab('up', 'left');
    assert.deepEqual([again.status, /is up already/.test(again.stderr)], [2, true]);
    assert.equal((await lab('down', 'left')).status, 0);
    assert.equal(await untilGone(left, 'left'), true);
    assert.equal(namespacesOf(right).length, 7);
    const open = await lab('run', 'right', '--in', 'gateway', '--', 'ss', '-Hnlt', 'sport', '=', ':445');
    assert.match(open.stdout, /:445/);
    // A crash, at once and without a word.
    const daemons = namespacesOf(right).flatMap((line) => processesIn(line.split(' ')[0] ?? ''));
    assert(daemons.length > 7);
    process.kill(Number(right), 'SIGKILL');
    assert.equal(await untilGone(right, 'right'), true, namespacesOf(right).join());
    assert.deepEqual(daemons.filter(isRunning), [], 'those that gave up root as well');
    assert.equal((await lab('list')).stdout, '');
  });

  test('a lab that is not there, and what is no command, are told', async () => {
    assert.match((await lab('down', 'nowhere')).stderr, /there is no lab "nowhere"/);
    for (const words of [[], ['up'], ['up', 'A/B'], ['build', 'x']])
      assert.deepEqual(
        [(await lab(...words)).status, (await lab(...words)).stderr.startsWith('usage:')],
        [2, true],
      );
  });
}
