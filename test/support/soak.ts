import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { bundle, makeChain } from './certs.ts';
import { PROBE, startLocalStack, WATCH } from './local-stack.ts';
import { type OpenAndShut, openAndShut } from './open-and-shut.ts';
import { ENTRY } from './run-cli.ts';

/** What a process holds, and what it has used since it began. */
interface Held {
  /** Of the machine's memory. */
  readonly megabytes: number;
  readonly descriptors: number;
  readonly cpuMs: number;
}

/** One process over many rounds: a quarter of them each, of which the first is a warm-up. */
export interface Soaked {
  readonly name: string;
  readonly rounds: number;
  readonly quarters: readonly {
    /** Of the machine's memory, the median. */
    readonly megabytes: number;
    /** What is left at the end of the quarter when all garbage is collected. */
    readonly liveMegabytes: number;
    /** The fewest that were open after a round: a peer may still be on its way out. */
    readonly descriptors: number;
    readonly cpuMsARound: number;
  }[];
  /** Rounds that ended in an error of ours. */
  readonly errors: number;
}

type Cleanup = Pick<TestContext, 'after'>;

/** Linux counts the time of a process in hundredths of a second (`man 5 proc`, stat). */
const TICK_MS = 10;

function heldBy(pid: number): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return {
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
  };
}

/** Garbage does not pile up: what a process has of the machine then says what it needs. */
const SMALL_HEAP = '--max-semi-space-size=1 --max-old-space-size=96';
/** Every process that soaks loads this, and is asked by a signal. */
const LIVE_HEAP = fileURLToPath(new URL('./live-heap.cjs', import.meta.url));

/** Asks processes what is left of their heaps when all garbage is collected. */
class LiveHeaps {
  readonly #file: string;
  constructor(folder: string) {
    this.#file = join(folder, 'live');
  }

  get environment(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `${SMALL_HEAP} --require ${LIVE_HEAP}`, GATEWATCH_LIVE_HEAP: this.#file };
  }

