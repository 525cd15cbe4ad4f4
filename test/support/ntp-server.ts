import dgram from 'node:dgram';
import { decodePacket, encodeReply, LEAP_UNSYNCHRONISED, msToTimestamp } from '../../lib/wire/ntp.ts';

/** How a time server misbehaves; none of it: it tells this machine's own time, stratum 2. */
export interface NtpFaults {
  /** How far its clock is ahead, milliseconds. */
  readonly offsetMs?: number;
  /** Says nothing. */
  readonly mute?: boolean;
  /** Says nothing to the first questions. */
  readonly muteFirst?: number;
  /** 3 = not synchronised */
  readonly leap?: number;
  readonly stratum?: number;
  /** Refuses with this kiss code (RFC 5905 §7.4). */
  readonly kiss?: string;
  /** Sends only this many bytes. */
  readonly truncateAt?: number;
  /** Answers a question that nobody asked. */
  readonly wrongOrigin?: boolean;
  /** Sends no time. */
  readonly zeroTransmit?: boolean;
  /** Claims that the question stayed so long, whatever the truth. */
  readonly staysMs?: number;
  /** Answers in this mode instead of 4. */
  readonly mode?: number;
  readonly rootDispersionMs?: number;
  /** Answers as if the way to it and back took so long, half of it each. */
  readonly roundTripMs?: number;
}

export interface NtpServer {
  readonly address: string;
  readonly port: number;
  /** How many questions came. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

/** A time server on loopback (RFC 5905 §7.3, server mode). */
export async function startNtpServer(faults: NtpFaults = {}, address = '127.0.0.1'): Promise<NtpServer> {
  const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4');
  let asked = 0;
  socket.on('message', (question, peer) => {
    asked += 1;
    if (faults.mute || asked <= (faults.muteFirst ?? 0)) return;
    const { roundTripMs } = faults;
    if (roundTripMs === undefined) {
      socket.send(answer(question, faults), peer.port, peer.address);
      return;
    }
    setTimeout(() => {
      const reply = answer(question, faults);
      setTimeout(() => socket.send(reply, peer.port, peer.address), roundTripMs / 2);
    }, roundTripMs / 2);
  });
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return {
    address,
    port: socket.address().port,
    asked: () => asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answer(question: Uint8Array, faults: NtpFaults): Uint8Array {
  const request = decodePacket(question);
  const nowMs = Date.now() + (faults.offsetMs ?? 0);
  const now = msToTimestamp(nowMs);
  const stratum = faults.kiss === undefined ? faults.stratum : 0;
  const leap = faults.kiss === undefined ? faults.leap : LEAP_UNSYNCHRONISED;
  const reply = encodeReply(request, {
    receive: now,
    transmit: faults.zeroTransmit ? 0n : msToTimestamp(nowMs + (faults.staysMs ?? 0)),
    referenceId: faults.kiss === undefined ? 0x7f7f_0101 : Buffer.from(faults.kiss).readUInt32BE(),
    ...(leap !== undefined && { leap }),
    ...(stratum !== undefined && { stratum }),
    ...(faults.mode !== undefined && { mode: faults.mode }),
    ...(faults.wrongOrigin && { origin: request.transmit ^ 1n }),
    ...(faults.rootDispersionMs !== undefined && { rootDispersionMs: faults.rootDispersionMs }),
  });
  return reply.subarray(0, faults.truncateAt ?? reply.byteLength);
}
