import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTool } from '../../support/programs.ts';

/** Anything that runs a clean-up at its end: a test's context, or `{ after }` of node:test for a whole suite. */
export interface Scope {
  readonly after: (cleanUp: () => Promise<void>) => void;
}

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly input?: string;
  /** Added to an otherwise empty environment (PATH, HOME and what Node compiled aside). */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; default 20,000. */
  readonly timeoutMs?: number;
}

interface DaemonOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the daemon a /run of its own, so that two of a kind do not meet at one pid file. */
  readonly privateRun?: boolean;
  /** Folder to start in. */
  readonly cwd?: string;
}

export interface Daemon {
  readonly pid: number;
  /** What it printed so far, both streams, the last 64 KB. */
  readonly output: () => string;
  /** Ends it and waits until it is gone: SIGTERM, after a second SIGKILL. */
  readonly stop: () => Promise<void>;
}

export interface Namespace {
  readonly name: string;
  /** Runs a program to its end; a non-zero status is an error unless `orFail` is false. */
  readonly run: (
    argv: readonly string[],
    options?: RunOptions & { readonly orFail?: boolean },
  ) => Promise<Ran>;
  /** Starts a program that stays; it is ended with the scope, and dies with this process whatever happens. */
  readonly daemon: (argv: readonly string[], options?: DaemonOptions) => Daemon;
  /** Replaces all nftables rules by these; the empty text removes them. */
  readonly rules: (ruleset: string) => Promise<void>;
  /** Gives a device of it one more address: `address('wire1b', '10.2.0.12/24')`. */
  readonly address: (device: string, address: string) => Promise<void>;
  /** What its programs read as /etc/NAME (ip-netns(8)): `etc('hosts', …)`, `etc('resolv.conf', …)`. */
  readonly etc: (name: string, text: string) => Promise<void>;
  /** Adds a route: `route('10.2.0.0/24', '10.1.0.1')`, or `route('default', …)`. */
  readonly route: (to: string, via: string) => Promise<void>;
  /** Makes a router of it: it forwards, and its ICMP errors are not rate-limited (Linux icmp(7)). */
  readonly forward: () => Promise<void>;
  /** Waits until somebody has bound the port: on any address, or on this one. */
  readonly untilBound: (protocol: 'udp' | 'tcp', port: number, address?: string) => Promise<void>;
}

export interface Network {
  readonly namespace: (label: string) => Promise<Namespace>;
  /** Joins two namespaces by a wire: `link(client, '10.1.0.2/24', router, '10.1.0.1/24')`. */
  readonly link: (
    a: Namespace,
    addressOfA: string,
    b: Namespace,
    addressOfB: string,
  ) => Promise<{ readonly deviceOfA: string; readonly deviceOfB: string }>;
}

const PREFIX = 'gwlab';
/** Where ip-netns(8) looks for files that stand in for those of /etc. */
const ETC = '/etc/netns';
/** Daemons are up in a tenth of a second; a busy machine may take a hundred times as long. */
const START_LIMIT_MS = 15_000;
let made = 0;

/**
 * A network of namespaces that is not joined to the machine's own: nothing can leave it. All of it, and
 * every daemon in it, is gone when the scope ends.
 */
export async function openNetwork(scope: Scope): Promise<Network> {
  await removeOrphans();
  const names: string[] = [];
  const daemons: Daemon[] = [];
  scope.after(async () => {
    for (const daemon of daemons.reverse()) await daemon.stop();
    for (const name of names) {
      await endLeftOvers(name);
      await mustRun(['ip', 'netns', 'del', name]);
      await rm(join(ETC, name), { recursive: true, force: true });
    }
  });
  let links = 0;
  return {
    namespace: async (label) => {
      made += 1;
      const name = `${PREFIX}-${process.pid}-${made}-${label}`;
      await mustRun(['ip', 'netns', 'add', name]);
      names.push(name);
      await mustRun(['ip', '-n', name, 'link', 'set', 'lo', 'up']);
      return openNamespace(name, daemons);
    },
    link: async (a, addressOfA, b, addressOfB) => {
      links += 1;
      const [deviceOfA, deviceOfB] = [`wire${links}a`, `wire${links}b`];
      // Both ends are made where they belong: the machine's own namespace never sees the device.
      await mustRun([
        ...['ip', 'link', 'add', deviceOfA, 'netns', a.name, 'type', 'veth'],
        ...['peer', 'name', deviceOfB, 'netns', b.name],
      ]);
      await addAddress(a.name, deviceOfA, addressOfA);
      await addAddress(b.name, deviceOfB, addressOfB);
      await mustRun(['ip', '-n', a.name, 'link', 'set', deviceOfA, 'up']);
      await mustRun(['ip', '-n', b.name, 'link', 'set', deviceOfB, 'up']);
      return { deviceOfA, deviceOfB };
    },
  };
}

async function addAddress(name: string, device: string, address: string): Promise<void> {
  // Duplicate address detection would keep an IPv6 address unusable for a second (RFC 4862 §5.4).
  const nodad = address.includes(':') ? ['nodad'] : [];
  await mustRun(['ip', '-n', name, 'addr', 'add', address, 'dev', device, ...nodad]);
}

