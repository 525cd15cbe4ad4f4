import { rpcProgram } from './rpc.ts';

/** rpcbind on port 111; version 2 is the old portmapper, which every one of them still speaks (RFC 1833 §3). */
export const portmapper = rpcProgram('portmapper', 100_000, 2);
