import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manPage } from '../lib/cli/man-page.ts';
import about from '../package.json' with { type: 'json' };
import { documentedProgram } from './cli-page.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** Writes the manual page that `npm install --global` puts where `man` finds it. */
export async function writeManPage(outDir = DIST): Promise<void> {
  const program = await documentedProgram();
  const file = join(outDir, 'man/gatewatch.1');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, manPage(program, about.version));
}
