#!/usr/bin/env node
import { runCommandLine } from '../lib/cli/program.ts';

// A reader that goes away (`| head`) is no fault of the check.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

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
