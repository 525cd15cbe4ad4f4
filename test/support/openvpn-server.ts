import dgram from 'node:dgram';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { ByteReader } from '../../lib/wire/reader.ts';
import { ByteWriter } from '../../lib/wire/writer.ts';

/** A server that answers a client's hard reset as OpenVPN does, and its faults. */
export interface OpenvpnServerOptions {
  readonly transport?: 'udp' | 'tcp';
  /** How many of the first packets it does not answer. */
  readonly ignoreFirst?: number;
  /** Sends this in place of the good answer; over TCP the bytes are sent as they are, unframed. */
  readonly instead?: (answer: Uint8Array) => Uint8Array;
  /** Sends the good answer after `instead`. UDP only. */
  readonly andThenAnswers?: boolean;
  /** TCP: closes on the packet, says nothing, or resets. */
  readonly onPacket?: 'answer' | 'close' | 'reset' | 'mute';
  /** Answers only with an acknowledgement. */
  readonly acknowledgesOnly?: boolean;
  /** TCP: sends byte after byte. */
  readonly dribbles?: boolean;
}

interface Scope {
  readonly after: (cleanUp: () => void) => void;
}

/** @returns the port it listens on, and the packets it got */
export async function startOpenvpnServer(
  scope: Scope,
  options: OpenvpnServerOptions = {},
): Promise<{ readonly port: number; readonly received: readonly Uint8Array[] }> {
  return options.transport === 'tcp' ? await startTcp(scope, options) : await startUdp(scope, options);
}

async function startUdp(scope: Scope, options: OpenvpnServerOptions) {
  const received: Uint8Array[] = [];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (packet, peer) => {
    received.push(new Uint8Array(packet));
    if (received.length <= (options.ignoreFirst ?? 0) || options.onPacket === 'mute') return;
    const answer = answerTo(packet, options);
    if (options.instead) socket.send(options.instead(answer), peer.port, peer.address);
    if (!options.instead || options.andThenAnswers) socket.send(answer, peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  scope.after(() => socket.close());
  return { port: socket.address().port, received };
}

async function startTcp(scope: Scope, options: OpenvpnServerOptions) {
  const received: Uint8Array[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const packet = bytes.subarray(2);
      received.push(new Uint8Array(packet));
      if (received.length > (options.ignoreFirst ?? 0)) void reply(socket, packet, options);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  scope.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received };
}

async function reply(socket: net.Socket, packet: Uint8Array, options: OpenvpnServerOptions): Promise<void> {
  const answer = answerTo(packet, options);
  const framed = new ByteWriter().u16(answer.byteLength).bytes(answer).finish();
  if (options.onPacket === 'reset') socket.resetAndDestroy();
  else if (options.onPacket === 'close') socket.end();
  else if (options.onPacket === 'mute') return;
  else if (options.instead) socket.write(options.instead(answer));
  else if (!options.dribbles) socket.write(framed);
  else {
    socket.setNoDelay(true);
    for (const byte of framed) {
      socket.write(new Uint8Array([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** A P_CONTROL_HARD_RESET_SERVER_V2 or P_ACK_V1 that acknowledges packet 0 of the client's session. */
function answerTo(packet: Uint8Array, { acknowledgesOnly = false }: OpenvpnServerOptions): Uint8Array {
  const reader = new ByteReader(packet);
  reader.skip(1);
  const session = reader.bytes(8);
  const answer = new ByteWriter()
    .u8((acknowledgesOnly ? 5 : 8) << 3)
    .bytes(new Uint8Array(8).fill(0x5e))
    .u8(1)
    .u32(0)
    .bytes(session);
  return (acknowledgesOnly ? answer : answer.u32(0)).finish();
}
