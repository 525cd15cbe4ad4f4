import { randomBytes } from 'node:crypto';
import type { ByteReader } from '../../../wire/reader.ts';
import { ByteWriter } from '../../../wire/writer.ts';
import { type HelloProtocol, type ReadReply, readBytes } from './protocol.ts';

/**
 * A login to a discovery session (RFC 7143 §11.12), given up after the first answer. Whether the target lets
 * this initiator in is not the question: a rejection, too, is its voice.
 */
export const iscsi: HelloProtocol = {
  title: 'iSCSI',
  start: () => {
    const task = randomBytes(4).readUInt32BE();
    return {
      request: encodeLogin(task),
      read: (received, isAll) => readBytes(received, isAll, (reader) => readResponse(reader, task)),
    };
  },
};

/** RFC 7143 §11.2.1.2 and §11.12: opcode 0x03, sent for immediate delivery. */
const LOGIN_REQUEST = 0x43;
const LOGIN_RESPONSE = 0x23;
const REJECT = 0x3f;
/** T: go on from SecurityNegotiation (CSG 0) to LoginOperationalNegotiation (NSG 1), §11.12.1 to §11.12.3. */
const TRANSIT_TO_OPERATIONAL = 0x81;
/** §11.12.5: T = 10b, a random identifier. */
const ISID_RANDOM = 0x80;
const KEYS = [
  'InitiatorName=iqn.2026-11.invalid.gatewatch:hello',
  'SessionType=Discovery',
  'AuthMethod=None',
];

function encodeLogin(task: number): Uint8Array {
  const data = new ByteWriter();
  for (const key of KEYS) data.ascii(key).u8(0);
  const text = data.finish();
  return new ByteWriter()
    .u8(LOGIN_REQUEST)
    .u8(TRANSIT_TO_OPERATIONAL)
    .u8(0)
    .u8(0)
    .u8(0)
    .u24(text.byteLength)
    .u8(ISID_RANDOM)
    .bytes(randomBytes(3))
    .u16(0)
    .u16(0)
    .u32(task)
    .u16(0)
    .zeros(2)
    .u32(1)
    .u32(0)
    .zeros(16)
    .bytes(text)
    .zeros((4 - (text.byteLength % 4)) % 4)
    .finish();
}

/** RFC 7143 §11.13 (login response) and §11.17 (reject). */
function readResponse(reader: ByteReader, task: number): ReadReply {
  const opcode = reader.u8();
  if (opcode === REJECT) {
    reader.skip(1);
    return { outcome: 'spoke', says: `iSCSI reject, reason ${reader.u8()}` };
  }
  if (opcode !== LOGIN_RESPONSE) reader.fail('a login response', 0);
  reader.skip(15);
  if (reader.u32() !== task) reader.fail('the task tag of the request', 16);
  reader.skip(16);
  const statusClass = reader.u8();
  const says = `iSCSI login status 0x${statusClass.toString(16).padStart(2, '0')}${reader.u8().toString(16).padStart(2, '0')}`;
  if (statusClass > 3) reader.fail('status class 0 to 3', 36);
  // §11.13.5: class 3 is the target's own error: service unavailable, out of resources.
  return { outcome: statusClass === 3 ? 'throttled' : 'spoke', says };
}
