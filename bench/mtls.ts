/**
 * How many bytes of connection log `gatewatch mtls` reads per second of CPU time, beside `zcat | awk` doing the
 * same count, in one run: `node bench/mtls.ts [lines] [runs]` (default 5,000,000 lines, 5 runs).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeConnectionLog } from './connection-log.ts';
import { measure, median } from './measure.ts';

const lines = Number(process.argv[2] ?? 5_000_000);
const runs = Number(process.argv[3] ?? 5);

/** By code, client and certificate; fields are cut at the quotes, because subjects hold spaces. */
const SAME_COUNT = `zcat "$LOG" | awk -F'"' '{
  split($3, after, " ")
  if (after[3] ~ /^Failed:/) {
    split($1, before, " ")
    code[after[3]]++; client[before[2]]++; certificate[after[2] $2]++; group[after[3] before[2] after[2] $2]++
  }
} END { for (one in code) print one, code[one] }'`;
/** The least that gives a count by code. */
const BY_CODE_ONLY = `zcat "$LOG" | awk -F'"' '$3 ~ / Failed:/ { split($3, after, " "); code[after[3]]++ } END { for (one in code) print one, code[one] }'`;
const GATEWATCH = `"${process.execPath}" "${join(import.meta.dirname, '../bin/start.mjs')}" mtls "$LOG" --json`;

const CONTENDERS = [
  ['gatewatch mtls', GATEWATCH],
  ['zcat | awk, same count', SAME_COUNT],
  ['zcat | awk, by code only', BY_CODE_ONLY],
] as const;

const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-'));
try {
  const log = join(folder, 'conn.log.gz');
  const small = join(folder, 'small.log.gz');
  console.log(`writing ${lines.toLocaleString('en-US')} lines …`);
  await writeConnectionLog(log, lines);
  await writeConnectionLog(small, Math.ceil(lines / 10));
  const bytes = await uncompressedBytes(log);
  const packed = (await stat(log)).size;
  console.log(`${megabytes(bytes)} MB of log, ${megabytes(packed)} MB in gzip; ${runs} runs each, in turn`);

  const cpu = new Map<string, number[]>(CONTENDERS.map(([name]) => [name, []]));
  const wall = new Map<string, number[]>(CONTENDERS.map(([name]) => [name, []]));
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const [name, command] of CONTENDERS) {
      const measured = await measure(command, { LOG: log });
      cpu.get(name)?.push(measured.cpuSeconds);
      wall.get(name)?.push(measured.wallSeconds);
      if (name === 'gatewatch mtls') peaks.push(measured.peakMegabytes);
    }
  }
  const perCpuSecond = (name: string) => bytes / 1e6 / median(cpu.get(name) ?? []);
  for (const [name] of CONTENDERS) {
    const all = cpu.get(name) ?? [];
    console.log(
      `${name.padEnd(26)} ${perCpuSecond(name).toFixed(0).padStart(5)} MB per CPU-second · CPU ${median(all).toFixed(2)} s (${Math.min(...all).toFixed(2)}-${Math.max(...all).toFixed(2)}) · wall ${median(wall.get(name) ?? []).toFixed(2)} s`,
    );
  }
  const ofSmall = await measure(GATEWATCH, { LOG: small });
  console.log(
    `peak memory: ${median(peaks).toFixed(0)} MB, ${ofSmall.peakMegabytes.toFixed(0)} MB for a tenth of the log`,
  );
  for (const [name] of CONTENDERS.slice(1)) {
    console.log(`ratio to ${name}: ${(perCpuSecond('gatewatch mtls') / perCpuSecond(name)).toFixed(2)}`);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function uncompressedBytes(path: string): Promise<number> {
  const child = spawn('bash', ['-c', 'zcat "$LOG" | wc -c'], {
    env: { ...process.env, LOG: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Number(text);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
