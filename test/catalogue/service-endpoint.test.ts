import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serviceEndpoint } from '../../lib/catalogue/service-endpoint.ts';
import { SERVICE_ENDPOINTS } from '../../lib/catalogue/service-endpoints.ts';
import type { Report } from '../../lib/core/report.ts';
import { withPrograms } from '../support/programs.ts';
import { runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a service, a family and a Region make a name', () => {
  const host = (...asked: Parameters<typeof serviceEndpoint>) => {
    const found = serviceEndpoint(...asked);
    return found.outcome === 'known' ? found.host : found.outcome;
  };
  assert(Object.keys(SERVICE_ENDPOINTS).length >= 25);
  assert.equal(host('sts', 'ap-northeast-2', 'standard'), 'sts.ap-northeast-2.amazonaws.com');
  assert.equal(host('oidc', 'cn-north-1', 'standard'), 'oidc.cn-north-1.amazonaws.com.cn');
  assert.equal(host('s3', 'eu-west-1', 'dualstack'), 's3.dualstack.eu-west-1.amazonaws.com');
  assert.equal(host('sqs', 'us-gov-west-1', 'fips'), 'sqs.us-gov-west-1.amazonaws.com');
  assert.equal(host('ssmmessages', 'ap-northeast-2', 'standard'), 'ssmmessages.ap-northeast-2.amazonaws.com');
  assert.equal(host('backup', 'ap-northeast-2', 'fips'), 'not-there');
});

test('a service that is not in a Region, and one that is none, are told with what there is', async () => {
  const asked = ['check', '--region', 'ap-northeast-2', '--service'];
  const unknown = await runHere(...asked, 'stss,s3', '--timeout', '50ms');
  assert.deepEqual(
    [unknown.status, unknown.stderr],
    [2, '--service: there is no service "stss"; did you mean sts?\n'],
  );
  const fips = await runHere(...asked, 'fsx', '--family', 'fips');
  assert.match(
    fips.stderr,
    /^--service: fsx has no fips endpoint in ap-northeast-2; it has one in ca-central-1/,
  );
  const nowhere = await runHere('check', '--service', 's3');
  assert.match(nowhere.stderr, /--region: is missing: endpoints of which Region\?/);
});

test('of a service its name, its port, its certificate and the clock here are checked', async () => {
  const asked = ['check', '--service', 'sts', '--region', 'ap-northeast-2', '--json', '--timeout', '300ms'];
  const { stdout } = await runHere(...asked, '--dns', '127.0.0.1:9');
  const { findings } = JSON.parse(stdout) as Report;
  assert.deepEqual(
    findings.map(({ check, target }) => [check, target]),
    ['dns', 'port', 'tls', 'clock'].map((check) => [check, 'sts.ap-northeast-2.amazonaws.com']),
  );
});

withPrograms('python3', 'aws').test('the table is what botocore says', async (t) => {
  const folder = await temporaryFolder(t, 'endpoints');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const file = join(folder, 'service-endpoints.ts');
  await promisify(execFile)('python3', [join(root, 'scripts/service-endpoints.py'), file]);
  const { SERVICE_ENDPOINTS: now } = await import(file);
  const source = await readFile(join(root, 'lib/catalogue/service-endpoints.ts'), 'utf8');
  const version = /botocore ([\d.]+)/.exec(source)?.[1];
  const installed = /botocore ([\d.]+)/.exec(await readFile(file, 'utf8'))?.[1];
  // Another version of botocore knows other Regions: the table is made anew with it, not compared.
  if (version === installed) assert.deepEqual(SERVICE_ENDPOINTS, now);
  else assert.deepEqual(Object.keys(SERVICE_ENDPOINTS).sort(), Object.keys(now).sort());
});
