import dgram from 'node:dgram';
import net from 'node:net';
import { type Answer, decode, encode, type Packet } from 'dns-packet';

/** What the server does with a question for a name. */
export type DnsAnswer =
  | { readonly A?: readonly string[]; readonly AAAA?: readonly string[] }
  | 'NXDOMAIN'
  | 'SERVFAIL'
  | 'REFUSED'
  | 'FORMERR'
  | 'NOTIMP'
  /** Says nothing at all. */
  | 'mute'
  /** Answers A, swallows AAAA, as some firewalls do. */
  | { readonly A: readonly string[]; readonly muteAAAA: true }
  /** Answers A, fails or denies AAAA (RFC 4074 §4.2, §4.3). */
  | { readonly A: readonly string[]; readonly failAAAA: 'SERVFAIL' | 'NXDOMAIN' }
  /** Only says over UDP that the answer is too long for it (TC); over TCP it answers, or nobody listens, or it says nothing. */
  | { readonly A: readonly string[]; readonly overTcp: 'answers' | 'closed' | 'mute' }
  /** An alias of another name: the answer is the whole chain, as far as it leads. */
  | { readonly alias: string }
  /** Bytes that are no DNS message. */
  | 'rubbish';

export interface DnsServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Every question that arrived, `A example.test`. */
  readonly questions: readonly string[];
  readonly close: () => Promise<void>;
}

const TRUNCATED = 0x0200;
const RCODES = { FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/**
 * A DNS server on loopback (RFC 1035), UDP, and TCP where an answer is wanted there; a name that is not listed does not
 * exist. The first questions may be lost.
 */
export async function startDnsServer(
  names: Readonly<Record<string, DnsAnswer>>,
  options: { readonly port?: number; readonly loses?: number } = {},
): Promise<DnsServer> {
  const questions: string[] = [];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (message, peer) => {
    const reply = answer(decode(message), names, questions);
    if (questions.length <= (options.loses ?? 0)) return;
    if (reply !== undefined) socket.send(reply, peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const closeTcp = await listenOverTcp(names, questions, port);
  return {
    address: `127.0.0.1:${port}`,
    questions,
    close: async () => {
      await new Promise<void>((resolve) => socket.close(resolve));
      await closeTcp();
    },
  };
}

/** The same names over TCP, where one is to be asked for there. */
async function listenOverTcp(
  names: Readonly<Record<string, DnsAnswer>>,
  questions: string[],
  port: number,
): Promise<() => Promise<void>> {
  const overTcp = Object.values(names).map(
    (one) => typeof one === 'object' && 'overTcp' in one && one.overTcp,
  );
  if (!overTcp.includes('answers') && !overTcp.includes('mute')) return async () => {};
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      // Several questions may come at once, each behind its length (RFC 1035 §4.2.2).
      while (pending.byteLength >= 2 && pending.byteLength >= 2 + pending.readUInt16BE()) {
        const end = 2 + pending.readUInt16BE();
        const reply = answer(decode(pending.subarray(2, end)), names, questions, true);
        pending = pending.subarray(end);
        if (reply === undefined) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.byteLength);
        socket.write(Buffer.concat([length, reply]));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
}

/** A port of loopback on which nothing listens: what a DNS server that is not there looks like. */
export async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answer(
  query: Packet,
  names: Readonly<Record<string, DnsAnswer>>,
  questions: string[],
  isTcp = false,
): Uint8Array | undefined {
  const question = query.questions?.[0];
  if (question === undefined) return undefined;
  const { name, type } = question;
  questions.push(`${type} ${name}`);
  const known = names[name.toLowerCase()] ?? 'NXDOMAIN';
  const reply = (answers: readonly Answer[], flags = 0) =>
    encode({
      type: 'response',
      id: query.id ?? 0,
      flags: 0x0180 | flags,
      questions: [question],
      answers: [...answers],
    });
  if (known === 'mute') return undefined;
  if (known === 'rubbish') return Buffer.from([0xff, 0xff, 0xff]);
  if (typeof known === 'string') return reply([], RCODES[known]);
  if (type !== 'A' && type !== 'AAAA') return reply([]);
  if (type === 'AAAA' && 'muteAAAA' in known) return undefined;
  if (type === 'AAAA' && 'failAAAA' in known) return reply([], RCODES[known.failAAAA]);
  if ('alias' in known) return reply(chainFrom(name, names));
  if ('overTcp' in known && !isTcp) return reply([], TRUNCATED);
  if ('overTcp' in known && known.overTcp === 'mute') return undefined;
  const addresses = type === 'A' ? known.A : 'AAAA' in known ? known.AAAA : undefined;
  return reply((addresses ?? []).map((data) => ({ type, name, data, ttl: 60 })));
}

/** Each alias once: a chain that leads back ends where it began. */
function chainFrom(name: string, names: Readonly<Record<string, DnsAnswer>>): readonly Answer[] {
  const chain: Answer[] = [];
  for (let at = name; chain.length < Object.keys(names).length; ) {
    const next = names[at];
    if (typeof next !== 'object' || !('alias' in next)) break;
    chain.push({ type: 'CNAME', name: at, data: next.alias, ttl: 60 });
    at = next.alias;
  }
  return chain;
}
