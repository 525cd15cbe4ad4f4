import { rpcProgram } from './rpc.ts';

/** The MOUNT protocol that NFS version 3 needs (RFC 1813 §5.1). */
export const mountd = rpcProgram('MOUNT', 100_005, 3);
