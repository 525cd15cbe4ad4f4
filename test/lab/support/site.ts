import { openDelayLine, type WireQuality } from './delay-line.ts';
import { type Daemon, type Namespace, openNetwork, type Scope } from './netns.ts';
import { setRules } from './rules.ts';

/** Who has which address. The server's network holds an endpoint with three zones, as an AWS VPC does. */
export const SITE = {
  client: '10.1.0.2',
  /** Of the endpoint's network interfaces. */
  endpoint: ['10.2.0.11', '10.2.0.12', '10.2.0.13'],
  nameServer: '10.2.0.53',
  timeServers: ['10.2.0.121', '10.2.0.122', '10.2.0.123'],
  /** On the server's wire, but nobody has it. */
  nobody: '10.2.0.99',
  /** An address that is not private (RFC 5737 reserves it for documentation). */
  public: '203.0.113.10',
} as const;

export interface Site {
  /** The data centre: where a check is typed. */
  readonly client: Namespace;
  readonly router: Namespace;
  /** The VPC: everything that answers. */
  readonly server: Namespace;
  /** The wire of the client, where it has a quality. */
  readonly slowWire?: Daemon;
  /** Puts one more host behind the router, on a separate wire: `attach('proxy', '10.4.0.10', '10.4.0.1')`. */
  readonly attach: (label: string, address: string, ofRouter: string) => Promise<Namespace>;
}

export interface SiteOptions {
  /** Keeps Linux' limit of ICMP errors (icmp(7)), as routers have it. */
  readonly limitIcmpErrors?: boolean;
  /** From the client to the router and back again; default no delay to speak of. */
  readonly roundTripMs?: number;
  /** The wire from the client to the router; in place of `roundTripMs`. */
  readonly wire?: WireQuality;
}

/** A client and a server with a router between them; everything passes until `setRules` says otherwise. */
export async function openSite(scope: Scope, options: SiteOptions = {}): Promise<Site> {
  const network = await openNetwork(scope);
  const client = await network.namespace('client');
  const router = await network.namespace('router');
  const server = await network.namespace('server');
  const ends = [client, `${SITE.client}/24`, router, '10.1.0.1/24'] as const;
  const { roundTripMs, wire = roundTripMs === undefined ? undefined : { eachWayMs: roundTripMs / 2 } } =
    options;
  const slowWire = wire === undefined ? undefined : await openDelayLine(scope, ...ends, wire);
  if (slowWire === undefined) await network.link(...ends);
  const { deviceOfA, deviceOfB } = await network.link(
    server,
    `${SITE.endpoint[0]}/24`,
    router,
    '10.2.0.1/24',
  );
  for (const address of [...SITE.endpoint.slice(1), SITE.nameServer, ...SITE.timeServers])
    await server.address(deviceOfA, `${address}/24`);
  await server.address('lo', `${SITE.public}/32`);
  await client.route('default', '10.1.0.1');
  await server.route('default', '10.2.0.1');
  await router.route(`${SITE.public}/32`, SITE.endpoint[0]);
  await router.forward();
  await router.run(['sysctl', '-qw', ...settingsOf(deviceOfB, options)]);
  // Its own ICMP errors are limited too: those of a port on which nobody listens.
  if (!options.limitIcmpErrors) await server.run(['sysctl', '-qw', 'net.ipv4.icmp_ratelimit=0']);
  await client.etc('hosts', '127.0.0.1 localhost\n');
  await client.etc('resolv.conf', `nameserver ${SITE.nameServer}\n`);
  await setRules(router, []);
  const attach: Site['attach'] = async (label, address, ofRouter) => {
    const host = await network.namespace(label);
    await network.link(host, `${address}/24`, router, `${ofRouter}/24`);
    await host.route('default', ofRouter);
    await host.run(['sysctl', '-qw', 'net.ipv4.icmp_ratelimit=0']);
    return host;
  };
  return { client, router, server, attach, ...(slowWire !== undefined && { slowWire }) };
}

/**
 * A dead host is told as unreachable once ARP has given up: three seconds by default, and at times that
 * depend on what was asked before. One question of 50 ms makes it the same every time (arp(7)).
 */
function settingsOf(device: string, { limitIcmpErrors = false }: SiteOptions): readonly string[] {
  return [
    `net.ipv4.neigh.${device}.retrans_time_ms=50`,
    `net.ipv4.neigh.${device}.mcast_solicit=1`,
    ...(limitIcmpErrors ? ['net.ipv4.icmp_ratelimit=1000'] : []),
  ];
}
