import { setTimeout as sleep } from 'node:timers/promises';
import {
  FAKE,
  type FakeVpn,
  fakeConnection,
  fakeTable,
  fakeTelemetry,
  WELL,
} from '../../support/fake-vpn.ts';
import { type Namespace, openNetwork, type Scope } from './netns.ts';

/** Who has which address. `beyond` is what the target asks for through the tunnels. */
export const VPN_SITE = {
  vantage: '10.0.1.2',
  gateway: '10.0.1.1',
  beyond: '10.60.1.10',
  prefix: '10.60.0.0/16',
  /** The gateway's end and the device's end of each tunnel. */
  tunnels: [
    ['169.254.10.1', '169.254.10.2'],
    ['169.254.10.5', '169.254.10.6'],
  ],
} as const;
/** The one port beyond; only its packets are counted and lost. */
const PORT_BEYOND = 22;

/** The path, from the VPC to the server behind the device; each part can be pulled and put back. */
const LINKS = [
  'first-tunnel',
  'second-tunnel',
  'both-tunnels',
  'accepted-routes',
  'propagation',
  'attachment',
  'connection',
  'site',
] as const;
export type Link = (typeof LINKS)[number];

export interface VpnSite {
  readonly vantage: Namespace;
  readonly pull: (link: Link) => Promise<void>;
  readonly restore: (link: Link) => Promise<void>;
  /** What AWS would tell of it, read from the namespaces: nothing of it is remembered. */
  readonly world: () => Promise<FakeVpn>;
  /** Drops this many per thousand of the packets to and from the port beyond, the same ones for the same seed. */
  readonly lose: (perThousand: number, seed: number) => Promise<void>;
  /** Packets that were dropped since. */
  readonly lost: () => Promise<number>;
}

/**
 * A VPC and a site with two tunnels between them. Plain wires stand for the tunnels: what is looked at is what becomes of
 * the path when one is pulled, not IPsec, which this kernel need not have.
 */
export async function openVpnSite(scope: Scope): Promise<VpnSite> {
  const network = await openNetwork(scope);
  const vantage = await network.namespace('vpc');
  const gateway = await network.namespace('vgw');
  const device = await network.namespace('device');
  const server = await network.namespace('server');
  const attachment = await network.link(vantage, `${VPN_SITE.vantage}/24`, gateway, `${VPN_SITE.gateway}/24`);
  const tunnels = await Promise.all(
    VPN_SITE.tunnels.map(([ofGateway, ofDevice]) =>
      network.link(gateway, `${ofGateway}/30`, device, `${ofDevice}/30`),
    ),
  );
  const site = await network.link(device, '10.60.1.1/24', server, `${VPN_SITE.beyond}/24`);
  for (const router of [gateway, device]) {
    await router.forward();
    // As routing protocols do: a tunnel without a carrier takes its routes with it.
    await router.run([
      ...['sysctl', '-qw', 'net.ipv4.conf.all.ignore_routes_with_linkdown=1'],
      'net.ipv4.conf.default.ignore_routes_with_linkdown=1',
      ...['net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0'],
    ]);
    for (const name of await devicesOf(router))
      await router.run([
        ...['sysctl', '-qw', `net.ipv4.conf.${name}.ignore_routes_with_linkdown=1`],
        `net.ipv4.conf.${name}.rp_filter=0`,
      ]);
  }
  await server.route('default', '10.60.1.1');
  server.daemon([
    process.execPath,
    '-e',
    `require('node:net').createServer((socket) => socket.on('error', () => {}).end()).listen(${PORT_BEYOND}, '0.0.0.0')`,
  ]);
  await server.untilBound('tcp', PORT_BEYOND);

  const addRoute = (of: Namespace, to: string, via: string, metric: number) =>
    of.run(['ip', 'route', 'replace', to, 'via', via, 'metric', String(metric)]);
  const learn = async (n: 0 | 1) => {
    const [ofGateway, ofDevice] = VPN_SITE.tunnels[n];
    await addRoute(gateway, VPN_SITE.prefix, ofDevice, 10 + n);
    await addRoute(device, '10.0.0.0/16', ofGateway, 10 + n);
  };
  const forget = async (n: 0 | 1) => {
    const [ofGateway, ofDevice] = VPN_SITE.tunnels[n];
    await gateway.run(['ip', 'route', 'del', VPN_SITE.prefix, 'via', ofDevice], { orFail: false });
    await device.run(['ip', 'route', 'del', '10.0.0.0/16', 'via', ofGateway], { orFail: false });
  };
  const tunnel = async (n: 0 | 1, state: 'up' | 'down') => {
    await device.run(['ip', 'link', 'set', tunnels[n]?.deviceOfB ?? '', state]);
    // The session follows the tunnel: what a device that comes back announces, AWS learns anew.
    if (state === 'up') await learn(n);
  };
  const propagate = () => vantage.route(VPN_SITE.prefix, VPN_SITE.gateway);
  await propagate();
  await learn(0);
  await learn(1);

  let isConnected = true;
  const wire = (of: Namespace, name: string, state: 'up' | 'down') =>
    of.run(['ip', 'link', 'set', name, state]);
  const acts: Readonly<
    Record<Link, readonly [pull: () => Promise<unknown>, restore: () => Promise<unknown>]>
  > = {
    'first-tunnel': [() => tunnel(0, 'down'), () => tunnel(0, 'up')],
    'second-tunnel': [() => tunnel(1, 'down'), () => tunnel(1, 'up')],
    'both-tunnels': [
      () => Promise.all([tunnel(0, 'down'), tunnel(1, 'down')]),
      () => Promise.all([tunnel(0, 'up'), tunnel(1, 'up')]),
    ],
    'accepted-routes': [() => Promise.all([forget(0), forget(1)]), () => Promise.all([learn(0), learn(1)])],
    propagation: [() => vantage.run(['ip', 'route', 'del', VPN_SITE.prefix]), propagate],
    attachment: [
      () => wire(gateway, attachment.deviceOfB, 'down'),
      async () => {
        await wire(gateway, attachment.deviceOfB, 'up');
        await propagate();
      },
    ],
    connection: [
      async () => {
        isConnected = false;
        await Promise.all([tunnel(0, 'down'), tunnel(1, 'down')]);
      },
      async () => {
        isConnected = true;
        await Promise.all([tunnel(0, 'up'), tunnel(1, 'up')]);
      },
    ],
    site: [() => wire(device, site.deviceOfA, 'down'), () => wire(device, site.deviceOfA, 'up')],
  };

  const world = async (): Promise<FakeVpn> => {
    const telemetry = await Promise.all(
      tunnels.map(async ({ deviceOfA }, n) => {
        const isUp = (await stateOf(gateway, deviceOfA)) === 'UP';
        const accepted = isUp ? await routesVia(gateway, VPN_SITE.prefix, deviceOfA) : 0;
        return fakeTelemetry(FAKE.tunnels[n] ?? '', {
          Status: isUp ? 'UP' : 'DOWN',
          StatusMessage: isUp ? `${accepted} BGP ROUTES` : 'IPSEC IS DOWN',
          AcceptedRouteCount: accepted,
        });
      }),
    );
    const isAttached = (await stateOf(vantage, attachment.deviceOfA)) === 'UP';
    const propagates = (await routesVia(vantage, VPN_SITE.prefix, attachment.deviceOfA)) > 0;
    const more = propagates ? {} : { PropagatingVgws: [], Routes: [] };
    return {
      ...WELL,
      connections: isConnected ? [fakeConnection({ VgwTelemetry: telemetry })] : [],
      gateways: [
        {
          VpnGatewayId: FAKE.vgw,
          State: 'available',
          VpcAttachments: [{ VpcId: FAKE.vpc, State: isAttached ? 'attached' : 'detached' }],
        },
      ],
      routeTables: [fakeTable(0, more), fakeTable(1)],
    };
  };

  return {
    vantage,
    pull: async (link) => {
      await acts[link][0]();
      await settled();
    },
    restore: async (link) => {
      await acts[link][1]();
      await settled();
    },
    world,
    lose: (perThousand, seed) => gateway.rules(lossRules(perThousand, seed)),
    lost: async () => {
      const { stdout } = await gateway.run(['nft', '-j', 'list', 'counter', 'ip', 'loss', 'lost']);
      return Number(/"packets":\s*(\d+)/.exec(stdout)?.[1] ?? Number.NaN);
    },
  };
}

