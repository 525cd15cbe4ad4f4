import { type TalkOutcome, talkTcp } from '../../net/talk.ts';
import { type HelloProtocolName, PROTOCOLS } from './protocols/all.ts';
import type { Greeting, ReadReply } from './protocols/protocol.ts';
import type { HelloSpec } from './spec.ts';

/** Words, and the protocol as which they were read. */
type Spoken = ReadReply & { readonly protocol: HelloProtocolName };

/** What came of greeting one address: its words, or how it kept silent. */
export type HelloAnswer =
  | Spoken
  /** The connection stood and nothing was said on it; the peer may have ended it. */
  | { readonly outcome: 'silent' | 'closed' | 'reset' }
  /** There was no connection: a matter for the kind `port`. */
  | { readonly outcome: 'not-connected'; readonly tcp: string; readonly code?: string };

export interface BannerRead {
  readonly answer: HelloAnswer;
  readonly elapsedMs: number;
}

/** More than any greeting needs; OpenSSH's client, too, gives up on endless lines before the banner. */
const LIMIT_BYTES = 8192;

/** A server that speaks first has this long, or a quarter of the time, before we speak on the same connection. */
const LISTEN_FIRST_MS = 250;

/**
 * Greets in every accepted protocol. One connection serves all protocols in which the server speaks first
 * and one in which the client does: a server that takes its clients one by one must not be kept busy by the
 * wrong greeting, and sshd must not count a connection that it takes for an attack.
 */
export async function readBanner(
  spec: HelloSpec,
  address: string,
  attempt: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<BannerRead> {
  const greetings = spec.protocols.map((protocol) => ({
    protocol,
    ...PROTOCOLS[protocol].start(spec.host, attempt),
  }));
  const listening = greetings.filter(({ request }) => request === undefined);
  const [speaking, ...others] = greetings.filter(({ request }) => request !== undefined);
  const talks = [
    speaking === undefined ? listening : [speaking, ...listening],
    ...others.map((one) => [one]),
  ];
  const understood = new AbortController();
  const all = await Promise.all(
    talks.map(async (together): Promise<BannerRead> => {
      const request = together[0]?.request;
      const talk = await talkTcp<Spoken>({
        address,
        port: spec.port,
        ...(request !== undefined && { request: () => request }),
        listenFirstMs: together.length > 1 ? Math.min(LISTEN_FIRST_MS, timeoutMs / 4) : 0,
        read: (received, isAll) => readAny(together, received, isAll),
        limitBytes: LIMIT_BYTES,
        timeoutMs,
        signal: AbortSignal.any([signal, understood.signal]),
      });
      if (talk.outcome === 'answered' && talk.value.outcome === 'spoke') understood.abort();
      return { answer: answerOf(talk), elapsedMs: talk.elapsedMs };
    }),
  );
  return all.reduce((best, one) => (rank(one.answer) < rank(best.answer) ? one : best));
}

/** The same bytes, read as each protocol: the one that understands them, or when none does, the best account of them. */
function readAny(
  greetings: readonly (Greeting & { readonly protocol: HelloProtocolName })[],
  received: Uint8Array,
  isAll: boolean,
): Spoken | undefined {
  const heard: Spoken[] = [];
  for (const { protocol, read } of greetings) {
    const one = read(received, isAll);
    if (one !== undefined) heard.push({ ...one, protocol });
  }
  const [first, ...rest] = heard;
  if (first === undefined) return undefined;
  const best = rest.reduce((most, one) => (rank(one) < rank(most) ? one : most), first);
  return best.outcome === 'spoke' || heard.length === greetings.length ? best : undefined;
}

function answerOf(talk: TalkOutcome<Spoken>): HelloAnswer {
  switch (talk.outcome) {
    case 'answered':
      return talk.value;
    case 'not-connected':
      return {
        outcome: 'not-connected',
        tcp: talk.tcp.outcome,
        ...('code' in talk.tcp && { code: talk.tcp.code }),
      };
    case 'silent':
    case 'closed':
    case 'reset':
      return { outcome: talk.outcome };
  }
}

/**
 * Which of several answers says most. `malformed` comes before `wrong-protocol`: to the greeting of another
 * accepted protocol, a broken server of this one looks like a wrong one.
 */
const RANKS = [
  'spoke',
  'throttled',
  'malformed',
  'wrong-protocol',
  'silent',
  'closed',
  'reset',
  'not-connected',
] as const satisfies readonly HelloAnswer['outcome'][];

function rank({ outcome }: HelloAnswer): number {
  return RANKS.indexOf(outcome);
}