  async megabytes(pid: number): Promise<number> {
    const file = `${this.#file}-${pid}`;
    await rm(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    for (let tries = 0; tries < 500 && !existsSync(file); tries += 1) await wait(20);
    return Number(readFileSync(file, 'utf8')) / 2 ** 20;
  }
}

function summary(name: string, samples: readonly Held[], live: readonly number[], errors: number): Soaked {
  const size = Math.floor(samples.length / 4);
  const quarters = [0, 1, 2, 3].map((at) => {
    const some = samples.slice(at * size, (at + 1) * size);
    const sizes = some.map(({ megabytes }) => megabytes).sort((a, b) => a - b);
    const [first, last] = [some[0], some.at(-1)];
    return {
      liveMegabytes: live[at] ?? 0,
      megabytes: sizes[Math.floor(sizes.length / 2)] ?? 0,
      descriptors: Math.min(...some.map(({ descriptors }) => descriptors)),
      cpuMsARound: ((last?.cpuMs ?? 0) - (first?.cpuMs ?? 0)) / Math.max(1, some.length - 1),
    };
  });
  return { name, rounds: samples.length, quarters, errors };
}

/** Caches that fill slowly. */
const MEGABYTES_OF_CACHES = 2;

/** What grew from the second quarter, when all is warm, to the last; and rounds that failed. */
export function growth(
  { name, rounds, quarters, errors }: Soaked,
  megabytesOfCaches = MEGABYTES_OF_CACHES,
): readonly string[] {
  const [, from, , to] = quarters;
  if (from === undefined || to === undefined) return [`${name}: too few rounds`];
  return [
    ...(errors > 0 ? [`${name}: ${errors} errors`] : []),
    ...(to.liveMegabytes > from.liveMegabytes + megabytesOfCaches
      ? [
          `${name}: what is live grew from ${from.liveMegabytes.toFixed(1)} to ${to.liveMegabytes.toFixed(1)} MB`,
        ]
      : []),
    ...(to.megabytes > from.megabytes * 1.1 + 5 * megabytesOfCaches
      ? [`${name}: memory grew from ${from.megabytes.toFixed(1)} to ${to.megabytes.toFixed(1)} MB`]
      : []),
    ...(to.descriptors > from.descriptors + 1
      ? [`${name}: descriptors grew from ${from.descriptors} to ${to.descriptors}`]
      : []),
    ...(to.cpuMsARound > from.cpuMsARound * 1.5 + 2 + (8 * TICK_MS) / rounds
      ? [`${name}: a round took ${from.cpuMsARound.toFixed(1)} ms, and takes ${to.cpuMsARound.toFixed(1)} ms`]
      : []),
  ];
}

/** Rounds that a peer stays as it is. */
const PHASE_ROUNDS = 5;

/** Two peers that come and go: one port opens and shuts, one speaks TLS, resets, talks rubbish or is away. */
async function startPeers(t: Cleanup) {
  const { leaf, intermediate } = await makeChain({ names: ['soak.test'] });
  const server = tls.createServer({ key: leaf.keyPem, cert: bundle(leaf, intermediate) });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  let phase = 0;
  const front = net.createServer((socket) => {
    socket.on('error', () => {});
    if (phase === 0) server.emit('connection', socket);
    else if (phase === 1) socket.resetAndDestroy();
    else socket.end('220 no TLS here\r\n');
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as net.AddressInfo;
  t.after(() => front.close());
  const plain: OpenAndShut = await openAndShut(t);
  return {
    targets: [
      `{ name: plain, type: tcp, address: "127.0.0.1:${plain.port}" }`,
      `{ name: secure, type: tls, address: "127.0.0.1:${port}" }`,
    ],
    turn: async (round: number) => {
      if (round % PHASE_ROUNDS !== 0) return;
      phase = (round / PHASE_ROUNDS) % 3;
      await (phase === 0 ? plain.close() : plain.close().then(plain.open));
    },
  };
}

/** The deployed bundles of watch and probe in the real runtime interface client, for a number of invocations. */
export async function soakFunctions(t: Cleanup, invocations: number): Promise<readonly Soaked[]> {
  const peers = await startPeers(t);
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-soak-'));
  t.after(() => rm(folder, { recursive: true }));
  const heaps = new LiveHeaps(folder);
  const services = { monitoring: { PutMetricData: () => ({}) }, dynamodb: { PutItem: () => ({}) } };
  const { environment } = heaps;
  const { lambda } = await startLocalStack(t, { targets: peers.targets, services, environment });
  const names = [WATCH, PROBE];
  const samples = names.map((): Held[] => []);
  const live = names.map((): number[] => []);
  let errors = 0;
  for (let round = 0; round < invocations; round += 1) {
    await peers.turn(round);
    const scheduledTime = new Date(Date.UTC(2026, 0, 1) + round * 300_000).toISOString();
    const { functionError } = await lambda.invoke(WATCH, { publish: true, scheduledTime });
    if (functionError !== undefined) errors += 1;
    const isQuarter = (round + 1) % Math.floor(invocations / 4) === 0;
    for (const [at, name] of names.entries())
      for (const pid of lambda.pids(name).slice(-1)) {
        samples[at]?.push(heldBy(pid));
        if (isQuarter) live[at]?.push(await heaps.megabytes(pid));
      }
  }
  return ['watch', 'probe'].map((name, at) => summary(name, samples[at] ?? [], live[at] ?? [], errors));
}

/** `gatewatch run`, for a number of rounds of a second each. */
export async function soakRun(t: Cleanup, rounds: number): Promise<Soaked> {
  const peers = await startPeers(t);
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-soak-'));
  t.after(() => rm(folder, { recursive: true }));
  const heaps = new LiveHeaps(folder);
  const file = join(folder, 'gatewatch.yaml');
  await writeFile(file, `vantages: [{ name: here, targets: [${peers.targets.join(', ')}] }]\n`);
  const words = ['run', '--config', file, '--vantage', 'here', '--every', '1s'];
  const child = spawn(process.execPath, [ENTRY, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...heaps.environment },
  });
  t.after(() => child.kill('SIGKILL'));
  const samples: Held[] = [];
  const live: number[] = [];
  let errors = 0;
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line);
    if (said.type === 'error') errors += 1;
    // The last that a round writes, in a line for each set of values.
    if (!('Heartbeat' in said)) continue;
    samples.push(heldBy(child.pid ?? 0));
    if (samples.length % Math.floor(rounds / 4) === 0) live.push(await heaps.megabytes(child.pid ?? 0));
    if (samples.length === rounds) break;
    await peers.turn(samples.length);
  }
  child.kill('SIGTERM');
  const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  return summary('run', samples, live, errors + (status === 0 ? 0 : 1));
}
