import { ByteReader } from '../../../wire/reader.ts';
import { decodeNegotiateResponse, encodeNegotiate, filetimeToMs } from '../../../wire/smb2.ts';
import { WireError } from '../../../wire/wire-error.ts';
import { type ClockReading, readClock } from './read-clock.ts';
import type { ClockSource } from './source.ts';

/** SystemTime of the NEGOTIATE response (MS-SMB2 §2.2.4): to 100 ns, before anybody logs in. */
export const smb2: ClockSource = {
  precise: true,
  dueTo: 'hello',
  ask: (ask) => readClock(ask, 0, encodeNegotiate(), readSystemTime),
};

function readSystemTime(received: Uint8Array, isAll: boolean): ClockReading | undefined {
  try {
    const { status, systemTime } = decodeNegotiateResponse(new ByteReader(received));
    if (status !== 0)
      return { outcome: 'no-time', why: `NTSTATUS 0x${status.toString(16).padStart(8, '0')}` };
    if (systemTime === 0n) return { outcome: 'no-time', why: 'zero SystemTime' };
    return { outcome: 'time', serverMs: filetimeToMs(systemTime) };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (error.short && !isAll) return undefined;
    return { outcome: 'no-time', why: `malformed, expected ${error.expected}` };
  }
}
