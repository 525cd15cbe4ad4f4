import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAuthority, type NameParts } from '../../support/certs.ts';
import { signingCredentials } from './genuine.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/**
 * Devices that read TLS: they finish the client's handshake themselves, with a leaf forged on the spot, and
 * start one of their own towards the server. They run on the router; a rule with `redirectTo` hands them
 * the connections, and nobody configures the client.
 */

/** The port of the router that connections are redirected to. */
export const INTERCEPTOR_PORT = 3129;
const CERTIFICATE_MAKER = '/usr/lib/squid/security_file_certgen';

/**
 * squid with ssl-bump. It signs with a CA of this name and sends that CA along, as most products do.
 *
 * @param hosts - every name that clients will ask for, with its addresses: squid looks names up again
 */
export async function startSquid(
  scope: Scope,
  router: Namespace,
  { ca, hosts }: { readonly ca: NameParts; readonly hosts: Readonly<Record<string, readonly string[]>> },
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-squid-'));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const { certificates, key } = signingCredentials(await makeAuthority(ca));
  await writeFile(join(folder, 'ca.pem'), `${certificates}\n${key}`);
  const lines = Object.entries(hosts).flatMap(([host, all]) => all.map((address) => `${address} ${host}\n`));
  await writeFile(join(folder, 'hosts'), lines.join(''));
  await writeFile(join(folder, 'squid.conf'), squidConfiguration(folder));
  await router.run([CERTIFICATE_MAKER, '-c', '-s', join(folder, 'certificates'), '-M', '4MB']);
  // It gives up root for this user, who then needs its files.
  await router.run(['chown', '-R', 'proxy:proxy', folder]);
  const daemon = router.daemon(['squid', '-N', '-f', join(folder, 'squid.conf')]);
  await router.untilBound('tcp', INTERCEPTOR_PORT);
  return daemon;
}

function squidConfiguration(folder: string): string {
  return [
    'visible_hostname inspection.lab',
    'http_port 127.0.0.1:3128',
    `https_port ${INTERCEPTOR_PORT} intercept ssl-bump generate-host-certificates=on tls-cert=${folder}/ca.pem`,
    `sslcrtd_program ${CERTIFICATE_MAKER} -s ${folder}/certificates -M 4MB`,
    'sslcrtd_children 1 startup=1 idle=1',
    'acl hello at_step SslBump1',
    'ssl_bump peek hello',
    'ssl_bump bump all',
    'tls_outgoing_options flags=DONT_VERIFY_PEER',
    'sslproxy_cert_error allow all',
    'http_access allow all',
    `hosts_file ${folder}/hosts`,
    'dns_nameservers 127.0.0.1',
    'dns_timeout 1 seconds',
    'pinger_enable off',
    'cache deny all',
    'shutdown_lifetime 0 seconds',
    'max_filedescriptors 1024',
    `pid_filename ${folder}/pid`,
    `coredump_dir ${folder}`,
    'access_log none',
    `cache_log ${folder}/log`,
    '',
  ].join('\n');
}

/** mitmproxy: a leaf of its own CA, which it does not send along. */
export async function startMitmproxy(scope: Scope, router: Namespace): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-mitmproxy-'));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const daemon = router.daemon(
    [
      ...['mitmdump', '--mode', 'transparent', '--listen-port', String(INTERCEPTOR_PORT)],
      ...['--ssl-insecure', '--set', `confdir=${folder}`],
    ],
    { env: { HOME: folder } },
  );
  await router.untilBound('tcp', INTERCEPTOR_PORT);
  // It binds before it has made its CA.
  await sleep(100);
  return daemon;
}
