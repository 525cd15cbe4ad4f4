import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NameParts } from '../../support/certs.ts';
import { findTool } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';
import { bumpingPort, bumpSettings, labSettings, runSquid } from './squid.ts';

export const PROXY_PORT = 3128;
/** Accepts any credentials: the check has none to offer. */
const CREDENTIALS = '/usr/lib/squid/basic_fake_auth';

export interface SquidOptions {
  /** Every name that is asked for through it, with its addresses: the proxy resolves them. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  /** Ports that CONNECT may go to, in squid.conf's words; default the stock line. */
  readonly sslPorts?: string;
  readonly wantsCredentials?: boolean;
  /** Decrypts tunnels and signs with a CA of this name. */
  readonly bumpsWith?: NameParts;
  /** Passes `Upgrade` on where it decrypts; stock Squid takes it out. */
  readonly allowsWebSockets?: boolean;
}

/** Squid as an explicit proxy, with the rules for CONNECT that it is shipped with. */
export async function startSquidProxy(
  scope: Scope,
  namespace: Namespace,
  options: SquidOptions,
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'proxy');
  const { hosts, bumpsWith: ca } = options;
  const settings = configuration(folder, options);
  return await runSquid(namespace, { folder, settings, hosts, ca, port: PROXY_PORT });
}

function configuration(
  folder: string,
  { sslPorts = '443', wantsCredentials, bumpsWith, allowsWebSockets }: SquidOptions,
): readonly string[] {
  return [
    'visible_hostname proxy.lab',
    `http_port ${PROXY_PORT} ${bumpsWith === undefined ? '' : bumpingPort(folder)}`,
    ...(bumpsWith === undefined ? [] : bumpSettings(folder)),
    // The stock rules (squid.conf.documented), in their order.
    `acl SSL_ports port ${sslPorts}`,
    'acl Safe_ports port 80 21 443 70 210 1025-65535 280 488 591 777',
    'http_access deny !Safe_ports',
    'http_access deny CONNECT !SSL_ports',
    ...(wantsCredentials
      ? [
          `auth_param basic program ${CREDENTIALS}`,
          'auth_param basic realm lab',
          'acl known proxy_auth REQUIRED',
          'http_access deny !known',
        ]
      : []),
    ...(allowsWebSockets ? ['http_upgrade_request_protocols websocket allow all'] : []),
    'http_access allow all',
    ...labSettings(folder),
  ];
}

export const SOCKS_PORT = 1080;
const LOGIN_PORT = 2200;

/** OpenSSH's dynamic forwarding: a SOCKS5 server that resolves names where sshd runs (ssh(1), `-D`). */
export async function startSocksProxy(
  scope: Scope,
  namespace: Namespace,
  { address, hosts }: { readonly address: string; readonly hosts: SquidOptions['hosts'] },
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'socks');
  const key = join(folder, 'key');
  await namespace.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const lines = Object.entries(hosts).flatMap(([host, all]) => all.map((one) => `${one} ${host}\n`));
  await namespace.etc('hosts', `127.0.0.1 localhost\n${lines.join('')}`);
  const configuration = join(folder, 'sshd_config');
  await writeFile(
    configuration,
    [
      `ListenAddress 127.0.0.1:${LOGIN_PORT}`,
      `HostKey ${key}`,
      `AuthorizedKeysFile ${key}.pub`,
      'PidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n',
    ].join('\n'),
  );
  const start = 'mkdir -p /run/sshd && exec "$0" -D -e -f "$1"';
  namespace.daemon(['sh', '-c', start, findTool('sshd') ?? 'sshd', configuration], { privateRun: true });
  await namespace.untilBound('tcp', LOGIN_PORT);
  const daemon = namespace.daemon([
    ...['ssh', '-N', '-D', `${address}:${SOCKS_PORT}`, '-F', 'none', '-i', key, '-p', String(LOGIN_PORT)],
    ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', 'root@127.0.0.1'],
  ]);
  await namespace.untilBound('tcp', SOCKS_PORT);
  return daemon;
}
