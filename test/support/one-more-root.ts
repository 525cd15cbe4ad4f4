import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Authority } from './certs.ts';

/**
 * A Node whose list of public roots holds one more, as if Mozilla had let it in: the code that reads the list is what is
 * deployed. Node's own list is compiled in and cannot be changed otherwise.
 *
 * @returns NODE_OPTIONS for the process
 */
export async function oneMoreRoot(
  t: Pick<TestContext, 'after'>,
  { pem }: Pick<Authority, 'pem'>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-root-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const stand = join(folder, 'tls.mjs');
  await writeFile(
    stand,
    `import tls from 'node:tls';
export * from 'node:tls';
export default Object.create(tls, {
  rootCertificates: { value: [...tls.rootCertificates, ${JSON.stringify(pem)}], enumerable: true },
});
`,
  );
  const hook = join(folder, 'hook.mjs');
  const url = pathToFileURL(stand).href;
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'node:tls' && context.parentURL !== ${JSON.stringify(url)}
      ? { url: ${JSON.stringify(url)}, shortCircuit: true }
      : next(specifier, context),
});
`,
  );
  return `--import ${pathToFileURL(hook).href}`;
}