/** A carrier that comes or goes is told by the kernel a moment later. */
async function settled(): Promise<void> {
  await sleep(50);
}

async function devicesOf(namespace: Namespace): Promise<readonly string[]> {
  const { stdout } = await namespace.run(['ip', '-j', 'link', 'show']);
  const links: readonly { readonly ifname: string }[] = JSON.parse(stdout);
  return links.map(({ ifname }) => ifname).filter((name) => name !== 'lo');
}

async function stateOf(namespace: Namespace, name: string): Promise<string> {
  const { stdout } = await namespace.run(['ip', '-j', 'link', 'show', 'dev', name]);
  const links: readonly { readonly operstate: string }[] = JSON.parse(stdout);
  return links[0]?.operstate ?? '';
}

async function routesVia(namespace: Namespace, prefix: string, name: string): Promise<number> {
  const { stdout } = await namespace.run(['ip', '-j', 'route', 'show', prefix, 'dev', name]);
  const routes: readonly unknown[] = JSON.parse(stdout.trim() === '' ? '[]' : stdout);
  return routes.length;
}

/**
 * The kernel counts the packets and drops those whose number was drawn: `numgen inc` (nft(8), "NUMGEN") makes the drawn
 * sequence, and with it the run, the same every time.
 */
function lossRules(perThousand: number, seed: number): string {
  const drawn = drawNumbers(perThousand, 1000, seed);
  const thrown = drawn.map((number) => `${number} : jump throw`).join(', ');
  return `table ip loss {
    counter lost { }
    chain throw {
      counter name lost drop
    }
    chain forwarding {
      type filter hook forward priority filter
      tcp sport ${PORT_BEYOND} ${drawn.length === 0 ? 'accept' : 'goto dice'}
      tcp dport ${PORT_BEYOND} ${drawn.length === 0 ? 'accept' : 'goto dice'}
    }
    chain dice {
      ${drawn.length === 0 ? 'accept' : `numgen inc mod 1000 vmap { ${thrown} }`}
    }
  }`;
}

/** Different numbers below a limit, by the generator mulberry32: the same for the same seed. */
function drawNumbers(count: number, below: number, seed: number): readonly number[] {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(next() % below);
  return [...drawn].sort((a, b) => a - b);
}
