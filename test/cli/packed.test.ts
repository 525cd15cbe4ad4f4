import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { openPort } from '../support/loopback-ports.ts';
import { startMoto } from '../support/moto.ts';
import { type Packed, packProject } from '../support/packed.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

/** The package as a stranger installs it: from an empty folder, without the repository, into an AWS account. */

const { test, before, after } = withPrograms('moto_server', 'tar', 'npm');
const run = promisify(execFile);
const cleanups: (() => unknown)[] = [];
let packed: Packed;
let env: Readonly<Record<string, string>>;

before(async () => {
  const scope = { after: (end: () => unknown) => void cleanups.push(end) };
  const [project, { url }] = await Promise.all([packProject(scope), startMoto(scope as never)]);
  packed = project;
  env = {
    // CloudFormation of moto finds a bucket in a URL whose host is no address.
    AWS_ENDPOINT_URL: url.replace('127.0.0.1', 'localhost'),
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
  };
});
after(async () => {
  for (const end of cleanups.reverse()) await end();
});

const YAML = `notify:
  email: [{ to: oncall@example.com, severity: [critical] }]
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: filer, type: tcp, address: "10.0.0.5:445" }]
`;

async function functionNames(): Promise<readonly (string | undefined)[]> {
  const client = new LambdaClient({
    region: REGION,
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    credentials: DUMMY_CREDENTIALS,
  });
  const { Functions } = await client.send(new ListFunctionsCommand({}));
  client.destroy();
  return (Functions ?? []).map(({ FunctionName }) => FunctionName).sort();
}

test('it runs alone on every Node of this machine, and needs no package beside it', async (t) => {
  const manifest = JSON.parse(await readFile(join(packed.entry, '../../../package.json'), 'utf8'));
  assert.equal(manifest.dependencies, undefined);
  const port = await openPort(t);
  const { stdout: found } = await run('bash', ['-c', 'type -ap node']);
  for (const node of new Set([process.execPath, ...found.trim().split('\n')])) {
    const checked = await packed.gatewatch(['check', '--tcp', `127.0.0.1:${port}`, '--json'], { node });
    assert.equal(checked.status, 0, `${node}: ${checked.stderr}`);
    assert.equal(JSON.parse(checked.stdout).totals.healthy, 1);
    const asked = ['check', '--vpn', 'vpn-0123456789abcdef0', '--region', REGION];
    // One line of ours, and no word of the SDK's about the Node it prefers.
    assert.match((await packed.gatewatch(asked, { node })).stderr, /^No AWS credentials were found[^\n]*\n$/);
  }
});

test('without a file, and without somebody to ask, nothing is deployed', async () => {
  const nothing = await packed.gatewatch(['deploy', '--stage', 'prod'], { env });
  assert.equal(nothing.status, 2);
  assert.match(
    nothing.stderr,
    /^--config: cannot read gatewatch\.yaml \(no such file or folder\): write it with `gatewatch init`/,
  );
  await writeFile(join(packed.folder, 'gatewatch.yaml'), YAML);
  const silent = await packed.gatewatch(['deploy', '--stage', 'prod'], { env });
  assert.match(silent.stderr, /^--yes: is missing: there is no terminal to ask on/);
  assert.match(
    silent.stdout,
    /^Account 123456789012, Region ap-northeast-2, stage prod: about \d+\.\d\d USD a month/,
  );
  assert.equal(silent.status, 2);
  const stage = await packed.gatewatch(['deploy', '--stage', 'Prod_1', '--yes'], { env });
  assert.match(stage.stderr, /^--stage: expected up to 16 lower-case letters/);
  const upgrade = await packed.gatewatch(['upgrade', '--stage', 'prod', '--yes'], { env });
  assert.match(upgrade.stderr, /^--stage: there is no stack gatewatch-prod in ap-northeast-2/);
  const poor = await packed.gatewatch(['deploy', '--stage', 'prod', '--yes', '--region', REGION]);
  assert.match(poor.stderr, /^No AWS credentials were found/);
  assert.deepEqual(await functionNames(), []);
});

test('it deploys, says what changes, deploys that, and takes all of it away again', async () => {
  const first = await packed.gatewatch(['deploy', '--stage', 'prod', '--yes'], { env });
  assert.deepEqual([first.status, first.stderr.includes('failed')], [0, false], first.stderr);
  assert.match(first.stdout, /\+ \d+ Lambda::Function\n/);
  assert.match(
    first.stdout,
    /gatewatch-prod is deployed\. Next: gatewatch doctor --stage prod --region ap-northeast-2\n$/,
  );
  assert((await functionNames()).includes('gatewatch-prod-probe-seoul'));

  const again = await packed.gatewatch(['deploy', '--stage', 'prod', '--yes'], { env });
  assert.equal(again.status, 0, again.stderr);

  const yaml = YAML.replace('    targets', '    discover: [vpn]\n    targets').replace(
    'vantages:',
    'language: ko\nvantages:',
  );
  const more = `${yaml}  - name: tokyo\n    vpc: vpc-0fedcba9876543210\n    subnets: [subnet-0fedcba9876543210]\n    targets: []\n    discover: [vpn]\n`;
  await writeFile(join(packed.folder, 'gatewatch.yaml'), more);
  const changed = await packed.gatewatch(['upgrade', '--stage', 'prod', '--yes'], { env });
  assert.equal(changed.status, 0, changed.stderr);
  assert.match(changed.stdout, /^ {2}\+ Lambda::Function ProbeDashtokyoLambdaFunction$/m);
  assert.match(changed.stdout, /\d+ to add, \d+ to change, \d+ to remove/);
  assert((await functionNames()).includes('gatewatch-prod-probe-tokyo'));

  const gone = await packed.gatewatch(['remove', '--stage', 'prod', '--yes'], { env });
  assert.deepEqual([gone.status, gone.stdout], [0, 'gatewatch-prod is removed.\n'], gone.stderr);
  assert.deepEqual(await functionNames(), []);
});

test('the template and the code can be had for other tools', async () => {
  await writeFile(join(packed.folder, 'gatewatch.yaml'), YAML);
  const written = await packed.gatewatch(['template', '--out', 'the template', '--stage', 'prod']);
  assert.equal(written.status, 0, written.stderr);
  const files = await readdir(join(packed.folder, 'the template'));
  const template = JSON.parse(await readFile(join(packed.folder, 'the template/template.json'), 'utf8'));
  assert(files.includes(template.Resources.WatchLambdaFunction.Properties.Code.slice(2)), files.join());
  const s3 = JSON.parse(await readFile(join(packed.folder, 'the template/template-s3.json'), 'utf8'));
  assert.deepEqual(Object.keys(s3.Parameters), ['CodeBucket', 'CodePrefix']);
});
