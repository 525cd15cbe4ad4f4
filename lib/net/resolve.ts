import dgram from 'node:dgram';
import { promises as dns } from 'node:dns';
import type { FailedServer, Lookup, NameResolver } from '../core/names.ts';
import { canonicalName, placeName } from '../core/text.ts';
import { isAddress, isIPv6Address } from './addresses.ts';
import { readHosts } from './hosts-file.ts';
import { isOurOwnSilence, watchLateness } from './loop-watch.ts';
import { currentQuestion } from './question-scope.ts';
import { type Reach, refusal } from './reach.ts';
import { takeSocket } from './sockets.ts';

export interface ResolverOptions {
  /** `ADDRESS` or `ADDRESS:PORT`, `[ADDRESS]:PORT` for IPv6; default the system's servers. */
  readonly servers?: readonly string[];
  /** All tries of one look-up together, milliseconds. */
  readonly timeoutMs: number;
  /** What this place may connect to; left out, everything. */
  readonly reach?: Reach;
  /** default `/etc/hosts` */
  readonly hostsFile?: string;
}

/** A look-up, and whether we were too late to hear an answer that may have been there. */
interface Answer {
  readonly lookup: Lookup;
  readonly isDoubtful?: true;
  /** Whether our own kernel let nothing out; absent where no name server was to be asked. */
  readonly byOurKernel?: boolean;
}

/**
 * A resolver that asks DNS servers itself, so that "no such name", "no answer" and "the server failed"
 * can be told apart; getaddrinfo(3) answers EAI_AGAIN to the last two. The hosts file comes first, as
 * for every other program (hosts(5)). One look-up a name: all questions of a run share the answer.
 * Names are asked as they stand: the search list of resolv.conf(5) is not applied.
 */
export function createResolver(options: ResolverOptions): NameResolver {
  const servers = serversOf(options.servers);
  const answers = new Map<string, Promise<Answer>>();
  let hosts: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  async function ask(host: string): Promise<Answer> {
    hosts ??= readHosts(options.hostsFile ?? '/etc/hosts');
    const addresses = (await hosts).get(canonicalName(host));
    if (addresses !== undefined)
      return { lookup: { outcome: 'answered', addresses, from: 'hosts', elapsedMs: 0 } };
    const release = await takeSocket();
    const { lateMs } = watchLateness();
    try {
      const lookup = await askServers(host, servers, options.timeoutMs);
      const isSilence = lookup.outcome === 'silent';
      const byOurKernel =
        lookup.outcome === 'server-unreachable' &&
        (await Promise.all(servers.map(hasRoute))).every((has) => !has);
      return {
        lookup,
        byOurKernel,
        ...(isSilence && isOurOwnSilence(lateMs(), options.timeoutMs) && { isDoubtful: true as const }),
      };
    } finally {
      release();
    }
  }

  const { reach } = options;
  return {
    servers,
    ...(reach !== undefined && { refusal: (address: string) => refusal(address, reach) }),
    lookup: async (host, signal) => {
      if (isAddress(host)) return { outcome: 'answered', addresses: [host], from: 'literal', elapsedMs: 0 };
      const key = canonicalName(host);
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = ask(host);
        answers.set(key, answer);
      }
      const { lookup, isDoubtful, byOurKernel } = await untilAborted(answer, signal);
      if (byOurKernel !== undefined) currentQuestion()?.tried(host, byOurKernel);
      if (isDoubtful) {
        // An answer that we may have been too late to hear is not kept: the next question asks again.
        if (answers.get(key) === answer) answers.delete(key);
        currentQuestion()?.doubt();
      }
      return lookup;
    },
  };
}

/**
 * `ADDRESS:PORT` of a DNS server that was given by name or address, as node:dns wants it.
 *
 * @throws the system's error when the server's own name cannot be looked up
 */
