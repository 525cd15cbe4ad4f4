#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// What was compiled once is kept (Node 22.1 and later), in a folder of this user: anybody can write to Node's own
// choice below /tmp before us. Where nothing can be written, nothing is kept.
module.enableCompileCache?.(
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gatewatch', 'compiled'),
);
// Which Node gatewatch runs on is said by gatewatch; the SDK's own word about it would stand before every report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { runCommandLine } = await import('../lib/cli/program.ts');

/** EX_IOERR of sysexits.h: not to be taken for a verdict. */
const CANNOT_WRITE = 74;

// A reader that goes away (`| head`) is no fault of the check.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`gatewatch: the report cannot be written (${error.code ?? error.message})\n`);
  process.exit(CANNOT_WRITE);
});

// Nobody is left to be told; the exit status still is the command's own.
process.stderr.on('error', () => {});

try {
  await runCommandLine(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr });
} catch (error) {
  const debug = process.argv.includes('--debug');
  const text = error instanceof Error ? (debug ? error.stack : error.message) : String(error);
  process.stderr.write(
    `gatewatch crashed: ${text}\nThis is a defect of gatewatch${debug ? '' : '; --debug prints where'}.\n`,
  );
  process.exitCode = 70;
}
