import { talkTcp } from '../../../net/talk.ts';
import { type ClockAnswer, type ClockAsk, isPlausible, readingOf } from './source.ts';

/** What a server's answer says: its time, or why it says none. */
export type ClockReading =
  | { readonly outcome: 'time'; readonly serverMs: number }
  | { readonly outcome: 'no-time'; readonly why: string };

/**
 * Asks for the time over TCP or TLS: one connection, one request, one answer.
 *
 * @param granularityMs - by how much the protocol cuts the time off
 * @param secure - over TLS
 */
export async function readClock(
  { address, port, clock, timeoutMs, signal }: ClockAsk,
  granularityMs: number,
  request: Uint8Array,
  read: (received: Uint8Array, isAll: boolean) => ClockReading | undefined,
  secure?: { readonly servername?: string },
): Promise<ClockAnswer> {
  let sentWallMs = 0;
  let sentMonotonicMs = 0;
  const talk = await talkTcp({
    address,
    port,
    timeoutMs,
    signal,
    limitBytes: LIMIT_BYTES,
    ...(secure !== undefined && { secure }),
    request: () => {
      sentWallMs = clock.wallMs();
      sentMonotonicMs = clock.monotonicMs();
      return request;
    },
    read: (received, isAll) => {
      const told = read(received, isAll);
      return told && { told, delayMs: clock.monotonicMs() - sentMonotonicMs };
    },
  });
  switch (talk.outcome) {
    case 'answered': {
      const { told, delayMs } = talk.value;
      if (told.outcome === 'no-time') return { outcome: 'unreadable', why: told.why };
      return isPlausible(told.serverMs)
        ? readingOf(told.serverMs, sentWallMs, delayMs, granularityMs)
        : { outcome: 'unreadable', why: 'absurd time' };
    }
    case 'not-connected':
      return { outcome: 'unreadable', why: talk.tcp.outcome };
    case 'silent':
    case 'closed':
    case 'reset':
      return { outcome: 'unreadable', why: talk.outcome };
  }
}

/** Headers of a web server and an SMB2 answer with its token fit well. */
const LIMIT_BYTES = 16_384;
