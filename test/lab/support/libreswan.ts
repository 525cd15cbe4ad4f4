import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Where `.ci/unpack-libreswan` puts it: Debian does not install it beside strongSwan. */
const ROOT = '/opt/gatewatch-lab/libreswan';
const LIBEXEC = join(ROOT, 'usr/libexec');

/** Programs this peer needs. */
export const LIBRESWAN_TOOLS = [
  join(LIBEXEC, 'ipsec/pluto'),
  join(LIBEXEC, 'ipsec/whack'),
  join(ROOT, 'usr/bin/certutil'),
  'unshare',
];

export interface Libreswan {
  readonly daemon: Daemon;
  /** How many SAs it holds, half-open ones included. */
  readonly associations: () => Promise<number>;
}

/**
 * A real pluto of the namespace, with a /run of its own.
 *
 * @param connections - the rest of ipsec.conf
 * @param ikev1 - what becomes of IKEv1: libreswan drops it by default since 4.10 (ipsec.conf(5), `ikev1-policy`)
 */
export async function startLibreswan(
  namespace: Namespace,
  scope: Scope,
  connections: string,
  ikev1: 'accept' | 'drop' = 'accept',
): Promise<Libreswan> {
  const folder = await temporaryFolder(scope, 'pluto');
  const libraries = (await readdir(join(ROOT, 'usr/lib'))).filter((name) => name.endsWith('-linux-gnu'));
  const env = { LD_LIBRARY_PATH: libraries.map((name) => join(ROOT, 'usr/lib', name)).join(':') };
  const conf = join(folder, 'ipsec.conf');
  const secrets = join(folder, 'ipsec.secrets');
  await writeFile(conf, `config setup\n  ikev1-policy=${ikev1}\n\n${connections}`);
  await writeFile(secrets, ': PSK "only-for-the-lab-and-long-enough-0001"\n', { mode: 0o600 });
  await namespace.run([join(ROOT, 'usr/bin/certutil'), '-N', '-d', `sql:${folder}`, '--empty-password'], {
    env,
  });
  // pluto looks for its helper under /usr/libexec whatever it is told, and for /run/pluto.
  const own = `mount -t tmpfs tmpfs /run && mkdir /run/pluto && mount --bind ${LIBEXEC} /usr/libexec && exec "$@"`;
  const daemon = namespace.daemon(
    [
      ...['unshare', '-m', 'sh', '-c', own, 'sh'],
      ...['/usr/libexec/ipsec/pluto', '--nofork', '--stderrlog', '--no-dnssec'],
      ...['--config', conf, '--secretsfile', secrets],
      ...['--nssdir', folder, '--rundir', folder, '--ipsecdir', folder],
    ],
    { env },
  );
  await namespace.untilBound('udp', 500);
  const whack = [join(LIBEXEC, 'ipsec/whack'), '--ctlsocket', join(folder, 'pluto.ctl'), '--globalstatus'];
  return {
    daemon,
    associations: async () => {
      const { stdout } = await namespace.run(whack, { env });
      return Number.parseInt(/^current\.states\.all=(\d+)/m.exec(stdout)?.[1] ?? '', 10);
    },
  };
}
