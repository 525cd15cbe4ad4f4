import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAuthority, type NameParts } from '../../support/certs.ts';
import { signingCredentials } from './genuine.ts';
import type { Daemon, Namespace } from './netns.ts';

const CERTIFICATE_MAKER = '/usr/lib/squid/security_file_certgen';

/** What follows a listening port that decrypts. */
export function bumpingPort(folder: string): string {
  return `ssl-bump generate-host-certificates=on tls-cert=${folder}/ca.pem`;
}

/** Decrypts whatever it can, for every server. */
export function bumpSettings(folder: string): readonly string[] {
  return [
    `sslcrtd_program ${CERTIFICATE_MAKER} -s ${folder}/certificates -M 4MB`,
    'sslcrtd_children 1 startup=1 idle=1',
    'acl hello at_step SslBump1',
    'ssl_bump peek hello',
    'ssl_bump bump all',
    'tls_outgoing_options flags=DONT_VERIFY_PEER',
    'sslproxy_cert_error allow all',
  ];
}

/** What is the same for every squid of the lab: names from a file, nothing cached, gone at once. */
export function labSettings(folder: string): readonly string[] {
  return [
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
  ];
}

/**
 * Starts squid in a folder of its own.
 *
 * @param hosts - every name that clients will ask for, with its addresses: squid looks names up again
 * @param ca - the name of the CA that it signs with, where it decrypts
 */
export async function runSquid(
  namespace: Namespace,
  {
    folder,
    settings,
    hosts,
    ca,
    port,
  }: {
    readonly folder: string;
    readonly settings: readonly string[];
    readonly hosts: Readonly<Record<string, readonly string[]>>;
    readonly ca?: NameParts | undefined;
    readonly port: number;
  },
): Promise<Daemon> {
  const lines = Object.entries(hosts).flatMap(([host, all]) => all.map((address) => `${address} ${host}\n`));
  await writeFile(join(folder, 'hosts'), lines.join(''));
  await writeFile(join(folder, 'squid.conf'), settings.join('\n'));
  if (ca !== undefined) {
    const { certificates, key } = signingCredentials(await makeAuthority(ca));
    await writeFile(join(folder, 'ca.pem'), `${certificates}\n${key}`);
    await namespace.run([CERTIFICATE_MAKER, '-c', '-s', join(folder, 'certificates'), '-M', '4MB']);
  }
  // It gives up root for this user, who then needs its files.
  await namespace.run(['chown', '-R', 'proxy:proxy', folder]);
  const daemon = namespace.daemon(['squid', '-N', '-f', join(folder, 'squid.conf')]);
  await namespace.untilBound('tcp', port);
  return daemon;
}
