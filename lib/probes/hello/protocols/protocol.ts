import { ByteReader } from '../../../wire/reader.ts';
import { WireError } from '../../../wire/wire-error.ts';
import { preview, recognise } from './recognise.ts';

/** What a peer's first words say of it. `says` is the peer's own text, or its bytes as hexadecimal digits. */
export type ReadReply =
  /** The protocol that was asked for; `says` is its banner, version or dialect. */
  | { readonly outcome: 'spoke'; readonly says: string }
  /** Alive, but turns this client away for now. */
  | { readonly outcome: 'throttled'; readonly says: string }
  /** Another protocol; `looksLike` names it where it is known. */
  | { readonly outcome: 'wrong-protocol'; readonly says: string; readonly looksLike: string }
  | { readonly outcome: 'malformed'; readonly says: string; readonly expected: string };

/** One conversation. Made anew for each connection, since a question may hold a number its answer must repeat. */
export interface Greeting {
  /** What the client says first; absent where the server does. */
  readonly request?: Uint8Array;
  /** Pure. @returns undefined while more bytes are needed; with `isAll` there are no more */
  readonly read: (received: Uint8Array, isAll: boolean) => ReadReply | undefined;
}

/** A protocol that can be told by its first exchange. */
export interface HelloProtocol {
  /** As people call it. */
  readonly title: string;
  /** @param attempt - from 1: a second one may greet differently where the first one told nothing */
  readonly start: (host: string, attempt: number) => Greeting;
}

/**
 * Reads a binary answer: `parse` may read as if all bytes were there. What ends too early waits for more
 * as long as more may come; what is wrong is named after the protocol it looks like, or is malformed.
 *
 * @param own - what `recognise` calls the protocol that is parsed: a broken answer in it is no other protocol's
 */
export function readBytes(
  received: Uint8Array,
  isAll: boolean,
  parse: (reader: ByteReader) => ReadReply,
  own?: string,
): ReadReply | undefined {
  try {
    return parse(new ByteReader(received));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const says = preview(received);
    const looksLike = recognise(received);
    if (looksLike !== undefined && looksLike !== own) return { outcome: 'wrong-protocol', says, looksLike };
    if (error.short && !isAll) return undefined;
    return { outcome: 'malformed', says, expected: error.expected };
  }
}
