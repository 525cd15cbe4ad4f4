import { iscsi } from './iscsi.ts';
import type { HelloProtocol } from './protocol.ts';
import { rdp } from './rdp.ts';
import { mountd, nfs, portmapper } from './rpc.ts';
import { smb2 } from './smb2.ts';
import { ssh } from './ssh.ts';
import { tls } from './tls.ts';

/** THE list of protocols that can be greeted. Adding one is its file and one line here. */
export const PROTOCOLS = {
  ssh,
  tls,
  nfs,
  portmapper,
  mountd,
  smb2,
  iscsi,
  rdp,
} as const satisfies Readonly<Record<string, HelloProtocol>>;

export type HelloProtocolName = keyof typeof PROTOCOLS;
