import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseConfig } from '../../lib/config/load.ts';
import { createService } from '../../lib/stack/service.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** osls keeps what it compiled of its schema in the home: kept between runs, a template takes a third of the time. */
export const OSLS_HOME = join(ROOT, 'node_modules/.cache/osls-home');

const OSLS_IN_TURN = fileURLToPath(new URL('./osls-in-turn.cjs', import.meta.url));

export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: every resource type has properties of its own; tests say which they read.
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
}

export interface CompiledStack {
  readonly file: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly ofType: (type: string) => readonly TemplateResource[];
}

interface Later {
  readonly after: (cleanUp: () => Promise<void>) => unknown;
}

/** A folder that osls takes for a checkout of this project with a gatewatch.yaml of its own; nothing is built in it. */
export async function makeProject(t: Later, yaml: string): Promise<string> {
  const folder = await temporaryFolder(t, 'osls');
  await writeFile(join(folder, 'gatewatch.yaml'), yaml);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(join(ROOT, 'lib'), join(folder, 'lib'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'serverless.ts'), await readFile(join(ROOT, 'serverless.ts')));
  return folder;
}

/** osls as it is installed here, in such a folder. It never asks anybody who is not named in `environment`. */
export async function runOsls(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  await start([join(ROOT, 'node_modules/osls/bin/serverless.js'), ...args], folder, environment);
}

async function start(
  words: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  await run(process.execPath, words, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: OSLS_HOME,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      SLS_TELEMETRY_DISABLED: '1',
      AWS_REGION: 'us-east-1',
      ...environment,
    },
  });
}

/** The CloudFormation template that osls makes of a gatewatch.yaml, in a folder of its own, without a network. */
export async function compileStack(t: Later, yaml: string, stage = 'dev'): Promise<CompiledStack> {
  const [stack] = (await compileStacks(t, { yaml }, stage)).values();
  return stack as CompiledStack;
}

/** The same of many, by one process: osls starts for longer than it compiles. */
export async function compileStacks(
  t: Later,
  yamls: Readonly<Record<string, string>>,
  stage = 'dev',
): Promise<ReadonlyMap<string, CompiledStack>> {
  const root = await temporaryFolder(t, 'osls');
  const names = Object.keys(yamls);
  const folders = names.map((_, index) => join(root, String(index)));
  for (const [index, yaml] of Object.values(yamls).entries()) await writeService(folders[index] ?? '', yaml);
  await start([OSLS_IN_TURN, 'package', '--stage', stage], root, { FOLDERS: folders.join('\n') });
  return new Map(
    await Promise.all(
      names.map(async (name, index) => [name, await compiledIn(folders[index] ?? '')] as const),
    ),
  );
}

async function writeService(folder: string, yaml: string): Promise<void> {
  const service = await createService(parseConfig(yaml));
  // What is packed does not matter here; that something is there does.
  for (const { handler = '' } of Object.values(service.functions ?? {})) {
    await mkdir(join(folder, dirname(handler)), { recursive: true });
    await writeFile(join(folder, dirname(handler), 'index.mjs'), '');
  }
  // osls makes JSON of a service before it reads it. Loading serverless.ts takes it longer than all the rest;
  // `deployStack` has it do that.
  await writeFile(join(folder, 'serverless.json'), JSON.stringify(service));
}

async function compiledIn(folder: string): Promise<CompiledStack> {
  const file = join(folder, '.serverless/cloudformation-template-update-stack.json');
  const { Resources: resources } = JSON.parse(await readFile(file, 'utf8'));
  return {
    file,
    resources,
    ofType: (type) => Object.values<TemplateResource>(resources).filter((one) => one.Type === type),
  };
}
