import type { ByteReader } from '../../../wire/reader.ts';
import {
  DIALECTS,
  decodeNegotiateResponse,
  encodeMultiProtocolNegotiate,
  encodeNegotiate,
} from '../../../wire/smb2.ts';
import { type HelloProtocol, type ReadReply, readBytes } from './protocol.ts';

/**
 * NEGOTIATE, the first message of SMB 2 and 3. A server that speaks SMB 1 alone hangs up on it, so a second
 * attempt asks in a way that such a server answers too: then the finding can name it.
 */
export const smb2: HelloProtocol = {
  title: 'SMB 2/3',
  start: (_host, attempt) => ({
    request: attempt % 2 === 1 ? encodeNegotiate() : encodeMultiProtocolNegotiate(),
    read: (received, isAll) => readBytes(received, isAll, readResponse, 'SMB2'),
  }),
};

function readResponse(reader: ByteReader): ReadReply {
  const { status, dialect } = decodeNegotiateResponse(reader);
  return status === 0
    ? { outcome: 'spoke', says: `SMB ${DIALECTS[dialect]}` }
    : { outcome: 'spoke', says: `SMB 2/3, NTSTATUS 0x${status.toString(16).padStart(8, '0')}` };
}
