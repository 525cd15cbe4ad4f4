import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Programs this peer needs; the FSAL that keeps its files in memory is a package of its own. */
export const GANESHA_TOOLS = ['rpcbind', 'ganesha.nfsd', 'nsenter'];

export interface NfsServer {
  /** Port 111. */
  readonly rpcbind: Daemon;
  /** Ports 2049 and 20048, the ones a file gateway has. */
  readonly ganesha: Daemon;
}

/** What a file gateway shows its NFS clients, versions 3 and 4, on every address of the namespace. */
export async function startNfs(scope: Scope, namespace: Namespace): Promise<NfsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-nfs-'));
  const configuration = join(folder, 'ganesha.conf');
  await writeFile(
    configuration,
    `NFS_CORE_PARAM { Protocols = 3, 4; NFS_Port = 2049; MNT_Port = 20048;
      Enable_UDP = false; Enable_NLM = false; Enable_RQUOTA = false; }
    NFSv4 { Graceless = true; RecoveryRoot = ${folder}; }
    EXPORT { Export_Id = 1; Path = /share; Pseudo = /share; Access_Type = RW; FSAL { Name = MEM; } }
    `,
  );
  const rpcbind = namespace.daemon(['rpcbind', '-f'], { privateRun: true });
  await namespace.untilBound('tcp', 111);
  // It registers at rpcbind over the socket in /run, so it must see the same one.
  const ganesha = namespace.daemon([
    ...['nsenter', '-m', '-t', String(rpcbind.pid)],
    ...['ganesha.nfsd', '-F', '-f', configuration, '-p', '/run/ganesha.pid', '-L', 'STDERR', '-N', 'EVENT'],
  ]);
  scope.after(async () => {
    await ganesha.stop();
    await rpcbind.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await namespace.untilBound('tcp', 2049);
  await namespace.untilBound('tcp', 20048);
  return { rpcbind, ganesha };
}
