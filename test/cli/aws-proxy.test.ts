import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { createServer } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { canUseProxies } from '../../lib/cli/outbound.ts';
import { makeAuthority, makeLeaf } from '../support/certs.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { findTool, withPrograms } from '../support/programs.ts';
import { serveHttpProxy } from '../support/proxy-servers.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { type CliRun, runCliIn } from '../support/run-cli.ts';
import { ACCOUNT } from '../support/sample-account.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Place } from '../support/tls-peers.ts';

/** AWS behind a proxy: its name is known to the proxy alone, and its certificate ends at a root of the company. */

const { test } = withPrograms('squid');
const AWS = 'aws.test';

interface Lab {
  readonly folder: string;
  /** Where AWS is, for the proxy. */
  readonly place: Place;
  readonly caFile: string;
  readonly run: (more: Readonly<Record<string, string>>, ...words: readonly string[]) => Promise<CliRun>;
}

async function openLab(t: TestContext): Promise<Lab> {
  const folder = await temporaryFolder(t, 'outbound');
  const identity = { Account: ACCOUNT.id, Arn: `arn:aws:iam::${ACCOUNT.id}:user/operator`, UserId: 'AIDA' };
  const { url } = await fakeAws(t, {
    sts: { GetCallerIdentity: () => identity },
    ec2: { DescribeVpnConnections: () => ({ VpnConnections: [] }) },
  });
  const ca = await makeAuthority({ name: 'Company root' });
  const leaf = await makeLeaf(ca, { names: [AWS] });
  const caFile = join(folder, 'company.pem');
  await writeFile(caFile, ca.pem);
  const server = createServer({ key: leaf.keyPem, cert: leaf.pem }, (request, response) => {
    const { method, headers, url: path = '' } = request;
    // The portal of single sign-on (IAM Identity Center Portal API Reference, "GetRoleCredentials").
    if (path.startsWith('/federation/credentials') && headers['x-amz-sso_bearer_token'] === 'signed-in') {
      const roleCredentials = { ...DUMMY_CREDENTIALS, sessionToken: 'x', expiration: Date.now() + 3_600_000 };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ roleCredentials }));
      return;
    }
    const onward = plainRequest(`${url}${path}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const environment = {
    AWS_ENDPOINT_URL: `https://${AWS}:${port}`,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  return {
    folder,
    place: { host: '127.0.0.1', port, connections: () => 0 },
    caFile,
    run: async (more, ...words) =>
      await runCliIn({ PATH: process.env.PATH, ...environment, ...more }, ...words),
  };
}

/** A squid of Debian's on loopback, which looks AWS's name up in a file. */
async function startSquid(t: TestContext, { folder, place }: Lab) {
  const port = await freePort();
  await writeFile(join(folder, 'hosts'), `${place.host} ${AWS}\n`);
  const settings = [
    `http_port 127.0.0.1:${port}`,
    `hosts_file ${folder}/hosts`,
    'http_access allow all',
    'pinger_enable off',
    'cache deny all',
    'shutdown_lifetime 0 seconds',
    'max_filedescriptors 1024',
    `pid_filename ${folder}/pid`,
    `coredump_dir ${folder}`,
    `access_log stdio:${folder}/access`,
    `cache_log ${folder}/log`,
    '',
  ];
  await writeFile(join(folder, 'squid.conf'), settings.join('\n'));
  // It gives up root for this user, who then needs its files.
  execFileSync('chown', ['-R', 'proxy:proxy', folder]);
  const squid = spawn(findTool('squid') ?? '', ['-N', '-f', join(folder, 'squid.conf')], { stdio: 'ignore' });
  t.after(async () => {
    squid.kill('SIGKILL');
    if (squid.exitCode === null && squid.signalCode === null) await once(squid, 'exit');
  });
  for (let tries = 0; !(await accepts(port)); tries += 1) {
    assert(tries < 200, 'squid does not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `http://127.0.0.1:${port}`, asked: () => readFile(join(folder, 'access'), 'utf8') };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  return await new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).then((is) => {
    socket.destroy();
    return is as boolean;
  });
}

const VPN = ['check', '--vpn', 'vpn-0123456789abcdef0', '--json'];

function reasonsOf({ stdout, stderr }: CliRun): readonly string[] {
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout).findings.map(({ reason }: { readonly reason: string }) => reason);
}

