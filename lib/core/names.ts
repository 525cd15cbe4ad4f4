/** A server that was asked first and would or could not answer, where another one did. */
export interface FailedServer {
  readonly server: string;
  readonly rcode: FailureCode | 'UNREACHABLE';
}
type FailureCode = 'SERVFAIL' | 'REFUSED' | 'FORMERR' | 'NOTIMP' | 'UNREADABLE';

/**
 * What came of looking up a name. `rcode` is the DNS response code (RFC 1035 §4.1.1, RFC 6895 §2.3). `failed` names the
 * servers that failed before another one answered.
 */
export type Lookup = (
  | {
      readonly outcome: 'answered';
      readonly addresses: readonly string[];
      readonly from: 'literal' | 'hosts' | 'dns';
      readonly elapsedMs: number;
      /** The record type whose question failed: there may be more addresses than these. */
      readonly incomplete?: 'A' | 'AAAA';
    }
  | { readonly outcome: 'no-such-name'; readonly rcode: 'NXDOMAIN'; readonly elapsedMs: number }
  | { readonly outcome: 'no-address'; readonly rcode: 'NOERROR'; readonly elapsedMs: number }
  | {
      readonly outcome: 'server-failure';
      readonly rcode: FailureCode;
      readonly elapsedMs: number;
    }
  | { readonly outcome: 'silent'; readonly elapsedMs: number }
  | { readonly outcome: 'server-unreachable'; readonly elapsedMs: number }
) & { readonly failed?: readonly FailedServer[] };

/** Looks names up, each once a run: every question about a host shares one answer. */
export interface NameResolver {
  /** Addresses in the order the server gave them, IPv4 before IPv6. An IP literal answers itself. */
  readonly lookup: (host: string, signal: AbortSignal) => Promise<Lookup>;
  /** Why an address is not connected to from here, in words; absent where every address is. */
  readonly refusal?: (address: string) => string | undefined;
  /** The servers that are asked, for the evidence. */
  readonly servers: readonly string[];
}
