import { encodeNegotiateResponse, msToFiletime } from '../../lib/wire/smb2.ts';
import { startTcpServer, type TcpServer } from './tcp-server.ts';

/** How an SMB server misbehaves; none of it: it tells this machine's own time. */
export interface SmbFaults {
  /** How far its clock is ahead, milliseconds. */
  readonly offsetMs?: number;
  /** Sends this SystemTime instead. */
  readonly systemTime?: bigint;
  /** NTSTATUS of a refusal. */
  readonly status?: number;
  readonly truncateAt?: number;
}

/** The first answer of an SMB 2 server on loopback (MS-SMB2 §3.3.5.4), then the end of the connection. */
export function startSmbServer(faults: SmbFaults = {}): Promise<TcpServer> {
  return startTcpServer({
    answers: () => {
      const reply = encodeNegotiateResponse({
        status: faults.status ?? 0,
        dialect: 0x0311,
        systemTime: faults.systemTime ?? msToFiletime(Date.now() + (faults.offsetMs ?? 0)),
      });
      return reply.subarray(0, faults.truncateAt ?? reply.byteLength);
    },
    ends: 'closing',
  });
}
