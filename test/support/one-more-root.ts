import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Authority } from './certs.ts';
import { temporaryFolder } from './temporary-folder.ts';

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
  const folder = await temporaryFolder(t, 'root');
  const file = join(folder, 'root.mjs');
  await writeFile(
    file,
    `import tls from 'node:tls';
const more = Object.create(tls, {
  rootCertificates: { value: [...tls.rootCertificates, ${JSON.stringify(pem)}], enumerable: true },
});
const load = process.getBuiltinModule;
process.getBuiltinModule = (id) => (id === 'node:tls' ? more : load.call(process, id));
`,
  );
  return `--import ${pathToFileURL(file).href}`;
}
