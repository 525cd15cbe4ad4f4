import dgram from 'node:dgram';
import { once } from 'node:events';
import { decodePacket, encodeReply, msToTimestamp } from '../../wire/ntp.ts';
import { WireError } from '../../wire/wire-error.ts';

/** An SNTP server on the loopback address whose clock is `offsetMs` ahead of this machine's. */
export async function openTimeServer(
  offsetMs: number,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes, from) => {
    try {
      const now = msToTimestamp(Date.now() + offsetMs);
      socket.send(encodeReply(decodePacket(bytes), { receive: now, transmit: now }), from.port, from.address);
    } catch (error) {
      // A time server leaves alone what is no question.
      if (!(error instanceof WireError)) throw error;
    }
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    close: async () => await new Promise((resolve) => socket.close(() => resolve())),
  };
}
