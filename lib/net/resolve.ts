import { promises as dns } from 'node:dns';
import { readFile } from 'node:fs/promises';
import type { Lookup, NameResolver } from '../core/names.ts';
import { isAddress } from './addresses.ts';

export interface ResolverOptions {
  /** `ADDRESS` or `ADDRESS:PORT`; default the system's servers. */
  readonly servers?: readonly string[];
  /** All tries of one look-up together, milliseconds. */
  readonly timeoutMs: number;
  /** default `/etc/hosts` */
  readonly hostsFile?: string;
}

/**
 * A resolver that asks DNS servers itself, so that "no such name", "no answer" and "the server failed"
 * can be told apart; getaddrinfo(3) answers EAI_AGAIN to the last two. The hosts file comes first, as
 * for every other program (hosts(5)). One look-up a name: all questions of a run share the answer.
 */
export function createResolver(options: ResolverOptions): NameResolver {
  // Two tries share the time; c-ares doubles the time-out of the second one, so a third of it is the first's.
  const resolver = new dns.Resolver({ timeout: Math.max(50, Math.floor(options.timeoutMs / 3)), tries: 2 });
  if (options.servers !== undefined) resolver.setServers([...options.servers]);
  const servers = resolver.getServers();
  const answers = new Map<string, Promise<Lookup>>();
  let hosts: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  async function ask(host: string): Promise<Lookup> {
    if (isAddress(host)) return { outcome: 'answered', addresses: [host], from: 'literal', elapsedMs: 0 };
    hosts ??= readHosts(options.hostsFile ?? '/etc/hosts');
    const listed = (await hosts).get(canonical(host));
    if (listed !== undefined) return { outcome: 'answered', addresses: listed, from: 'hosts', elapsedMs: 0 };
    const startedMs = performance.now();
    const [v4, v6] = await Promise.all([query(resolver, host, 'A'), query(resolver, host, 'AAAA')]);
    const elapsedMs = performance.now() - startedMs;
    const addresses = [...(v4.addresses ?? []), ...(v6.addresses ?? [])];
    if (addresses.length > 0) return { outcome: 'answered', addresses, from: 'dns', elapsedMs };
    // Both questions were about one name: the answer that says most wins, and the A record's comes first.
    return describeFailure(v4.code ?? 'ENODATA', elapsedMs);
  }

  return {
    servers,
    lookup: async (host, signal) => {
      const key = canonical(host);
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = ask(host);
        answers.set(key, answer);
      }
      return await untilAborted(answer, signal);
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
  const { address, family } = isAddress(host)
    ? { address: host, family: host.includes(':') ? 6 : 4 }
    : await dns.lookup(host);
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

interface RecordAnswer {
  readonly addresses?: readonly string[];
  readonly code?: string;
}

async function query(resolver: dns.Resolver, host: string, type: 'A' | 'AAAA'): Promise<RecordAnswer> {
  try {
    return { addresses: type === 'A' ? await resolver.resolve4(host) : await resolver.resolve6(host) };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  }
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

async function untilAborted(answer: Promise<Lookup>, signal: AbortSignal): Promise<Lookup> {
  const startedMs = performance.now();
  return await new Promise<Lookup>((resolve, reject) => {
    const giveUp = () => resolve({ outcome: 'silent', elapsedMs: performance.now() - startedMs });
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** hosts(5): address, then names; a name may stand on several lines. A machine without the file has no names in it. */
async function readHosts(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const names = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...aliases] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (address === undefined || !isAddress(address)) continue;
    for (const alias of aliases) {
      const key = canonical(alias);
      names.set(key, [...(names.get(key) ?? []), address]);
    }
  }
  return names;
}

/** DNS names are equal whatever their case and with or without the final dot (RFC 4343). */
function canonical(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
