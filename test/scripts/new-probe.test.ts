import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withProbe } from '../../scripts/new-probe-files.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let root = '';

/** A copy of the project, since a kind changes its registry. */
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'gw-new-probe-'));
  for (const part of [
    'lib',
    'scripts',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'test/probes',
    'test/support',
  ])
    await cp(join(ROOT, part), join(root, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
});
after(async () => await rm(root, { recursive: true }));

const inCopy = async (program: string, ...words: readonly string[]) => {
  const env = {
    ...process.env,
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
    NODE_TEST_CONTEXT: undefined,
  };
  try {
    const { stdout } = await run(program, words, { cwd: root, env, maxBuffer: 64e6 });
    return { status: 0, stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout: `${stdout}${stderr}` };
  }
};
const contract = () =>
  inCopy(
    process.execPath,
    '--test',
    '--test-reporter=tap',
    '--test-name-pattern=made-by-test|share a name',
    'test/probes/contract.test.ts',
  );

test('a new kind compiles, is in the registry, and misses nothing of the contract but its to-dos', async () => {
  const made = await inCopy(process.execPath, join(root, 'scripts/new-probe.ts'), 'made-by-test', root);
  assert.equal(made.status, 0, made.stdout);
  assert.match(made.stdout, /lib\/probes\/made-by-test\/judge\.ts/);
  const types = await inCopy('tsc', '--noEmit', '-p', await onlyLib());
  assert.equal(types.status, 0, types.stdout);
  const { stdout } = await contract();
  const failed = [...stdout.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(failed, ['made-by-test: nothing is left to write']);
  for (const { place, shape } of [
    { place: /^ *lib\/probes\/made-by-test\/observe\.ts:\d+/, shape: 'ask more than a connection' },
    {
      place: /^ *lib\/probes\/made-by-test\/runbook\.ko\.ts:\d+/,
      shape: 'made-by-test-silent title: what is wrong',
    },
    { place: /^ *lib\/targets\//, shape: "{ kind: 'made-by-test'" },
    { place: /^ *test\/probes\/judged\/made-by-test\.txt/, shape: 'UPDATE_GOLDEN=1' },
  ])
    for (const printed of [made.stdout, stdout]) {
      const line = printed.split('\n').find((one) => place.test(one) && one.includes(shape));
      assert(line !== undefined, `${place}: ${printed}`);
    }
});

test('once its to-dos are done, the contract is kept', async () => {
  const folders = ['lib/probes/made-by-test', 'test/probes/made-by-test'];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder))).map((name) => join(root, folder, name)),
    ),
  );
  for (const file of files.flat())
    await writeFile(file, (await readFile(file, 'utf8')).replace(/TO-DO ?: /g, ''));
  const target = join(root, 'lib/targets/tcp.ts');
  const asked = '[] : hostQuestions(where.host, [{ port: where.port }])';
  const both =
    "[] : [{ kind: 'made-by-test', ...where }, ...hostQuestions(where.host, [{ port: where.port }])]";
  await writeFile(target, (await readFile(target, 'utf8')).replace(asked, both));
  process.env.UPDATE_GOLDEN = '1';
  await contract();
  delete process.env.UPDATE_GOLDEN;
  const { status, stdout } = await contract();
  assert.equal(status, 0, stdout.slice(0, 4000));
});

test('a name that is none, or taken, is refused', () => {
  const registry = "import { dns } from './dns/kind.ts';\n\nexport const PROBES = [\n  dns,\n] as const;\n";
  assert.throws(() => withProbe(registry, 'dns'), /the kind dns is there already/);
  assert.throws(
    () => withProbe(registry, 'Http Status'),
    /expected a name such as http-status, got "Http Status"/,
  );
});

/** The whole project's configuration names folders that the copy lacks. */
async function onlyLib(): Promise<string> {
  const file = join(root, 'tsconfig.lib.json');
  await writeFile(
    file,
    JSON.stringify({ extends: './tsconfig.json', include: ['lib', 'test/probes/made-by-test'] }),
  );
  return file;
}
