import { partitionOf } from '../catalogue/regions.ts';
import {
  ENDPOINT_TLS_PORTS,
  endpointCertificateNames,
  type Family,
  publicEndpoints,
  SUPPORT_CHANNEL,
} from '../catalogue/storage-gateway.ts';
import type { JsonObject } from '../core/json.ts';
import type { Question } from '../core/observation.ts';
import { isAddress } from '../net/addresses.ts';
import type { TlsTrust } from './questions.ts';
import type { TargetContext } from './target.ts';
import type { KnownProxy, ProxiedPlace } from './through-proxy.ts';

/** Whom to believe about names of this Region. */
export function trustIn(region: string, { trust }: TargetContext): TlsTrust {
  return trust === undefined ? (partitionOf(region)?.trust ?? 'public') : { roots: trust };
}

/** What a gateway must reach of a VPC endpoint. */
export function endpointPlaces(host: string, region: string, trust: TlsTrust): readonly ProxiedPlace[] {
  const acceptNames = [...endpointCertificateNames(region), host];
  const { port, role } = SUPPORT_CHANNEL;
  return [
    ...ENDPOINT_TLS_PORTS.map((one) => ({ host, port: one.port, serves: one.role, acceptNames, trust })),
    { host, port, serves: role, trust, tls: false, required: false },
  ];
}

/** What a gateway must reach of the public endpoints of a Region. */
export function publicPlaces(region: string, family: Family, trust: TlsTrust): readonly ProxiedPlace[] {
  return publicEndpoints(region, family).map(({ host, port, role }) => ({ host, port, serves: role, trust }));
}

/** The ends of a gateway's ways, as far as they are known. */
export interface GatewayWays {
  /** The gateway: its instance where it is one, else its address. */
  readonly instance?: string | undefined;
  readonly address: string;
  /** Id or DNS name of the VPC endpoint it uses. */
  readonly endpoint?: string | undefined;
  readonly proxy?: KnownProxy | undefined;
}

/**
 * By rule: may the gateway reach its endpoint, or, where it goes through a proxy, the gateway the proxy and the proxy
 * the endpoint ("Troubleshooting gateway activation", "Check for an HTTP proxy and confirm associated security group
 * settings")? Nothing is asked where an end is known by name only: no rule speaks of names.
 */
export function wayQuestions({ instance, address, endpoint, proxy }: GatewayWays): readonly Question[] {
  const gateway =
    instance === undefined
      ? isAddress(address)
        ? { address, name: 'gateway' }
        : undefined
      : { instance, name: 'gateway' };
  const proxyEnd =
    proxy !== undefined && isAddress(proxy.host) ? { address: proxy.host, name: 'proxy' } : undefined;
  const segments: JsonObject[] = [];
  if (gateway !== undefined && proxy !== undefined && proxyEnd !== undefined) {
    segments.push({
      name: 'gateway to proxy',
      from: gateway,
      to: proxyEnd,
      ports: [proxy.port],
      required: true,
    });
  }
  const last = proxy === undefined ? gateway : proxyEnd;
  if (last !== undefined && endpoint !== undefined) {
    const to = { vpcEndpoint: endpoint, name: endpoint };
    const name = proxy === undefined ? 'gateway to endpoint' : 'proxy to endpoint';
    const ports = ENDPOINT_TLS_PORTS.map(({ port }) => port);
    segments.push({ name, from: last, to, ports, required: true });
    segments.push({
      name: `${name}, support`,
      from: last,
      to,
      ports: [SUPPORT_CHANNEL.port],
      required: false,
    });
  }
  return segments.length === 0 ? [] : [{ kind: 'path', segments }];
}
