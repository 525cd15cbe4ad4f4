/** Makes a folder for a new kind, its samples and its line in the registry: `npm run new-probe http-status`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newProbeFiles, withProbe } from './new-probe-files.ts';
import { probeToDos } from './probe-to-dos.ts';

const [kind = '', root = fileURLToPath(new URL('..', import.meta.url))] = process.argv.slice(2);
const REGISTRY = 'lib/probes/registry.ts';
try {
  const registry = withProbe(readFileSync(join(root, REGISTRY), 'utf8'), kind);
  const files = newProbeFiles(kind);
  const taken = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (taken.length > 0) throw new Error(`${taken[0]} is there already`);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  writeFileSync(join(root, REGISTRY), registry);
  const written = [REGISTRY, ...files.keys()];
  execFileSync('biome', ['check', '--write', ...written], { cwd: root, stdio: 'ignore' });
  const left = probeToDos(kind, root);
  process.stdout.write(`${written.join('\n')}\n\n${left.length} left to write:\n${left.join('\n')}\n`);
  process.stdout.write('\nnpm test -- test/probes/contract.test.ts says what is left.\n');
} catch (error) {
  process.stderr.write(`new-probe: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
