import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withClock } from './faketime.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

export interface TimeServerOptions {
  readonly address: string;
  /** How far its clock is off, as faketime(1) has it: `+90s`, `-7m`. */
  readonly off?: string;
  /** It has no source of time and says so: leap indicator 3 (RFC 5905 §7.3). */
  readonly unsynchronised?: boolean;
}

/** chronyd, which never touches the machine's clock (`-x`). Stopped, its port refuses. */
export async function startTimeServer(
  scope: Scope,
  namespace: Namespace,
  { address, off, unsynchronised = false }: TimeServerOptions,
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'chrony');
  const configuration = join(folder, 'chrony.conf');
  await writeFile(
    configuration,
    [
      `bindaddress ${address}`,
      'allow all',
      ...(unsynchronised ? [] : ['local stratum 3']),
      'cmdport 0',
      'bindcmdaddress /',
      `pidfile ${folder}/pid`,
      '',
    ].join('\n'),
  );
  const command = ['chronyd', '-d', '-x', '-u', 'root', '-f', configuration];
  const daemon = namespace.daemon([...withClock(off), ...command]);
  await namespace.untilBound('udp', 123, address);
  return daemon;
}
