import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';

export interface Measured {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Of the largest process of the command. */
  readonly peakMegabytes: number;
}

/** User and system time of the command and all it starts, as the shell reports it. */
export async function measure(
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<Measured> {
  // `exec` in a subshell, so that the process whose memory is read is the command itself.
  const script = `TIMEFORMAT='%R %U %S'; time ( ${command} ) > /dev/null`;
  const child = spawn('bash', ['-c', script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let report = '';
  child.stderr.on('data', (piece: Buffer) => {
    report += piece.toString();
  });
  let peakMegabytes = 0;
  const poll = setInterval(() => {
    void peakOf(child.pid ?? 0).then((peak) => {
      peakMegabytes = Math.max(peakMegabytes, peak);
    });
  }, 50);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(poll);
  const times = report.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  const [wallSeconds, user, system] = times;
  if (wallSeconds === undefined || user === undefined || system === undefined || times.some(Number.isNaN)) {
    throw new Error(`no times in: ${report}`);
  }
  return { cpuSeconds: user + system, wallSeconds, peakMegabytes };
}

/** VmHWM of a process and everything below it (proc(5)); a process that has just ended counts nothing. */
async function peakOf(pid: number): Promise<number> {
  const [status, children] = await Promise.all(
    [`/proc/${pid}/status`, `/proc/${pid}/task/${pid}/children`].map((path) =>
      readFile(path, 'utf8').catch(() => ''),
    ),
  );
  const own = Number(/VmHWM:\s+(\d+) kB/.exec(status ?? '')?.[1] ?? 0) / 1000;
  const below = await Promise.all(
    (children ?? '')
      .split(' ')
      .filter(Boolean)
      .map((child) => peakOf(Number(child))),
  );
  return Math.max(own, ...below);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What figures were measured on: `2 × Intel(R) Xeon(R), Node v24.0.0`. */
export function machine(): string {
  return `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
}
