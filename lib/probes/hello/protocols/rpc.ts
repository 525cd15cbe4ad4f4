import { randomBytes } from 'node:crypto';
import { ByteReader } from '../../../wire/reader.ts';
import { ByteWriter } from '../../../wire/writer.ts';
import { type HelloProtocol, type ReadReply, readBytes } from './protocol.ts';

const CALL = 0;
const REPLY = 1;
const RPC_VERSION = 2;
const PROC_NULL = 0;
/** RFC 5531 §11: a record's first word carries the last-fragment bit and the fragment's length. */
const LAST_FRAGMENT = 0x8000_0000;

/**
 * A program behind ONC RPC, asked by its NULL procedure (RFC 5531 §12), which does nothing and needs no
 * credentials. That the program knows only other versions is as good an answer as success.
 */
function rpcProgram(title: string, program: number, version: number): HelloProtocol {
  return {
    title,
    start: () => {
      const transaction = randomBytes(4).readUInt32BE();
      return {
        request: encodeNullCall(transaction, program, version),
        read: (received, isAll) =>
          readBytes(
            received,
            isAll,
            (reader) => readReply(readRecord(reader), transaction, title, version),
            'RPC',
          ),
      };
    },
  };
}

function encodeNullCall(transaction: number, program: number, version: number): Uint8Array {
  const call = new ByteWriter()
    .u32(transaction)
    .u32(CALL)
    .u32(RPC_VERSION)
    .u32(program)
    .u32(version)
    .u32(PROC_NULL)
    // AUTH_NONE twice, credentials and verifier: flavour 0, no bytes.
    .zeros(16)
    .finish();
  return new ByteWriter()
    .u32(LAST_FRAGMENT + call.byteLength)
    .bytes(call)
    .finish();
}

/** A record may come in any number of fragments (RFC 5531 §11); of the last one that is here, what has come of it. */
function readRecord(reader: ByteReader): ByteReader {
  const record = new ByteWriter();
  for (let isLast = false; !isLast; ) {
    const header = reader.u32();
    const length = header % LAST_FRAGMENT;
    isLast = header >= LAST_FRAGMENT || length > reader.remaining;
    record.bytes(reader.bytes(Math.min(length, reader.remaining)));
  }
  return new ByteReader(record.finish());
}

/** RFC 5531 §9, rpc_msg. */
function readReply(reader: ByteReader, transaction: number, title: string, version: number): ReadReply {
  if (reader.u32() !== transaction) reader.fail('the transaction id of the call', 0);
  if (reader.u32() !== REPLY) reader.fail('a reply', 4);
  const denied = reader.u32();
  if (denied === 1) {
    const why = reader.u32();
    return { outcome: 'spoke', says: `${title}: RPC denied, reject_stat ${why}` };
  }
  if (denied !== 0) reader.fail('reply_stat 0 or 1', 8);
  reader.skip(4);
  const verifierBytes = reader.u32();
  if (verifierBytes > 400) reader.fail('a verifier of at most 400 bytes', 16);
  reader.skip(verifierBytes);
  const status = reader.u32();
  switch (status) {
    case 0:
      return { outcome: 'spoke', says: `${title} version ${version}` };
    case 1:
      return { outcome: 'wrong-protocol', says: 'PROG_UNAVAIL', looksLike: 'RPC' };
    case 2: {
      const [low, high] = [reader.u32(), reader.u32()];
      return { outcome: 'spoke', says: `${title} versions ${low} to ${high}` };
    }
    case 3:
      return { outcome: 'spoke', says: `${title}: PROC_UNAVAIL` };
    default:
      return reader.fail('accept_stat SUCCESS or PROG_MISMATCH');
  }
}

/** rpcbind on port 111; version 2 is the old portmapper, which every one of them still speaks (RFC 1833 §3). */
export const portmapper = rpcProgram('portmapper', 100_000, 2);

/** The MOUNT protocol that NFS version 3 needs (RFC 1813 §5.1). */
export const mountd = rpcProgram('MOUNT', 100_005, 3);

/** Program and version: RFC 1813 §2.1 (version 3). A server of version 4 alone answers with its versions. */
export const nfs = rpcProgram('NFS', 100_003, 3);
