import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../lib/cli/program.ts';
import type { Report } from '../../lib/core/report.ts';

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as `npm run gatewatch` starts it: the bundle that the test run made, or the sources. */
export const ENTRY = fileURLToPath(new URL('../../bin/start.mjs', import.meta.url));

/** Runs the command line as a person would, in a process of its own and without a terminal. */
export async function runCli(...words: readonly string[]): Promise<CliRun> {
  return await runCliIn(process.env, ...words);
}

/** The same with another environment. */
export async function runCliIn(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<CliRun> {
  const child = spawn(process.execPath, [ENTRY, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** The same in this process: for the many short runs that end before anything is asked. */
export async function runHere(...words: readonly string[]): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) => {
    const stream = {
      write: (text: string) => {
        written[name] += text;
        return true;
      },
    };
    // The commands only write to their streams, and ask whether they are a terminal.
    return stream as unknown as NodeJS.WriteStream;
  };
  const before = process.exitCode;
  try {
    await runCommandLine(words, { stdout: into('stdout'), stderr: into('stderr') });
    return { status: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.exitCode = before;
  }
}
