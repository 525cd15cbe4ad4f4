import type { HelloProtocol } from './protocol.ts';
import { ssh } from './protocols/ssh.ts';
import { tls } from './protocols/tls.ts';

/** THE list of protocols that can be greeted. Adding one is its file and one line here. */
export const PROTOCOLS = { ssh, tls } as const satisfies Readonly<Record<string, HelloProtocol>>;

export type HelloProtocolName = keyof typeof PROTOCOLS;