test('calls to AWS go through HTTPS_PROXY, and trust the root that was named, in three ways', {
  timeout: 120_000,
}, async (t) => {
  const lab = await openLab(t);
  const squid = await startSquid(t, lab);
  const proxied = { HTTPS_PROXY: squid.url };
  for (const [more, flags] of [
    [{ NODE_EXTRA_CA_CERTS: lab.caFile }, []],
    [{ AWS_CA_BUNDLE: lab.caFile }, []],
    [{}, ['--trust', lab.caFile]],
  ] as const) {
    const run = await lab.run({ ...proxied, ...more }, ...VPN, ...flags);
    assert.deepEqual(reasonsOf(run), ['vpn-missing'], run.stderr);
  }
  const asked = await squid.asked();
  assert(asked.includes(`CONNECT ${AWS}:${lab.place.port}`), asked);
  const untrusted = await lab.run(proxied, 'path', '10.0.0.1', 'internet');
  assert.equal(untrusted.status, 2);
  assert.match(
    untrusted.stderr,
    /\(sts:GetCallerIdentity: \w+\): the certificate ends at no root .*NODE_EXTRA_CA_CERTS, AWS_CA_BUNDLE/,
  );
});

test('single sign-on is asked for credentials through the proxy too', { timeout: 120_000 }, async (t) => {
  const lab = await openLab(t);
  const destination = `${AWS}:${lab.place.port}`;
  const proxy = await serveHttpProxy(t, { leadsTo: { [destination]: lab.place } });
  await writeFile(
    join(lab.folder, 'config'),
    `[profile staff]\nregion = ${REGION}\nsso_session = staff\nsso_account_id = ${ACCOUNT.id}\nsso_role_name = Reader\n[sso-session staff]\nsso_start_url = https://example.awsapps.com/start\nsso_region = ${REGION}\n`,
  );
  const cache = join(lab.folder, '.aws/sso/cache');
  await mkdir(cache, { recursive: true });
  const token = { accessToken: 'signed-in', expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
  const name = createHash('sha1').update('staff').digest('hex');
  await writeFile(join(cache, `${name}.json`), JSON.stringify(token));
  const environment = {
    HOME: lab.folder,
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: lab.caFile,
  };
  const run = await lab.run(environment, ...VPN, '--profile', 'staff');
  assert.deepEqual(reasonsOf(run), ['vpn-missing'], run.stderr);
});

test('a host of NO_PROXY is called directly; without a proxy nothing is reached, and it is said', async (t) => {
  const lab = await openLab(t);
  const asked: string[] = [];
  const proxy = await serveHttpProxy(t, { onAsk: (destination) => void asked.push(destination) });
  const environment = {
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NO_PROXY: AWS,
    NODE_EXTRA_CA_CERTS: lab.caFile,
  };
  const run = await lab.run(environment, 'path', '10.0.0.1', 'internet');
  assert.deepEqual([run.status, asked], [2, []]);
  assert.match(run.stderr, /^AWS does not answer in ap-northeast-2 .*(ENOTFOUND|EAI_AGAIN)/);
});

for (const [what, behaviour, status] of [
  ['wants a password', { wantsCredentials: true }, 407],
  ['refuses the port', { allows: [443] }, 403],
] as const)
  test(`a proxy that ${what} is named, with what it answered and without its password`, async (t) => {
    const lab = await openLab(t);
    const proxy = await serveHttpProxy(t, behaviour);
    const HTTPS_PROXY = `http://jane:s3cr3t@127.0.0.1:${proxy.port}`;
    const run = await lab.run(
      { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: lab.caFile },
      'path',
      '10.0.0.1',
      'internet',
    );
    assert.equal(run.status, 2);
    assert.match(
      run.stderr,
      new RegExp(`the proxy 127\\.0\\.0\\.1:${proxy.port} of HTTPS_PROXY answered ${status} to CONNECT`),
    );
    assert.doesNotMatch(run.stderr, /s3cr3t|jane/);
  });

test('a Node that cannot use proxies is told', () => {
  for (const version of ['20.19.0', '22.20.1', '24.4.9'])
    assert.equal(canUseProxies(version), false, version);
  for (const version of ['22.21.0', '24.5.0', '25.0.0']) assert.equal(canUseProxies(version), true, version);
});
