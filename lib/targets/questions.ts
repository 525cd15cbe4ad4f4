import type { JsonObject } from '../core/json.ts';
import type { Question } from '../core/observation.ts';
import { isAddress } from '../net/addresses.ts';
import type { TrustedRoot } from './target.ts';

/** Control questions take several reads one after the other, each of which may be retried. */
export const CONTROL_TIMEOUT_MS = 10_000;

/** A port that a target must, or may, answer on. */
export interface WantedPort {
  readonly port: number;
  readonly serves?: string;
  readonly required?: boolean;
  /** The protocol it is asked for although nobody said that the target speaks it. */
  readonly assumed?: string;
}

/** Where a host's addresses should lie. */
export interface WantedAddresses {
  readonly expect?: 'private' | 'public';
  /** The only addresses it may have, where AWS told them. */
  readonly addresses?: readonly string[];
  /** Servers that the name should be forwarded to. */
  readonly forwarders?: readonly string[];
}

/** Name and ports of one host. An IP literal needs no look-up, so it gets no `dns` question. */
export function hostQuestions(
  host: string,
  ports: readonly WantedPort[],
  wanted: WantedAddresses = {},
): readonly Question[] {
  const port: Question = {
    kind: 'port',
    host,
    ports: ports.map(({ port, serves, required = true, assumed }) => ({
      port,
      required,
      ...(serves !== undefined && { serves }),
      ...(assumed !== undefined && { assumed }),
    })),
  };
  return [...nameQuestions(host, wanted), port];
}

/** The name alone. */
export function nameQuestions(host: string, wanted: WantedAddresses = {}): readonly Question[] {
  return isAddress(host) ? [] : [{ kind: 'dns', host, ...wanted }];
}

/** Which roots end a chain: the partition's, or some of one's own. */
export type TlsTrust = 'amazon' | 'public' | { readonly roots: readonly TrustedRoot[] };

/** Trust as a question carries it. */
export function trustOf(trust: TlsTrust): JsonObject | 'amazon' | 'public' {
  return typeof trust === 'string' ? trust : { roots: trust.roots.map((root) => ({ ...root })) };
}

/** One TLS port: whose certificate it is, and which roots end its chain. */
export function tlsQuestion(one: {
  readonly host: string;
  readonly port: number;
  readonly serves?: string;
  readonly acceptNames?: readonly string[];
  readonly trust: TlsTrust;
}): Question {
  const { host, port, serves, acceptNames = [host], trust } = one;
  return {
    kind: 'tls',
    host,
    port,
    acceptNames,
    trust: trustOf(trust),
    ...(serves !== undefined && { serves }),
  };
}

/** How far the vantage's own clock is from that of a web server which is known to be right. */
export function ourClockQuestion(host: string, port: number): Question {
  return { kind: 'clock', host, sources: [{ source: 'https-date', port }], isReference: true };
}

/** Whether full packets pass to a port. Its rounds wait for what TCP repeats, so it takes its time. */
export function mtuQuestions(wanted: boolean | undefined, host: string, port: number): readonly Question[] {
  return wanted === true ? [{ kind: 'mtu', timeoutMs: MTU_TIMEOUT_MS, host, port }] : [];
}

/** Linux repeats a segment after 0.2, 0.6 and 1.4 s (RFC 6298, with its least of 200 ms): two rounds of that. */
const MTU_TIMEOUT_MS = 5000;
