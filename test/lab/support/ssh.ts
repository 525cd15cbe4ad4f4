import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findTool } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/**
 * OpenSSH's server.
 *
 * @param maxStartups - sshd_config(5) `MaxStartups`. The default of Debian drops unauthenticated
 * connections at random from the tenth on; here none are dropped unless a test says so.
 */
export async function startSsh(
  scope: Scope,
  namespace: Namespace,
  { port, maxStartups = '1000:1:1000' }: { readonly port: number; readonly maxStartups?: string },
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'sshd');
  const key = join(folder, 'key');
  await namespace.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const configuration = join(folder, 'sshd_config');
  await writeFile(
    configuration,
    `Port ${port}\nHostKey ${key}\nPidFile none\nMaxStartups ${maxStartups}\nUsePAM no\nPasswordAuthentication no\n`,
  );
  // It wants its folder under /run, which only a service manager makes.
  const start = 'mkdir -p /run/sshd && exec "$0" -D -e -f "$1"';
  const sshd = findTool('sshd') ?? 'sshd';
  const daemon = namespace.daemon(['sh', '-c', start, sshd, configuration], { privateRun: true });
  await namespace.untilBound('tcp', port);
  return daemon;
}