function openNamespace(name: string, daemons: Daemon[]): Namespace {
  const inside = ['ip', 'netns', 'exec', name];
  const run: Namespace['run'] = async (argv, options = {}) => {
    // ip(8) goes there by itself: one program in place of two.
    const words = argv[0] === 'ip' ? ['ip', '-n', name, ...argv.slice(1)] : [...inside, ...argv];
    const ran = await runToEnd(words, options);
    if (ran.status !== 0 && options.orFail !== false) throw describe(argv, ran);
    return ran;
  };
  return {
    name,
    run,
    daemon: (argv, options = {}) => {
      const daemon = startDaemon(inside, argv, options);
      daemons.push(daemon);
      return daemon;
    },
    rules: async (ruleset) => {
      await run(['nft', '-f', '-'], { input: `flush ruleset\n${ruleset}\n` });
    },
    address: (device, address) => addAddress(name, device, address),
    etc: async (file, text) => {
      await mkdir(join(ETC, name), { recursive: true });
      await writeFile(join(ETC, name, file), text);
    },
    route: async (to, via) => {
      await mustRun(['ip', '-n', name, 'route', 'replace', to, 'via', via]);
    },
    forward: async () => {
      await run(['sysctl', '-qw', ...ROUTER_SETTINGS]);
    },
    untilBound: async (protocol, port, address) => {
      const endsAtMs = performance.now() + START_LIMIT_MS;
      const place = address === undefined ? `sport = :${port}` : `src = ${address}:${port}`;
      const query = ['ss', '-Hnl', protocol === 'udp' ? '-u' : '-t', place];
      while ((await run(query)).stdout.trim() === '') {
        if (performance.now() > endsAtMs) throw new Error(`nobody bound ${protocol} ${place} in ${name}`);
        await sleep(5);
      }
    },
  };
}

const ROUTER_SETTINGS = [
  'net.ipv4.ip_forward=1',
  'net.ipv6.conf.all.forwarding=1',
  'net.ipv4.icmp_ratelimit=0',
  'net.ipv6.icmp.ratelimit=0',
];

function startDaemon(inside: readonly string[], argv: readonly string[], options: DaemonOptions): Daemon {
  // Every program of this chain replaces itself by the next, so the child's pid is the daemon's own.
  const ownRun = options.privateRun
    ? ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs tmpfs /run && exec "$@"', 'sh']
    : [];
  const [command = '', ...args] = [...inside, 'setpriv', '--pdeathsig', 'KILL', ...ownRun, ...resolved(argv)];
  const child = spawn(findTool(command) ?? command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options.env),
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString('latin1')).slice(-65_536);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(String(error))));
  if (child.pid === undefined) throw new Error(`could not start ${argv.join(' ')}`);
  return { pid: child.pid, output: () => printed, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (isGone()) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await Promise.race([exited, sleep(1000, undefined, { ref: false })]);
  }
}

/**
 * Ends what daemons left in a namespace: a session of sshd outlives its server by two minutes where its client's end
 * was lost (sshd_config(5), `LoginGraceTime`), and holds the pipes that this process waits for.
 * A signal is delivered after `kill` has returned, so their end is waited for.
 */
async function endLeftOvers(name: string): Promise<void> {
  const { stdout } = await mustRun(['ip', 'netns', 'pids', name]);
  const pids = stdout.split('\n').filter(Boolean).map(Number);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  const endsAtMs = performance.now() + START_LIMIT_MS;
  while (pids.some(isRunning) && performance.now() < endsAtMs) await sleep(5);
}

/** Whether a process has not ended yet; a zombie has (proc(5), `/proc/PID/stat`: the state comes after the name). */
export function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Namespaces of test processes that were killed before they could clean up. */
async function removeOrphans(): Promise<void> {
  const { stdout } = await mustRun(['ip', 'netns', 'list']);
  for (const name of stdout.match(new RegExp(`^${PREFIX}-\\d+-\\S+`, 'gm')) ?? []) {
    const owner = name.split('-')[1];
    if (existsSync(`/proc/${owner}`)) continue;
    await endLeftOvers(name).catch(() => {});
    // Two test processes may clean up at once: the loser's "No such file" is what it wanted.
    await runToEnd(['ip', 'netns', 'del', name], {});
    await rm(join(ETC, name), { recursive: true, force: true });
  }
}

async function mustRun(argv: readonly string[]): Promise<Ran> {
  const ran = await runToEnd(argv, {});
  if (ran.status !== 0) throw describe(argv, ran);
  return ran;
}

async function runToEnd(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const [command = '', ...args] = resolved(argv);
  return await new Promise<Ran>((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { env: environment(options.env), timeout: options.timeoutMs ?? 20_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code === 'string') reject(error);
        else resolve({ status: error === null ? 0 : (child.exitCode ?? 128), stdout, stderr });
      },
    );
    // A program that does not read its input closes the pipe; that is its right.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

function resolved(argv: readonly string[]): readonly string[] {
  const [command = '', ...args] = argv;
  return [findTool(command) ?? command, ...args];
}

function environment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    // A vantage reads the same sources each time it is asked.
    ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
    ...added,
  };
}

function describe(argv: readonly string[], { status, stderr, stdout }: Ran): Error {
  return new Error(`${argv.join(' ')} ended with ${status}: ${(stderr || stdout).trim().slice(0, 2000)}`);
}
