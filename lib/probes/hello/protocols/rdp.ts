import type { ByteReader } from '../../../wire/reader.ts';
import { ByteWriter } from '../../../wire/writer.ts';
import { type HelloProtocol, type ReadReply, readBytes } from './protocol.ts';

/** An X.224 connection request that offers TLS and CredSSP (MS-RDPBCGR §2.2.1.1). */
export const rdp: HelloProtocol = {
  title: 'RDP',
  start: () => ({
    request: connectionRequest(),
    read: (received, isAll) => readBytes(received, isAll, readConfirm, 'RDP'),
  }),
};

/** RFC 1006 §6 */
const TPKT_VERSION = 3;
const TPKT_BYTES = 4;
/** X.224 §13.3 and §13.4 */
const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;
/** MS-RDPBCGR §2.2.1.1.1, §2.2.1.2.1, §2.2.1.2.2 */
const NEGOTIATION_REQUEST = 1;
const NEGOTIATION_RESPONSE = 2;
const NEGOTIATION_FAILURE = 3;
const PROTOCOL_SSL_AND_HYBRID = 3;

function connectionRequest(): Uint8Array {
  const request = new ByteWriter().prefixed(1, (tpdu) =>
    tpdu
      .u8(CONNECTION_REQUEST)
      .u16(0)
      .u16(0)
      .u8(0)
      .u8(NEGOTIATION_REQUEST)
      .u8(0)
      .u16le(8)
      .u32le(PROTOCOL_SSL_AND_HYBRID),
  );
  return new ByteWriter()
    .u8(TPKT_VERSION)
    .u8(0)
    .u16(TPKT_BYTES + request.length)
    .bytes(request.finish())
    .finish();
}

function readConfirm(reader: ByteReader): ReadReply {
  if (reader.u8() !== TPKT_VERSION) reader.fail('TPKT version 3', 0);
  reader.skip(1);
  const length = reader.u16();
  if (length < TPKT_BYTES + 7) reader.fail('a TPKT of 11 bytes at least', 2);
  reader.skip(1);
  // The lower half of the byte is the credit, which is 0 in classes 0 and 1.
  if ((reader.u8() & 0xf0) !== CONNECTION_CONFIRM) reader.fail('a connection confirm', 5);
  reader.skip(5);
  // Servers older than RDP 5.2 send no negotiation at all.
  if (length < TPKT_BYTES + 15) return { outcome: 'spoke', says: 'RDP without negotiation' };
  const type = reader.u8();
  reader.skip(3);
  const value = reader.u32le();
  if (type === NEGOTIATION_RESPONSE) return { outcome: 'spoke', says: `RDP, security protocol ${value}` };
  if (type === NEGOTIATION_FAILURE) return { outcome: 'spoke', says: `RDP, negotiation failure ${value}` };
  return reader.fail('a negotiation response or failure', 11);
}
