import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIRECTORY_PORTS } from '../../../lib/catalogue/active-directory.ts';
import { makeAuthority, makeLeaf } from '../../support/certs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withClock } from './faketime.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Programs this peer needs; what they read is in the packages samba-ad-provision, samba-dsdb-modules and, for the rights of sysvol, samba-vfs-modules. */
export const DOMAIN_TOOLS = ['samba', 'samba-tool', 'faketime'];

export const DOMAIN = 'corp.example.com';
export const CONTROLLER = `dc1.${DOMAIN}`;

/** A domain that was made once; its controller runs until its clock is to be another. */
export interface Domain {
  /** @param off - how far its clock is off, as faketime(1) has it */
  readonly runs: (off?: string) => Promise<void>;
}

/** Not a secret: nobody signs in, and the domain is gone with the test. */
const PASSWORD = 'Lab-only.1';

/** What a member does not ask for is left out, as are jobs that only matter among several controllers. */
const SERVICES = '-winbindd, -ntp_signd, -drepl, -kcc, -dnsupdate';

/**
 * Makes an Active Directory domain with Samba's own provisioning, which takes about five seconds, for a controller at
 * this address of the namespace.
 */
export async function makeDomain(scope: Scope, namespace: Namespace, address: string): Promise<Domain> {
  let running: { readonly daemon: Daemon; readonly off: string | undefined } | undefined;
  // Before its folder goes.
  scope.after(async () => await running?.daemon.stop());
  const folder = await temporaryFolder(scope, 'domain');
  const words = [
    ...['samba-tool', 'domain', 'provision', `--targetdir=${folder}`],
    ...[`--realm=${DOMAIN.toUpperCase()}`, '--domain=CORP', `--adminpass=${PASSWORD}`, '--server-role=dc'],
    ...['--dns-backend=SAMBA_INTERNAL', '--host-name=dc1', `--host-ip=${address}`],
  ];
  await namespace.run(words, { timeoutMs: 60_000 });
  const tls = await certificateIn(folder);
  const file = join(folder, 'etc', 'smb.conf');
  const made = await readFile(file, 'utf8');
  const own = [
    `interfaces = ${address}`,
    'bind interfaces only = yes',
    'dns forwarder =',
    `server services = ${SERVICES}`,
    `log file = ${join(folder, 'log.%m')}`,
    `ncalrpc dir = ${join(folder, 'ncalrpc')}`,
    `pid directory = ${folder}`,
    // Without one it makes an RSA key of 4,096 bits at its start, which takes from one to twenty seconds.
    ...Object.entries(tls).map(([name, path]) => `tls ${name} = ${path}`),
  ];
  const kept = made.split('\n').filter((line) => !/^\s*(dns forwarder|log file)\s*=/.test(line));
  await writeFile(file, kept.join('\n').replace('[global]', ['[global]', ...own].join('\n\t')));
  return {
    runs: async (off) => {
      if (running !== undefined && running.off === off) return;
      await running?.daemon.stop();
      const daemon = namespace.daemon([
        ...withClock(off),
        'samba',
        '--interactive',
        '--model=single',
        '-s',
        file,
      ]);
      running = { daemon, off };
      for (const { port } of DIRECTORY_PORTS) await namespace.untilBound('tcp', port);
    },
  };
}

async function certificateIn(folder: string) {
  const authority = await makeAuthority({ name: 'CORP' });
  const { pem, keyPem } = await makeLeaf(authority, { names: [CONTROLLER] });
  const paths = {
    keyfile: join(folder, 'tls.key'),
    certfile: join(folder, 'tls.crt'),
    cafile: join(folder, 'ca.crt'),
  };
  await writeFile(paths.keyfile, keyPem, { mode: 0o600 });
  await writeFile(paths.certfile, pem);
  await writeFile(paths.cafile, authority.pem);
  return paths;
}
