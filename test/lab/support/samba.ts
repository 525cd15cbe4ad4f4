import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClock } from './faketime.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Programs this peer needs. */
export const SAMBA_TOOLS = ['smbd', 'faketime'];

export interface SambaOptions {
  /** How far its clock is off, as faketime(1) has it. */
  readonly off?: string;
  /** The newest protocol it speaks, as smb.conf(5) has it; `NT1` is SMB 1, and then nothing else. */
  readonly newest?: 'NT1' | 'SMB2_02' | 'SMB3_11';
}

/** What a file gateway shows its SMB clients: ports 139 and 445 on every address of the namespace. */
export async function startSamba(
  scope: Scope,
  namespace: Namespace,
  { off, newest = 'SMB3_11' }: SambaOptions = {},
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-samba-'));
  const state = join(folder, 'state');
  await mkdir(state);
  const folders = ['private dir', 'lock directory', 'state directory', 'cache directory', 'pid directory'];
  await writeFile(
    join(folder, 'smb.conf'),
    [
      '[global]',
      'server role = standalone server',
      'smb ports = 445 139',
      `server min protocol = ${newest === 'NT1' ? 'NT1' : 'SMB2_02'}`,
      `server max protocol = ${newest}`,
      'load printers = no',
      'disable spoolss = yes',
      `ncalrpc dir = ${state}`,
      ...folders.map((name) => `${name} = ${state}`),
      '',
    ].join('\n'),
  );
  // Without --no-process-group: it ends with a signal to its whole group, which must then be its own.
  const command = ['smbd', '-F', '--debug-stdout', '-s', join(folder, 'smb.conf')];
  const daemon = namespace.daemon([...withClock(off), ...command]);
  // It writes there until its end.
  scope.after(async () => {
    await daemon.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await namespace.untilBound('tcp', 445);
  await namespace.untilBound('tcp', 139);
  return daemon;
}
