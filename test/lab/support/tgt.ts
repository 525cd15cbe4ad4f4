import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Programs this peer needs. */
export const TGT_TOOLS = ['tgtd', 'tgtadm'];

export interface TgtOptions {
  /** Without one tgtd accepts and hangs up on every login. */
  readonly hasTarget?: boolean;
}

/** What a volume or tape gateway shows its initiators: port 3260 on every address of the namespace. */
export async function startTgt(
  scope: Scope,
  namespace: Namespace,
  { hasTarget = true }: TgtOptions = {},
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-tgt-'));
  const env = { TGT_IPC_SOCKET: join(folder, 'socket') };
  const daemon = namespace.daemon(['tgtd', '-f', '--iscsi', 'portal=0.0.0.0:3260'], { env });
  scope.after(async () => {
    await daemon.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await namespace.untilBound('tcp', 3260);
  const target = ['--tid', '1', '-T', 'iqn.1997-05.com.amazon:lab-volume'];
  if (hasTarget)
    await namespace.run(['tgtadm', '--lld', 'iscsi', '--op', 'new', '--mode', 'target', ...target], { env });
  return daemon;
}
