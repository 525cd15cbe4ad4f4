import dgram from 'node:dgram';
import { once } from 'node:events';
import { ByteReader } from '../../lib/wire/reader.ts';
import { ByteWriter } from '../../lib/wire/writer.ts';

type IkeReply = 'invalid-ke' | 'no-proposal' | 'cookie' | 'sa';

/** A small IKE responder that keeps to the RFCs, and its faults. */
export interface IkeResponderOptions {
  /** What it says to IKEv2; default `invalid-ke`. IKEv1 is always answered NO-PROPOSAL-CHOSEN. */
  readonly reply?: IkeReply;
  /** Versions it answers; the others meet silence. Default both. */
  readonly versions?: readonly number[];
  /** Expects the non-ESP marker and sends it. */
  readonly marker?: boolean;
  /** How many of the first datagrams it does not answer. */
  readonly ignoreFirst?: number;
  /** Sends these before the good answer, or instead of it when `only` is set. */
  readonly before?: (answer: Uint8Array, question: Uint8Array) => readonly Uint8Array[];
  readonly only?: boolean;
  /** Answers from another port than the one that was asked. */
  readonly fromAnotherPort?: boolean;
}

export interface IkeResponder {
  readonly port: number;
  /** What arrived, without the marker. */
  readonly received: readonly Uint8Array[];
}

export async function startIkeResponder(
  scope: { readonly after: (cleanUp: () => void) => void },
  options: IkeResponderOptions = {},
): Promise<IkeResponder> {
  const { versions = [1, 2], marker = false, ignoreFirst = 0 } = options;
  const received: Uint8Array[] = [];
  const socket = dgram.createSocket('udp4');
  const other = dgram.createSocket('udp4');
  socket.on('message', (datagram, peer) => {
    const question = marker ? datagram.subarray(4) : datagram;
    received.push(new Uint8Array(question));
    const version = (question[17] ?? 0) >> 4;
    if (received.length <= ignoreFirst || !versions.includes(version)) return;
    const answer = version === 2 ? answerV2(question, options.reply ?? 'invalid-ke') : answerV1(question);
    const messages = [...(options.before?.(answer, question) ?? []), ...(options.only ? [] : [answer])];
    for (const message of messages) {
      const bytes = marker ? new Uint8Array([0, 0, 0, 0, ...message]) : message;
      (options.fromAnotherPort ? other : socket).send(bytes, peer.port, peer.address);
    }
  });
  socket.bind(0, '127.0.0.1');
  other.bind(0, '127.0.0.1');
  await Promise.all([once(socket, 'listening'), once(other, 'listening')]);
  scope.after(() => {
    socket.close();
    other.close();
  });
  return { port: socket.address().port, received };
}

/** Answers of RFC 7296 §1.2, §2.6 and §3.10.1 to an IKE_SA_INIT request. */
function answerV2(question: Uint8Array, reply: IkeReply): Uint8Array {
  const initiatorSpi = new ByteReader(question).bytes(8);
  const notify = (type: number, data: Uint8Array) =>
    message(
      initiatorSpi,
      0n,
      41,
      0x20,
      34,
      payload(0, new ByteWriter().u16(0).u16(type).bytes(data).finish()),
    );
  switch (reply) {
    case 'invalid-ke':
      return notify(17, new Uint8Array([0, 14]));
    case 'no-proposal':
      return notify(14, new Uint8Array());
    case 'cookie':
      return notify(16390, new Uint8Array(20).fill(7));
    case 'sa':
      return message(initiatorSpi, 99n, 33, 0x20, 34, payload(0, new Uint8Array(44)));
  }
}

/** An Informational exchange with NO-PROPOSAL-CHOSEN, RFC 2408 §3.14. */
function answerV1(question: Uint8Array): Uint8Array {
  const notify = new ByteWriter().u32(1).u8(1).u8(0).u16(14).finish();
  return message(new ByteReader(question).bytes(8), 99n, 11, 0x10, 5, payload(0, notify));
}

function message(
  initiatorSpi: Uint8Array,
  responderSpi: bigint,
  first: number,
  version: number,
  exchange: number,
  body: Uint8Array,
): Uint8Array {
  return new ByteWriter()
    .bytes(initiatorSpi)
    .u64(responderSpi)
    .u8(first)
    .u8(version)
    .u8(exchange)
    .u8(version === 0x20 ? 0x20 : 0)
    .u32(0)
    .u32(28 + body.byteLength)
    .bytes(body)
    .finish();
}

function payload(next: number, body: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u8(next)
    .u8(0)
    .u16(4 + body.byteLength)
    .bytes(body)
    .finish();
}
