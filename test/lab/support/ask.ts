import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { Finding } from '../../../lib/core/finding.ts';
import type { Question } from '../../../lib/core/observation.ts';
import { builtOnce } from '../../support/built.ts';
import type { Answers, AskOptions } from './ask-here.ts';
import type { Namespace } from './netns.ts';

/** What a vantage in this namespace sees, through the same stages as the product. */
export async function askFrom(
  namespace: Namespace,
  questions: readonly Question[],
  options: AskOptions = {},
): Promise<Answers> {
  const { stdout } = await namespace.run([process.execPath, await bundled()], {
    input: JSON.stringify({ questions, options }),
    timeoutMs: (options.budgetMs ?? 15_000) + 10_000,
  });
  return JSON.parse(stdout);
}

/** `ask-here.ts` in one bundle, which starts in a third of its processor time. */
async function bundled(): Promise<string> {
  const name = 'ask-here';
  const folder = await builtOnce(name, (outdir) =>
    build({
      entryPoints: [join(import.meta.dirname, `${name}.ts`)],
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
  );
  return join(folder, `${name}.mjs`);
}

/** The same in a separate process, with this environment. */
export async function askElsewhere(
  questions: readonly Question[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const asking = execFile(process.execPath, [await bundled()], {
    env: { ...process.env, ...env },
    timeout: 30_000,
  });
  asking.stdin?.end(JSON.stringify({ questions, options: {} }));
  assert(asking.stdout !== null);
  const { findings }: Answers = JSON.parse(await text(asking.stdout));
  return findings;
}
