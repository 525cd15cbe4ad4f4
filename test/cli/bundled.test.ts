import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { builtCli } from '../support/built.ts';
import { logLine } from '../support/connection-log.ts';
import { fakeS3 } from '../support/fake-s3.ts';
import { certificateFolder, makeRoot } from '../support/openssl-ca.ts';
import { piecesOf } from '../support/pieces.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const withOpenssl = withPrograms('openssl');

/** The published program is one bundle in several pieces: what loads only on demand must load there too. */

let folder = '';
let account: Metafile;
const ended: (() => Promise<void>)[] = [];

before(async () => {
  const built = await builtCli();
  folder = await mkdtemp(join(tmpdir(), 'gatewatch-bundle-'));
  await cp(built.folder, folder, { recursive: true });
  account = built.account;
});
after(async () => {
  for (const end of ended) await end();
  await rm(folder, { recursive: true });
});

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(folder, 'bin/gatewatch.js'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { status: status as number | null, stdout, stderr };
}

withOpenssl.test('client-cert loads the X.509 library', async () => {
  const certificates = await certificateFolder({
    after: (end: () => Promise<void>) => ended.push(end),
  } as never);
  const ca = await makeRoot(certificates, { name: 'Partner Root' });
  const client = await ca.issue({ name: 'client-1' });
  const list = join(certificates, 'list.pem');
  await writeFile(list, await ca.list());
  const { status, stdout, stderr } = await run([
    'client-cert',
    client.certPath,
    '--ca',
    ca.certPath,
    '--crl',
    list,
  ]);
  assert.equal(stderr, '');
  assert.match(stdout, /^accepted as of /);
  assert.equal(status, 0);
});

test('mtls draws its tables', async () => {
  const log = join(folder, 'conn.log');
  await writeFile(log, logLine());
  const { status, stdout, stderr } = await run(['mtls', log]);
  assert.equal(stderr, '');
  assert.match(stdout, /│ ClientCertExpired │ +1 │/);
  assert.equal(status, 1);
});

test('mtls loads the SDK when an object of S3 is named', async (t) => {
  const { url } = await fakeS3(t, { logs: { 'x.log': Buffer.from(logLine()) } });
  const { accessKeyId, secretAccessKey } = DUMMY_CREDENTIALS;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const { status, stdout, stderr } = await run(['mtls', 's3://logs/x.log'], env);
  assert.equal(stderr, '');
  assert.match(stdout, /1 failed/);
  assert.equal(status, 1);
});

/** Pieces and kilobytes that are read before a command begins; the times they stand for are in docs/performance.md. */
const MOST: Readonly<Record<string, { readonly pieces: number; readonly kilobytes: number }>> = {
  'lib/cli/program.ts': { pieces: 4, kilobytes: 90 },
  'lib/cli/check.ts': { pieces: 19, kilobytes: 850 },
  'lib/cli/mtls.ts': { pieces: 7, kilobytes: 220 },
};

test('the list of commands, a check and the triage of logs read few pieces, and only what they need', () => {
  for (const [module, most] of Object.entries(MOST)) {
    const { count, kilobytes, inputs } = piecesOf(account, module);
    assert(count <= most.pieces && kilobytes < most.kilobytes, `${module}: ${count}, ${kilobytes} KB`);
    const unwanted = inputs.filter((name) =>
      /node_modules\/(?:@|yaml|log-update|string-width)|^lib\/aws\//.test(name),
    );
    assert.deepEqual(unwanted, [], module);
  }
});