export async function serverAddress({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<string> {
  const { address } = isAddress(host) ? { address: host } : await dns.lookup(host);
  return placeName(address, port);
}

/** The servers as c-ares understands them, which is also how the evidence shows them. */
function serversOf(wanted: readonly string[] | undefined): readonly string[] {
  const resolver = new dns.Resolver();
  if (wanted !== undefined) resolver.setServers([...wanted]);
  return resolver.getServers();
}

/**
 * Each server is asked alone: c-ares takes SERVFAIL, REFUSED and NOTIMP of the first server for the answer
 * (ares_init_options(3), ARES_FLAG_NOCHECKRESP), while getaddrinfo(3) goes on to the next. Silent ones are asked again, in
 * the end with twice the time, as c-ares does, and the whole fits the time allowed. A server that has no other beside it is
 * asked three times: on a line that loses one packet in a hundred, two losses in a row are no rarity.
 */
const ROUNDS = { alone: [1, 1, 2], several: [1, 2] } as const;
const MIN_TRY_MS = 50;
const DNS_PORT = 53;
/** Of the time allowed, how much the second record type may still take once the first one has addresses. */
const GRACE_SHARE = 1 / 3;

async function askServers(host: string, servers: readonly string[], timeoutMs: number): Promise<Lookup> {
  const rounds: readonly number[] = servers.length > 1 ? ROUNDS.several : ROUNDS.alone;
  const shares = servers.length * rounds.reduce((all, share) => all + share, 0);
  const tryMs = Math.max(MIN_TRY_MS, Math.floor(timeoutMs / Math.max(1, shares)));
  const startedMs = performance.now();
  const leftMs = () => timeoutMs - (performance.now() - startedMs);
  const failed: FailedServer[] = [];
  let last: Lookup | undefined;
  let pending = servers;
  for (const share of rounds) {
    const silent: string[] = [];
    for (const server of pending) {
      if (leftMs() < MIN_TRY_MS) break;
      const lookup = await askServer(
        host,
        server,
        Math.min(tryMs * share, leftMs()),
        timeoutMs * GRACE_SHARE,
      );
      const elapsedMs = performance.now() - startedMs;
      if (lookup.outcome === 'server-failure') failed.push({ server, rcode: lookup.rcode });
      else if (lookup.outcome === 'server-unreachable') failed.push({ server, rcode: 'UNREACHABLE' });
      else if (lookup.outcome === 'silent') silent.push(server);
      else return { ...lookup, elapsedMs, ...(failed.length > 0 && { failed }) };
      last = mostTelling(last, lookup);
    }
    pending = silent;
  }
  const elapsedMs = performance.now() - startedMs;
  if (last === undefined) return { outcome: 'silent', elapsedMs };
  return { ...last, elapsedMs };
}

/** Asks one server for a name, whatever the hosts file says. */
export async function lookUpAt(host: string, server: string, timeoutMs: number): Promise<Lookup> {
  const release = await takeSocket();
  const { lateMs } = watchLateness();
  try {
    const lookup = await askServers(host, serversOf([server]), timeoutMs);
    if (lookup.outcome === 'silent' && isOurOwnSilence(lateMs(), timeoutMs)) currentQuestion()?.doubt();
    return lookup;
  } finally {
    release();
  }
}

/** Where a server is that node:dns names: `ADDRESS`, `ADDRESS:PORT`, `[ADDRESS]:PORT`. */
export function placeOfServer(server: string): { readonly host: string; readonly port: number } {
  const [, host = server, port = DNS_PORT] =
    /^\[(.+)\](?::(\d+))?$/.exec(server) ?? /^([^:]+)(?::(\d+))?$/.exec(server) ?? [];
  return { host, port: Number(port) };
}

/** Whether this machine knows a way to a server. Connecting a UDP socket asks the routing table and sends nothing. */
async function hasRoute(server: string): Promise<boolean> {
  const { host } = placeOfServer(server);
  const socket = dgram.createSocket(isIPv6Address(host) ? 'udp6' : 'udp4');
  return await new Promise<boolean>((resolve) => {
    const end = (has: boolean) => {
      socket.close();
      resolve(has);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.connect(DNS_PORT, host);
  });
}

/** Of several servers that all gave no answer: a failure was said, an unreachable server was heard of, a silence not. */
const TELLING: readonly Lookup['outcome'][] = ['server-failure', 'server-unreachable', 'silent'];

function mostTelling(one: Lookup | undefined, other: Lookup): Lookup {
  return one !== undefined && TELLING.indexOf(one.outcome) <= TELLING.indexOf(other.outcome) ? one : other;
}

async function askServer(host: string, server: string, timeoutMs: number, graceMs: number): Promise<Lookup> {
  // A resolver a name: cancelling one look-up must not cancel another's.
  const resolver = new dns.Resolver({ timeout: Math.ceil(timeoutMs), tries: 1 });
  resolver.setServers([server]);
  const startedMs = performance.now();
  // Once every socket was read once more: this process may have been away when the answer came.
  const giveUp = setTimeout(() => setImmediate(() => resolver.cancel()), timeoutMs);
  try {
    const [v4, v6] = await bothFamilies(resolver, host, graceMs);
    return combine(v4, v6, performance.now() - startedMs);
  } finally {
    clearTimeout(giveUp);
    resolver.cancel();
  }
}

type RecordAnswer =
  | { readonly outcome: 'addresses'; readonly addresses: readonly string[] }
  | { readonly outcome: 'error'; readonly code: string };

/**
 * Asks for both record types side by side. Some firewalls and servers swallow AAAA questions; a good
 * answer to the other one must not wait for them for ever, nor be lost with them.
 */
async function bothFamilies(
  resolver: dns.Resolver,
  host: string,
  graceMs: number,
): Promise<readonly [RecordAnswer, RecordAnswer]> {
  const v4 = query(() => resolver.resolve4(host));
  const v6 = query(() => resolver.resolve6(host));
  const first = await Promise.race([v4, v6]);
  if (first.outcome === 'error') {
    const [a, aaaa] = await Promise.all([v4, v6]);
    return [a, aaaa];
  }
  const timer = setTimeout(() => setImmediate(() => resolver.cancel()), graceMs);
  const both = await Promise.all([v4, v6]);
  clearTimeout(timer);
  return both;
}

async function query(ask: () => Promise<readonly string[]>): Promise<RecordAnswer> {
  try {
    return { outcome: 'addresses', addresses: await ask() };
  } catch (error) {
    return { outcome: 'error', code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  }
}

function combine(v4: RecordAnswer, v6: RecordAnswer, elapsedMs: number): Lookup {
  const addresses = [v4, v6].flatMap((one) => (one.outcome === 'addresses' ? one.addresses : []));
  const incomplete = isUnclear(v4) ? 'A' : isUnclear(v6) ? 'AAAA' : undefined;
  if (addresses.length > 0) {
    return {
      outcome: 'answered',
      addresses: [...new Set(addresses)],
      from: 'dns',
      elapsedMs,
      ...(incomplete !== undefined && { incomplete }),
    };
  }
  const [a, aaaa] = [v4, v6].map((one) => (one.outcome === 'error' ? one.code : 'ENODATA'));
  // The A record's answer comes first: servers exist that deny a name only because they know no AAAA
  // (RFC 4074 §4.2). "No such record" says less than what went wrong with the other question.
  const mostSevere = a === 'ENODATA' && aaaa !== 'ENOTFOUND' ? aaaa : a;
  return describeFailure(mostSevere ?? 'ENODATA', elapsedMs);
}

/** Whether it stays unknown if there are such records. */
function isUnclear(answer: RecordAnswer): boolean {
  return answer.outcome === 'error' && answer.code !== 'ENODATA' && answer.code !== 'ENOTFOUND';
}

/** c-ares' errors in DNS's own words (node:dns "Error codes"). */
function describeFailure(code: string, elapsedMs: number): Lookup {
  switch (code) {
    case 'ENOTFOUND':
    case 'EBADNAME':
      return { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs };
    case 'ENODATA':
      return { outcome: 'no-address', rcode: 'NOERROR', elapsedMs };
    case 'ESERVFAIL':
      return { outcome: 'server-failure', rcode: 'SERVFAIL', elapsedMs };
    case 'EREFUSED':
      return { outcome: 'server-failure', rcode: 'REFUSED', elapsedMs };
    case 'EFORMERR':
      return { outcome: 'server-failure', rcode: 'FORMERR', elapsedMs };
    case 'ENOTIMP':
      return { outcome: 'server-failure', rcode: 'NOTIMP', elapsedMs };
    case 'ETIMEOUT':
    case 'ECANCELLED':
      return { outcome: 'silent', elapsedMs };
    case 'ECONNREFUSED':
      return { outcome: 'server-unreachable', elapsedMs };
    default:
      return { outcome: 'server-failure', rcode: 'UNREADABLE', elapsedMs };
  }
}

async function untilAborted(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const startedMs = performance.now();
  const { lateMs } = watchLateness();
  return await new Promise<Answer>((resolve, reject) => {
    const giveUp = () => {
      const elapsedMs = performance.now() - startedMs;
      const isDoubtful = isOurOwnSilence(lateMs(), elapsedMs);
      resolve({ lookup: { outcome: 'silent', elapsedMs }, ...(isDoubtful && { isDoubtful }) });
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
