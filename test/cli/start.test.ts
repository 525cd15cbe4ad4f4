import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Writes the address of every module that is loaded to stderr. */
const TELL_LOADS = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context); } });`,
)}`;

test('no command waits for the clients of AWS that it does not use', async () => {
  const program = fileURLToPath(new URL('../../bin/gatewatch.ts', import.meta.url));
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', TELL_LOADS, program, 'mtls', '--help'],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  const loaded = stderr.split('\n');
  assert(loaded.some((url) => url.endsWith('/lib/cli/doctor/doctor.ts')));
  assert.deepEqual(
    loaded.filter((url) => /\/@aws-sdk\/client-|\/lib\/aws\/clients\.ts$/.test(url)),
    [],
  );
});
