import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../lib/core/report.ts';

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ENTRY = fileURLToPath(new URL('../../bin/gatewatch.ts', import.meta.url));

/** Runs the command line as a person would, in a process of its own and without a terminal. */
export async function runCli(...words: readonly string[]): Promise<CliRun> {
  const child = spawn(process.execPath, [ENTRY, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}

/** The report of a run with `--json`. */
export function reportOf({ stdout }: CliRun): Report {
  return JSON.parse(stdout) as Report;
}
