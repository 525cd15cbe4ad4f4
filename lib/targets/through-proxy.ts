import * as z from 'zod/mini';
import type { Question } from '../core/observation.ts';
import type { TunnelProtocol } from '../net/tunnel.ts';
import { type HostPort, parseHostPort } from './host-port.ts';
import { nameQuestions, type TlsTrust, trustOf } from './questions.ts';
import type { SiblingTarget, TargetContext } from './target.ts';

/** A proxy that other targets may be asked through. */
export interface KnownProxy extends HostPort {
  readonly protocol: TunnelProtocol;
}

/** `via`: the name of an http-proxy target of the same vantage. */
export const viaField = z.optional(
  z.string().check(z.minLength(1, 'expected the name of an http-proxy target'), z.maxLength(263)),
);

/** One place that must be reached. `acceptNames` and `trust` are wanted of TLS; without TLS a tunnel is all. */
export interface ProxiedPlace extends HostPort {
  readonly serves?: string;
  readonly acceptNames?: readonly string[];
  readonly trust: TlsTrust;
  readonly tls?: boolean;
  readonly required?: boolean;
}

/**
 * A proxy connects in its turn before it answers. That it cannot resolve a name, the commonest fault with private names,
 * Squid 5.7 says after 5.5 to 5.9 s (measured, with dns_timeout at 1 s).
 */
export const PROXY_TIMEOUT_MS = 8000;

/** The same places once more, through the proxy that `via` names; none where it names none. */
export function proxiedQuestions(
  via: string | undefined,
  places: readonly ProxiedPlace[],
  { siblings = [] }: TargetContext,
): readonly Question[] {
  const proxy = via === undefined ? undefined : proxyNamed(via, siblings);
  if (proxy === undefined) return [];
  return [
    ...nameQuestions(proxy.host),
    ...places.map(({ host, port, serves, acceptNames = [host], trust, tls = true, required = true }) => ({
      kind: 'proxy',
      timeoutMs: PROXY_TIMEOUT_MS,
      host,
      port,
      via: { ...proxy },
      tls,
      required,
      acceptNames,
      trust: trustOf(trust),
      ...(serves !== undefined && { serves }),
    })),
  ];
}

/** The proxy that is under this name among the targets of a vantage. */
export function proxyNamed(name: string, siblings: readonly SiblingTarget[]): KnownProxy | undefined {
  const found = siblings.find((one) => one.name === name && one.type === 'http-proxy');
  const where = parseHostPort(String(found?.fields.address));
  if (found === undefined || 'fault' in where) return undefined;
  return { ...where, protocol: found.fields.protocol === 'socks5' ? 'socks5' : 'http' };
}
