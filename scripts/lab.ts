/**
 * The lab as a tool, for people and for CI: a whole network in namespaces, as root on Linux.
 *
 *   npm run lab -- up NAME              brings it up and says what stands where
 *   npm run lab -- run NAME -- CMD…     runs a command at the vantage; --in HOST before the dashes: at another host
 *   npm run lab -- down NAME
 *   npm run lab -- list
 *
 * Each lab belongs to one process that stays. When that ends, however it ends, its daemons, namespaces and files go.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whyNot } from '../test/lab/support/prerequisites.ts';
import { openWholeLab, WHOLE_LAB_TOOLS } from '../test/lab/support/whole-lab.ts';

/** Not under /run, which some daemons have to themselves. */
const FOLDER = env.GATEWATCH_LAB ?? join(tmpdir(), 'gatewatch-lab');
const OWN_FILE = fileURLToPath(import.meta.url);
const COMMAND = fileURLToPath(new URL('../bin/gatewatch.ts', import.meta.url));
/** What a busy machine needs to bring it up. */
const UP_LIMIT_MS = 60_000;
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

interface LabState {
  readonly pid: number;
  readonly upMs: number;
  /** Namespaces by the host that they are. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly checks: readonly string[];
}

const stateFile = (name: string) => join(FOLDER, name, 'state.json');

function readState(name: string): LabState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(name), 'utf8'));
  } catch {
    return undefined;
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function existing(name: string): LabState {
  return readState(name) ?? fail(`there is no lab "${name}": npm run lab -- list`);
}

async function up(name: string): Promise<void> {
  const reason = whyNot(['ip', 'nft', 'ss', 'setpriv', 'unshare', ...WHOLE_LAB_TOOLS]);
  if (reason !== undefined) fail(`the lab cannot run here: ${reason}`);
  if (readState(name) !== undefined) fail(`"${name}" is up already: npm run lab -- down ${name}`);
  const home = join(FOLDER, name);
  mkdirSync(join(home, 'tmp'), { recursive: true });
  const keeper = spawn(process.execPath, [OWN_FILE, 'keep', name], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, TMPDIR: join(home, 'tmp'), GATEWATCH_LAB: FOLDER },
  });
  let said = '';
  keeper.stderr.on('data', (chunk) => {
    said += chunk;
  });
  // Not a child of the lab: it outlives the lab to take away what a crash leaves.
  spawn('sh', ['-c', GUARD, 'sh', String(keeper.pid), home], { detached: true, stdio: 'ignore' }).unref();
  const endsAtMs = performance.now() + UP_LIMIT_MS;
  for (;;) {
    const state = readState(name);
    if (state !== undefined) {
      const hosts = Object.entries(state.hosts).map(
        ([host, namespace]) => `  ${host.padEnd(10)} ${namespace}`,
      );
      process.stdout.write(
        [
          `"${name}" is up after ${state.upMs} ms.`,
          ...hosts,
          'Everything is well for:',
          ...state.checks.map((one) => `  npm run -s lab -- run ${name} -- ${one}`),
          '',
        ].join('\n'),
      );
      keeper.unref();
      keeper.stderr.destroy();
      return;
    }
    if (keeper.exitCode !== null || performance.now() > endsAtMs) fail(`the lab did not come up: ${said}`);
    await sleep(10);
  }
}

/** Waits for the keeper's end, then removes its namespaces and its folder. Its daemons die with it. */
const GUARD = `while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
ip netns list | awk '{print $1}' | grep "^gwlab-$1-" | while read -r one; do ip netns pids "$one" | xargs -r kill -9; ip netns del "$one"; rm -rf "/etc/netns/$one"; done
rm -rf "$2"`;

/** The process that the lab belongs to. */
async function keep(name: string): Promise<void> {
  const startedMs = performance.now();
  const cleanUps: (() => Promise<void>)[] = [];
  const end = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp().catch(() => {});
    rmSync(join(FOLDER, name), { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  const { namespaces, checks } = await openWholeLab({ after: (cleanUp) => cleanUps.push(cleanUp) });
  const hosts = Object.fromEntries(Object.entries(namespaces).map(([host, one]) => [host, one.name]));
  const state: LabState = {
    pid: process.pid,
    upMs: Math.round(performance.now() - startedMs),
    hosts,
    checks,
  };
  writeFileSync(stateFile(name), JSON.stringify(state));
  setInterval(() => {}, 60_000);
}

/** Runs a command in the lab; its exit status is ours. */
function run(name: string, host: string, argv: readonly string[]): never {
  const { hosts } = existing(name);
  const namespace = hosts[host] ?? fail(`no host "${host}": ${Object.keys(hosts).join(', ')}`);
  const [command, ...args] = argv;
  if (command === undefined) fail('expected a command after --');
  const whole = command === 'gatewatch' ? [process.execPath, COMMAND, ...args] : [command, ...args];
  const { status } = spawnSync('ip', ['netns', 'exec', namespace, ...whole], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

async function down(name: string): Promise<void> {
  const { pid } = existing(name);
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended; the guard removes the rest.
  }
  while (readState(name) !== undefined) await sleep(20);
}

function list(): void {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  for (const name of names) {
    const state = readState(name);
    if (state !== undefined)
      process.stdout.write(`${name}  process ${state.pid}, up after ${state.upMs} ms\n`);
  }
}

const [verb, name = '', ...rest] = process.argv.slice(2);
if (verb === 'list') list();
else if (!NAME.test(name) || !['up', 'keep', 'run', 'down'].includes(verb ?? ''))
  fail(
    'usage: npm run lab -- up NAME | run NAME [--in HOST] -- CMD… | down NAME | list; NAME is a-z, 0-9 and -',
  );
else if (verb === 'up') await up(name);
else if (verb === 'keep') await keep(name);
else if (verb === 'down') await down(name);
else {
  const dashes = rest.indexOf('--');
  const options = dashes === -1 ? [] : rest.slice(0, dashes);
  run(name, options[0] === '--in' ? (options[1] ?? '') : 'vantage', rest.slice(dashes + 1));
}
