import type { TunnelProtocol } from '../../net/tunnel.ts';

/** What a refusal of a proxy means. */
export type RefusalMeaning = 'denies' | 'wants-credentials' | 'cannot-reach' | 'not-a-proxy';

/**
 * Sources: RFC 9110 §9.3.6 and §15 (status codes of CONNECT), RFC 6585 §6 (511), RFC 7725 (451); what Squid 5.7
 * answers was measured: 403 for its rules, 407 without credentials, 503 where the destination refuses or is dead,
 * 500 or 503 where the name cannot be looked up. SOCKS5: RFC 1928 §6.
 */
const MEANINGS: Readonly<Record<TunnelProtocol, Readonly<Record<number, RefusalMeaning>>>> = {
  http: {
    403: 'denies',
    407: 'wants-credentials',
    429: 'denies',
    451: 'denies',
    500: 'cannot-reach',
    502: 'cannot-reach',
    503: 'cannot-reach',
    504: 'cannot-reach',
  },
  socks5: {
    1: 'cannot-reach',
    2: 'denies',
    3: 'cannot-reach',
    4: 'cannot-reach',
    5: 'cannot-reach',
    6: 'cannot-reach',
    // "Command not supported": it knows SOCKS and makes no tunnels.
    7: 'denies',
    8: 'cannot-reach',
  },
};

/**
 * What kept the proxy from the destination, in one word for the texts; undefined where the status does not say.
 * Squid's own errors are more exact than its status (Squid documentation, `err_type`).
 */
const CAUSES: Readonly<Record<TunnelProtocol, Readonly<Record<number, string>>>> = {
  http: { 504: 'upstream-silent' },
  socks5: {
    3: 'upstream-unreachable',
    4: 'upstream-unreachable',
    5: 'upstream-refused',
    6: 'upstream-silent',
  },
};
const SQUID_CAUSES: readonly (readonly [RegExp, string])[] = [
  [/^ERR_DNS_FAIL|^ERR_CANNOT_FORWARD/, 'name-not-found'],
  [/^ERR_CONNECT_FAIL 111\b/, 'upstream-refused'],
  [/^ERR_CONNECT_FAIL 11[03]\b/, 'upstream-unreachable'],
  [/^ERR_CONNECT_FAIL|^ERR_READ_TIMEOUT/, 'upstream-silent'],
  [/^ERR_SECURE_CONNECT_FAIL/, 'upstream-tls'],
];

/**
 * A web server's status is no proxy's: a server that answers 404 to CONNECT does not know what it is. Codes of SOCKS5 beyond
 * RFC 1928's are a proxy's own all the same, such as Tor's (Tor specifications, "socks-extensions", 0xF0 to 0xF7).
 */
export function meaningOf(protocol: TunnelProtocol, status: number): RefusalMeaning {
  return MEANINGS[protocol][status] ?? (protocol === 'socks5' ? 'cannot-reach' : 'not-a-proxy');
}

export function causeOf(protocol: TunnelProtocol, status: number, error: string | undefined): string {
  const squid = SQUID_CAUSES.find(([pattern]) => error !== undefined && pattern.test(error));
  return squid?.[1] ?? CAUSES[protocol][status] ?? 'upstream-failed';
}
