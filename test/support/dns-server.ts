import dgram from 'node:dgram';
import net from 'node:net';
import { decode, encode, type Packet, type StringAnswer } from 'dns-packet';

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
  /** Bytes that are no DNS message. */
  | 'rubbish';

export interface DnsServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Every question that arrived, `A example.test`. */
  readonly questions: readonly string[];
  readonly close: () => Promise<void>;
}

const RCODES = { FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** A DNS server on loopback (RFC 1035), UDP; a name that is not listed does not exist. The first questions may be lost. */
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
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
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
): Uint8Array | undefined {
  const question = query.questions?.[0];
  if (question === undefined) return undefined;
  const { name, type } = question;
  questions.push(`${type} ${name}`);
  const known = names[name.toLowerCase()] ?? 'NXDOMAIN';
  const reply = (answers: readonly StringAnswer[], rcode = 0) =>
    encode({
      type: 'response',
      id: query.id ?? 0,
      flags: 0x0180 | rcode,
      questions: [question],
      answers: [...answers],
    });
  if (known === 'mute') return undefined;
  if (known === 'rubbish') return Buffer.from([0xff, 0xff, 0xff]);
  if (typeof known === 'string') return reply([], RCODES[known]);
  if (type !== 'A' && type !== 'AAAA') return reply([]);
  if (type === 'AAAA' && 'muteAAAA' in known) return undefined;
  if (type === 'AAAA' && 'failAAAA' in known) return reply([], RCODES[known.failAAAA]);
  const addresses = type === 'A' ? known.A : 'AAAA' in known ? known.AAAA : undefined;
  return reply((addresses ?? []).map((data) => ({ type, name, data, ttl: 60 })));
}
