import { rpcProgram } from './rpc.ts';

/** Program and version: RFC 1813 §2.1 (version 3). A server of version 4 alone answers with its versions. */
export const nfs = rpcProgram('NFS', 100_003, 3);
