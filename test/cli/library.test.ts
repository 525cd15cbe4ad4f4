import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { closedPort } from '../support/loopback-ports.ts';
import { type Packed, packProject } from '../support/packed.ts';

/** `import { … } from 'gatewatch'`: a program of somebody else, typed and run against the packed package alone. */

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ends: (() => Promise<void>)[] = [];
let packed: Packed;

before(async () => {
  packed = await packProject({ after: (end) => void ends.push(end) });
  const modules = join(packed.folder, 'node_modules');
  await mkdir(modules);
  await symlink(join(packed.entry, '../../..'), join(modules, 'gatewatch'));
  await writeFile(join(packed.folder, 'package.json'), '{ "type": "module" }');
});
after(async () => {
  for (const end of ends) await end();
});

const PROGRAM = `import { explainPath, runChecks, type NetworkState, type Report } from 'gatewatch';

const report: Report = await runChecks({
  targets: [{ name: 'filer', type: 'tcp', address: '127.0.0.1:PORT' }],
  timeoutMs: 1000,
});
const state: NetworkState = { vpcs: [], securityGroups: [], networkAcls: [], routeTables: [], prefixLists: [] };
const end = (address: string) => ({ address, securityGroupIds: [] });
const { verdict } = explainPath({ from: end('10.0.0.1'), to: end('10.0.0.2'), protocol: 'tcp', port: 443 }, state);
console.log(report.findings[0]?.reason, verdict.outcome);
// @ts-expect-error a target has a name
void (() => runChecks({ targets: [{ type: 'tcp' }] }));
// @ts-expect-error there is no such language
void (() => runChecks({ targets: [], language: 'de' }));
// @ts-expect-error the port is a number
void (() => explainPath({ from: end('10.0.0.1'), to: end('10.0.0.2'), protocol: 'tcp', port: '443' }, state));
`;

test('a program that imports gatewatch is typed, and runs', async () => {
  const file = join(packed.folder, 'program.ts');
  await writeFile(file, PROGRAM.replace('PORT', String(await closedPort())));
  const flags = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
  const types = ['--typeRoots', join(ROOT, 'node_modules/@types')];
  await run(join(ROOT, 'node_modules/.bin/tsc'), [...flags, ...types, '--ignoreConfig', file], {
    cwd: packed.folder,
  }).catch((error: { readonly stdout: string }) => assert.fail(error.stdout));
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: packed.folder }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  );
  assert.match(stdout, /^port-refused allowed\n/, stderr);
});

test('what a program asks wrongly is told as it is of a file', async () => {
  const file = join(packed.folder, 'wrong.mjs');
  await writeFile(
    file,
    `import { runChecks } from 'gatewatch';
     await runChecks({ targets: [{ name: 'a', type: 'tpc', address: 'x' }] }).catch((error) => console.log(error.code, error.message));`,
  );
  const { stdout } = await run(process.execPath, [file], { cwd: packed.folder });
  assert.match(stdout, /^bad-usage targets\[0\]\.type: .*tcp/);
});
