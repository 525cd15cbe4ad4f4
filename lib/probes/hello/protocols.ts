import type { HelloProtocol } from './protocol.ts';
import { iscsi } from './protocols/iscsi.ts';
import { mountd } from './protocols/mountd.ts';
import { nfs } from './protocols/nfs.ts';
import { portmapper } from './protocols/portmapper.ts';
import { rdp } from './protocols/rdp.ts';
import { smb2 } from './protocols/smb2.ts';
import { ssh } from './protocols/ssh.ts';
import { tls } from './protocols/tls.ts';

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
