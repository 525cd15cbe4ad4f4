import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  const start = await typed('program.ts', PROGRAM.replace('PORT', String(await closedPort())));
  const { stdout, stderr } = await start();
  assert.match(stdout, /^port-refused allowed\n/, stderr);
});

/** Types a program against the packed package alone, and answers what runs it. */
async function typed(name: string, program: string) {
  const file = join(packed.folder, name);
  await writeFile(file, program);
  const flags = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
  const types = ['--typeRoots', join(ROOT, 'node_modules/@types')];
  await run(join(ROOT, 'node_modules/.bin/tsc'), [...flags, ...types, '--ignoreConfig', file], {
    cwd: packed.folder,
  }).catch((error: { readonly stdout: string }) => assert.fail(error.stdout));
  return (env: Readonly<Record<string, string>> = {}) =>
    run(process.execPath, [file], { cwd: packed.folder, env: { ...process.env, ...env } }).catch(
      (error: { readonly stdout: string; readonly stderr: string }) => error,
    );
}

test('the page’s own check is typed, runs beside gatewatch’s, and finds what it should', async (t) => {
  const page = await readFile(join(ROOT, 'docs/library.md'), 'utf8');
  const [, program = ''] = /<!-- program: kind -->\n```ts\n([\s\S]*?)```/.exec(page) ?? [];
  let status = 200;
  const server = createServer((_, response) => void response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closed = await closedPort();
  const start = await typed('kind.ts', program);
  for (const [answer, shop, expected] of [
    [200, place, 'shop http-status healthy null The web server answers.'],
    [503, place, `shop http-status failed http-not-ok ${place} answers 503.`],
    [200, `127.0.0.1:${closed}`, 'shop http-status failed http-no-answer No answer came from'],
  ] as const) {
    status = answer;
    const { stdout, stderr } = await start({ SHOP: `http://${shop}/` });
    assert(stdout.startsWith(expected), `${stdout}${stderr}`);
  }
});

const WRONG_KIND = `import { defineKind, type KindDefinition, runChecks } from 'gatewatch';

type Reason = 'port-refused' | 'Odd';
const text = { title: '', summary: '', meaning: '', causes: [], steps: [] };
const definition: KindDefinition<{ readonly host: string }, number, Reason> = {
  kind: 'tls',
  spec: { safeParse: () => ({ success: true, data: { host: 'a' } }) },
  observe: async ({ host }) => host.length,
  reasons: { 'port-refused': { status: 'failed', severity: 'info' }, Odd: { status: 'failed', severity: 'info' } },
  judge: ({ observation }) => ({ evidence: [{ subject: 'a', outcome: String(observation) }], faults: [] }),
  texts: { en: { healthy: '', reasons: { 'port-refused': text, Odd: text } } },
  needs: ['nothing'],
};
try {
  defineKind(definition);
} catch (error) {
  console.log((error as Error).message);
}
const { spec, observe, judge } = definition;
const reasons = { mine: { status: 'failed', severity: 'info' } } as const;
const texts = { en: { healthy: 'ok', reasons: { mine: text } } };
const fine: KindDefinition<{ readonly host: string }, number, 'mine'> = {
  kind: 'own',
  spec,
  observe,
  reasons,
  judge: (asked) => ({ ...judge(asked), faults: [] }),
  texts,
};
const own = defineKind(fine);
const asked = { kinds: [own, own], targets: [{ name: 'a', type: 'own' }] };
await runChecks(asked).catch((error) => console.log(error.message));
await runChecks({ kinds: [own], targets: [{ name: 'a', type: 'own' }, { name: 'a', type: 'tcp' }] }).catch((error) =>
  console.log(error.message),
);
const { findings } = await runChecks({
  kinds: [defineKind({ ...fine, kind: 'crash', observe: () => Promise.reject(new Error('x')) })],
  targets: [{ name: 'a', type: 'crash' }],
});
console.log(findings[0]?.status, findings[0]?.reason);
// @ts-expect-error a reason without a text
void (() => defineKind({ ...fine, texts: { en: { healthy: 'ok', reasons: {} } } }));
// @ts-expect-error the judge names a reason that the kind does not have
void (() => defineKind({ ...fine, judge: () => ({ evidence: [], faults: [{ reason: 'other', subject: 'a' }] }) }));
`;

test('a kind that cannot be one is refused when it is made, each mistake with its place', async () => {
  const start = await typed('wrong-kind.ts', WRONG_KIND);
  const { stdout, stderr } = await start();
  assert.deepEqual(
    stdout.trim().split('\n'),
    [
      'kind: "tls" is one of gatewatch\'s own',
      "reasons.port-refused: is one of gatewatch's own",
      'reasons.Odd: expected lower-case words such as http-not-ok',
      'needs: expected kinds of gatewatch, such as port, got "nothing"',
      'kinds[1]: "own" is there twice',
      'kinds[1]: "mine" is there twice',
      'targets[1].address: is missing: expected a text',
      'targets[1].name: expected another name, got "a", which names the first target of this vantage already',
      'unknown probe-crashed',
    ],
    stderr,
  );
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
