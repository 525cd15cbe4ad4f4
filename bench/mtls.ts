/**
 * How many bytes of connection log `gatewatch mtls` reads per second of processor time, beside `zcat | awk` doing the
 * same count, in one run: `node bench/mtls.ts [lines,…] [runs]` (default 60,000, 1,000,000 and 5,000,000 lines, 3 runs).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCli } from '../scripts/bundles.ts';
import { writeConnectionLog } from './connection-log.ts';
import { machine, measure, median } from './measure.ts';

const sizes = (process.argv[2] ?? '60000,1000000,5000000').split(',').map(Number);
const runs = Number(process.argv[3] ?? 3);

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
const GATEWATCH = `"${process.execPath}" "${join(import.meta.dirname, '../dist/bin/gatewatch.js')}" mtls "$LOG" --json`;

const CONTENDERS = [
  ['gatewatch mtls', GATEWATCH],
  ['same count', SAME_COUNT],
  ['by code only', BY_CODE_ONLY],
] as const;
type Contender = (typeof CONTENDERS)[number][0];

await bundleCli();
const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-'));
try {
  const rows: string[] = [];
  for (const lines of sizes) rows.push(await rowOf(lines, join(folder, 'conn.log.gz')));
  process.stdout.write(
    [
      `${new Date().toISOString().slice(0, 10)}, ${machine()}, medians of ${runs} rounds in turn`,
      '',
      '| lines | log | `gatewatch mtls --json` | MB a CPU second | peak memory | `zcat \\| mawk`, the same count | by code only |',
      '|---|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  );
} finally {
  await rm(folder, { recursive: true });
}

async function rowOf(lines: number, log: string): Promise<string> {
  await writeConnectionLog(log, lines);
  const bytes = await uncompressedBytes(log);
  const packed = (await stat(log)).size;
  const cpu = new Map<Contender, number[]>(CONTENDERS.map(([name]) => [name, []]));
  const peaks: number[] = [];
  // The first round keeps what is compiled, and brings the log to memory.
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, command] of CONTENDERS) {
      const { cpuSeconds, peakMegabytes } = await measure(command, { LOG: log });
      if (run === 0) continue;
      cpu.get(name)?.push(cpuSeconds);
      if (name === 'gatewatch mtls') peaks.push(peakMegabytes);
    }
  }
  const seconds = (name: Contender) => median(cpu.get(name) ?? []);
  const own = seconds('gatewatch mtls');
  const beside = (name: Contender) => `${seconds(name).toFixed(2)} s, ${(seconds(name) / own).toFixed(2)} ×`;
  return `| ${lines.toLocaleString('en-US')} | ${megabytes(bytes)} MB, ${megabytes(packed)} MB in gzip | ${own.toFixed(2)} s | ${megabytes(bytes / own)} | ${median(peaks).toFixed(0)} MB | ${beside('same count')} | ${beside('by code only')} |`;
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
