/** Builds what is deployed and what is published, into dist/. */
import { GatewatchError } from '../lib/core/errors.ts';
import { bundleCli, bundleFunctions } from './bundles.ts';
import { writeManPage } from './man.ts';
import { writeTypes } from './types.ts';

try {
  const [functions, cli] = await Promise.all([bundleFunctions(), bundleCli(), writeTypes(), writeManPage()]);
  for (const [name, metafile] of [...functions, ['bin', cli] as const]) {
    const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
    process.stdout.write(`dist/${name}  ${Math.round(bytes / 1024)} KB\n`);
  }
} catch (error) {
  if (!(error instanceof GatewatchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
