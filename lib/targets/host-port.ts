import { placeName } from '../core/text.ts';
import { isHost } from '../probes/kit/fields.ts';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `HOST:PORT`, with an IPv6 address in brackets (RFC 3986 §3.2.2).
 *
 * @returns what was wrong, in words, where it is none
 */
export function parseHostPort(text: string): HostPort | { readonly fault: string } {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,6})$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) {
    return { fault: `expected HOST:PORT (an IPv6 address in brackets), got "${text}"` };
  }
  const port = Number(match[3]);
  if (port < 1 || port > 65_535)
    return { fault: `expected a port from 1 to 65535, got ${match[3]} in "${text}"` };
  if (!isHost(host)) return { fault: `expected a host name or an IP address, got "${host}"` };
  return { host, port };
}

/** The usual notation, with brackets round an IPv6 address. */
export function formatHostPort({ host, port }: HostPort): string {
  return placeName(host, port);
}
