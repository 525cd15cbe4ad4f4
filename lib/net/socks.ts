import type net from 'node:net';
import ipaddr from 'ipaddr.js';
import { boundedText } from '../core/text.ts';
import { ByteReader } from '../wire/reader.ts';
import { WireError } from '../wire/wire-error.ts';
import { ByteWriter } from '../wire/writer.ts';
import { isAddress } from './addresses.ts';
import { type ReadReply, readUntil, type Understood } from './read-until.ts';
import { shownBytes } from './shown-bytes.ts';
import type { Destination, TunnelLimits, TunnelReply } from './tunnel-reply.ts';

const VERSION = 5;
const NO_AUTHENTICATION = 0x00;
const CONNECT = 1;
const ADDRESS_V4 = 1;
const NAME = 3;
const ADDRESS_V6 = 4;
const SUCCEEDED = 0;
/** The longest answer holds a name of 255 bytes (RFC 1928 §6). */
const LIMIT_BYTES = 4 + 1 + 255 + 2;
const SHOWN_LENGTH = 120;

/**
 * Asks a SOCKS5 proxy for a tunnel, without credentials: the gateway's console takes none. The name travels as it is,
 * so the proxy resolves it (RFC 1928 §4, §5).
 */
export async function askSocks(
  socket: net.Socket,
  destination: Destination,
  limits: TunnelLimits,
): Promise<TunnelReply> {
  const startedMs = performance.now();
  const listen = async <T extends object>(read: (reader: ByteReader) => T): Promise<ReadReply<T>> =>
    await readUntil(socket, (received) => readWhole(received, read), {
      limitBytes: LIMIT_BYTES,
      timeoutMs: limits.timeoutMs - (performance.now() - startedMs),
      signal: limits.signal,
    });
  socket.write(new ByteWriter().u8(VERSION).u8(1).u8(NO_AUTHENTICATION).finish());
  const chosen = await listen(readMethod);
  if (chosen.outcome !== 'heard') return unheard(chosen);
  if ('strange' in chosen.value) return await describeStranger(socket, limits);
  if (chosen.value.method !== NO_AUTHENTICATION) return { outcome: 'wants-credentials' };
  socket.write(encodeRequest(destination));
  const reply = await listen(readReply);
  if (reply.outcome !== 'heard') {
    const answer = unheard(reply);
    return answer.outcome === 'not-a-proxy' ? answer : { ...answer, agreed: true };
  }
  if ('strange' in reply.value) return await describeStranger(socket, limits);
  const { status } = reply.value;
  return status === SUCCEEDED ? { outcome: 'tunnel', status } : { outcome: 'refusal', status };
}

/** The request for a connection (RFC 1928 §4). A name longer than 255 bytes cannot be asked for, and no name is. */
export function encodeRequest({ host, port }: Destination): Uint8Array {
  const writer = new ByteWriter().u8(VERSION).u8(CONNECT).u8(0);
  if (isAddress(host)) {
    const bytes = ipaddr.parse(host).toByteArray();
    writer.u8(bytes.length === 4 ? ADDRESS_V4 : ADDRESS_V6).bytes(Uint8Array.from(bytes));
  } else {
    writer.u8(NAME).prefixed(1, (name) => name.ascii(host));
  }
  return writer.u16(port).finish();
}

type Strange = { readonly strange: true };

/** @throws {WireError} `short` while more is needed */
export function readMethod(reader: ByteReader): { readonly method: number } | Strange {
  if (reader.u8() !== VERSION) return { strange: true };
  // 0xff: none of the methods that were offered (RFC 1928 §3).
  return { method: reader.u8() };
}

/** @throws {WireError} `short` while more is needed */
export function readReply(reader: ByteReader): { readonly status: number } | Strange {
  if (reader.u8() !== VERSION) return { strange: true };
  const status = reader.u8();
  // A refusal is one whatever address follows; some proxies send none.
  if (status !== SUCCEEDED) return { status };
  reader.skip(1);
  const type = reader.u8();
  if (type !== ADDRESS_V4 && type !== ADDRESS_V6 && type !== NAME) return { strange: true };
  reader.skip((type === ADDRESS_V4 ? 4 : type === ADDRESS_V6 ? 16 : reader.u8()) + 2);
  return { status };
}

function readWhole<T extends object>(
  received: Buffer,
  read: (reader: ByteReader) => T,
): Understood<T> | undefined {
  const reader = new ByteReader(received);
  try {
    const value = read(reader);
    // A stranger's words are put back whole: they are shown.
    return { value, usedBytes: 'strange' in value ? 0 : reader.offset };
  } catch (error) {
    if (error instanceof WireError && error.short) return undefined;
    throw error;
  }
}

function unheard({
  outcome,
  received,
}: Exclude<ReadReply<unknown>, { readonly outcome: 'heard' }>): Extract<
  TunnelReply,
  { readonly outcome: 'silent' | 'closed' | 'reset' | 'not-a-proxy' }
> {
  return received.byteLength === 0
    ? { outcome }
    : { outcome: 'not-a-proxy', firstBytes: boundedText(received.toString('latin1'), SHOWN_LENGTH) };
}

/** What says something else than SOCKS has begun a sentence: a little of it is what a person wants to see. */
async function describeStranger(socket: net.Socket, limits: TunnelLimits): Promise<TunnelReply> {
  const rest = await readUntil<never>(socket, () => undefined, {
    limitBytes: SHOWN_LENGTH,
    timeoutMs: Math.min(limits.timeoutMs, STRANGER_MS),
    signal: limits.signal,
  });
  const received = rest.outcome === 'heard' ? Buffer.alloc(0) : rest.received;
  return { outcome: 'not-a-proxy', firstBytes: shownBytes(received, SHOWN_LENGTH) };
}
const STRANGER_MS = 50;
