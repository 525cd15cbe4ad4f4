/** Asks and judges in its own process, and reports what that took: for `bench/side-by-side.ts`. */
import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import tls from 'node:tls';
import type { JsonObject } from '../lib/core/json.ts';
import type { Question } from '../lib/core/observation.ts';
import { askHere } from '../test/lab/support/ask-here.ts';

/** What is asked: as JSON in the file that the first argument names. */
export interface Work {
  readonly how: 'tcp' | 'ports' | 'tls';
  readonly targets: readonly (readonly [address: string, port: number])[];
  readonly portsAQuestion: number;
  readonly timeoutMs?: number;
  /** What a question's `trust` is. */
  readonly trust?: JsonObject;
  /** Without the large hello, as with an OpenSSL that has no X25519MLKEM768 (before 3.5). */
  readonly oneHandshake?: boolean;
  /** One question after the other, as if each were alone. */
  readonly inTurn?: boolean;
}

export interface Done {
  readonly cpuSeconds: number;
  readonly wallMs: number;
  /** By status and reason. */
  readonly findings: Readonly<Record<string, number>>;
  /** ConnectTime and HandshakeTime that were published, milliseconds. */
  readonly times: readonly number[];
  /** How late the event loop was, milliseconds. */
  readonly loop: { readonly medianMs: number; readonly worstMs: number };
}

const work = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Work;
const questions = questionsOf(work);
if (work.oneHandshake === true) refuseLargeHello();
const RESOLUTION_MS = 10;
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
loop.enable();
const startedMs = performance.now();
const before = process.cpuUsage();
const { findings } = await askHere(questions, {
  budgetMs: 600_000,
  apart: true,
  ...(work.inTurn !== undefined && { inTurn: work.inTurn }),
});
const { user, system } = process.cpuUsage(before);
const counted = Map.groupBy(findings, ({ status, reason }) => `${status} ${reason ?? ''}`.trim());
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    wallMs: performance.now() - startedMs,
    findings: Object.fromEntries([...counted].map(([verdict, all]) => [verdict, all.length])),
    times: findings.flatMap(({ measurements }) =>
      measurements.flatMap(({ name, value }) => (name.endsWith('Time') ? [value] : [])),
    ),
    loop: {
      medianMs: Math.max(0, loop.percentile(50) / 1e6 - RESOLUTION_MS),
      worstMs: Math.max(0, loop.max / 1e6 - RESOLUTION_MS),
    },
  } satisfies Done),
);

function refuseLargeHello(): void {
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => {
    if (options?.ecdhCurve?.includes('MLKEM') === true) throw new Error('no such group');
    return createSecureContext(options);
  };
}

function questionsOf({ how, targets, portsAQuestion, timeoutMs, trust }: Work): readonly Question[] {
  const time = timeoutMs === undefined ? {} : { timeoutMs };
  if (how === 'tcp')
    return targets.map(([host, port]) => ({ kind: 'port', host, ports: [{ port }], ...time }));
  if (how === 'ports')
    return [...Map.groupBy(targets, ([host]) => host)].flatMap(([host, all]) =>
      Array.from({ length: Math.ceil(all.length / portsAQuestion) }, (_, at) => ({
        kind: 'port',
        host,
        ports: all.slice(at * portsAQuestion, (at + 1) * portsAQuestion).map(([, port]) => ({ port })),
        ...time,
      })),
    );
  const names = { servername: 'bench.test', acceptNames: ['bench.test'] };
  return targets.map(([host, port]) => ({
    kind: 'tls',
    host,
    port,
    ...names,
    trust: trust ?? 'public',
    ...time,
  }));
}
