import type { BgpLogMeaning } from '../../../lib/catalogue/vpn-log-messages.ts';
import type { RouteTable } from '../../../lib/core/aws/network-state.ts';
import type { VpnConnection, VpnTunnel } from '../../../lib/core/aws/vpn-reader.ts';
import type { DescribedVpn, VpnObservation } from '../../../lib/probes/vpn/observe.ts';
import type { Sample } from '../../support/sample.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

export const ID = 'vpn-0123456789abcdef0';
export const VGW = 'vgw-0123456789abcdef0';
export const VPC = 'vpc-0123456789abcdef0';
const CGW = 'cgw-0123456789abcdef0';
export const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const SINCE_MS = NOW_MS - 25 * 60_000;

export const NO_LOGS = { enabled: false, bgpEnabled: false };
const LOGS = {
  enabled: true,
  groupArn: 'arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/vendedlogs/vpn:*',
  format: 'json',
  bgpEnabled: false,
};

const BGP_LOGS = { ...LOGS, bgpEnabled: true, bgpGroupArn: `${LOGS.groupArn.replace(':*', '')}-bgp:*` };

export function tunnel(outsideAddress: string, more: Partial<VpnTunnel> = {}): VpnTunnel {
  return {
    outsideAddress,
    status: 'UP',
    statusMessage: '2 BGP ROUTES',
    lastStatusChangeMs: SINCE_MS,
    acceptedRoutes: 2,
    insideCidr: '169.254.10.0/30',
    ikeVersions: ['ikev2'],
    logs: LOGS,
    ...more,
  };
}
const DOWN = { status: 'DOWN', statusMessage: 'IPSEC IS DOWN', acceptedRoutes: 0 };
export const ONE = '203.0.113.1';
export const TWO = '203.0.113.2';

export const CONNECTION: VpnConnection = {
  id: ID,
  state: 'available',
  customerGatewayId: CGW,
  vpnGatewayId: VGW,
  staticRoutesOnly: false,
  tunnels: [tunnel(ONE), tunnel(TWO)],
  staticRoutes: [],
  tags: { Name: 'idc' },
};

export const TABLE: RouteTable = {
  id: 'rtb-0123456789abcdef0',
  vpcId: VPC,
  isMain: false,
  subnetIds: ['subnet-0123456789abcdef0'],
  propagatingGatewayIds: [VGW],
  routes: [
    {
      destination: { kind: 'cidr', cidr: '10.60.0.0/16' },
      target: { kind: 'virtual-private-gateway', id: VGW },
      state: 'active',
      origin: 'propagated',
    },
  ],
};

export function described(
  connection: Partial<VpnConnection> = {},
  more: Partial<DescribedVpn> = {},
): DescribedVpn {
  return withoutUndefined({
    outcome: 'described',
    askedAtMs: NOW_MS,
    connection: { ...CONNECTION, ...connection },
    gateway: { id: VGW, state: 'available', attachments: [{ vpcId: VPC, state: 'attached' }], tags: {} },
    customerGateway: { id: CGW, state: 'available', address: '198.51.100.10', tags: {} },
    replacements: [],
    routeTables: [TABLE],
    histories: [],
    logs: [],
    bgpLogs: [],
    traffic: [],
    refused: [],
    ...more,
  });
}

const falls = (outsideAddress: string, hoursAgo: readonly number[]) => ({
  outsideAddress,
  changes: [],
  downsAtMs: hoursAgo.map((hours) => NOW_MS - hours * 3_600_000),
});
const downTunnels = { tunnels: [tunnel(ONE, DOWN), tunnel(TWO, DOWN)] };
const oneDown = { tunnels: [tunnel(ONE), tunnel(TWO, DOWN)] };
const history = (outsideAddress: string) => ({
  outsideAddress,
  downsAtMs: [SINCE_MS],
  changes: [
    { atMs: NOW_MS - 10_800_000, value: 1 },
    { atMs: SINCE_MS, value: 0 },
  ],
});
const failing = (outsideAddress: string) => ({
  outsideAddress,
  phase1: 'Negotiating',
  phase2: 'Down',
  error: {
    meaning: 'authentication-failed' as const,
    text: 'AWS tunnel is sending AUTHENTICATION_FAILED as the response',
    atMs: NOW_MS - 60_000,
  },
});
const MEGABYTE = 1_000_000;
const IPSEC_ONLY = { status: 'DOWN', statusMessage: 'IPSEC IS UP', acceptedRoutes: 0 };
const standing = (outsideAddress: string) => ({
  outsideAddress,
  phase1: 'Established',
  phase2: 'Established',
});
const bgpLog = (outsideAddress: string, meaning: BgpLogMeaning) => ({
  outsideAddress,
  status: 'down' as const,
  why: { meaning, text: 'AWS-side peer …', atMs: NOW_MS },
  denied: [],
  announced: 0,
});
const pending = (outsideAddress: string, more: object = {}) => ({
  outsideAddress,
  pending: 'Available',
  autoAppliedAfterMs: NOW_MS + 86_400_000,
  ...more,
});
const deadRoute = {
  destination: { kind: 'cidr' as const, cidr: '10.60.0.0/16' },
  target: { kind: 'virtual-private-gateway' as const, id: 'vgw-0fedcba9876543210' },
  state: 'blackhole' as const,
  origin: 'created' as const,
};
const bareTable = { ...TABLE, propagatingGatewayIds: [], routes: [] };

const spec = { vpn: ID };
export const specs = [
  spec,
  { tags: { Name: 'idc' } },
  { vpn: ID, lastOutsideAddresses: [ONE, '2001:db8::1'], lastWellUntil: '2026-11-21T09:00:00Z' },
  {
    vpn: ID,
    tags: { Name: 'idc' },
    expectOutsideAddresses: [ONE, TWO],
    expectCustomerGatewayAddress: '198.51.100.10',
    vpc: VPC,
    subnets: ['subnet-0123456789abcdef0'],
    reaches: ['10.60.0.0/16', '10.60.1.10'],
    historyMinutes: 60,
  },
];

type Shown = Sample<object, VpnObservation> & { readonly title: string };

const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });
const degraded = (reason: string) => ({ status: 'degraded', reason });
const unknown = (reason: string) => ({ status: 'unknown', reason });

export const samples: readonly Shown[] = [
  { title: 'both tunnels up', spec: specs[3] ?? spec, observation: described(), expect: healthy },
  {
    title: 'five falls an hour apart',
    // Every hour, as long as phase 2 lives where nothing else is set.
    observation: described({}, { histories: [falls(ONE, [5, 4, 3, 2, 1])] }),
    spec,
    expect: degraded('tunnel-flapping'),
  },
  {
    title: 'falls without a rhythm',
    observation: described({}, { histories: [falls(ONE, [20, 13, 12.5, 2])] }),
    spec,
    expect: degraded('tunnel-flapping'),
  },
  {
    title: 'a fall every hour of the day',
    observation: described(
      {},
      {
        histories: [
          falls(
            TWO,
            Array.from({ length: 24 }, (_, hour) => 24 - hour),
          ),
        ],
      },
    ),
    spec,
    expect: failed('tunnel-flapping'),
  },
  {
    title: 'as many falls in a day as users notice, and one less',
    observation: described(
      {},
      {
        histories: [
          falls(ONE, [23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1]),
          falls(TWO, [22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2]),
        ],
      },
    ),
    spec,
    expect: failed('tunnel-flapping'),
  },
  {
    title: 'two falls in a day are maintenance',
    observation: described({}, { histories: [falls(ONE, [9, 2])] }),
    spec,
    expect: healthy,
  },
  {
    title: 'a connection of a VPN Concentrator has no gateway',
    observation: described(
      { vpnGatewayId: undefined, concentratorId: 'vcn-0123456789abcdef0' },
      { gateway: undefined, routeTables: [] },
    ),
    spec,
    expect: healthy,
  },
  {
    title: 'gone',
    spec,
    observation: { outcome: 'missing', others: [{ id: 'vpn-0fedcba9876543210', name: 'idc' }] },
    expect: failed('vpn-missing'),
  },
  {
    title: 'two of the same tags',
    spec: { tags: { Name: 'idc' } },
    observation: { outcome: 'ambiguous', others: [{ id: ID }, { id: 'vpn-0fedcba9876543210' }] },
    expect: unknown('vpn-missing'),
  },
  {
    title: 'neither the id nor the tags, and the account has no connection',
    spec: { vpn: ID, tags: { Name: 'idc', Site: 'seoul' } },
    observation: { outcome: 'missing', others: [] },
    expect: failed('vpn-missing'),
  },
  {
    title: 'none of the tags among more connections than a sentence holds',
    spec: { tags: { Name: 'idc' } },
    observation: {
      outcome: 'missing',
      others: Array.from({ length: 11 }, (_, place) => ({ id: `vpn-${place}`, name: '' })),
    },
    expect: failed('vpn-missing'),
  },
  {
    title: 'pending',
    spec,
    observation: described({ state: 'pending', ...downTunnels }),
    expect: failed('vpn-not-available'),
  },
  {
    title: 'being deleted',
    spec,
    observation: described({ state: 'deleting' }),
    expect: failed('vpn-not-available'),
  },
  {
    title: 'no word for the state',
    spec,
    observation: described({ state: '' }),
    expect: unknown('vpn-not-available'),
  },
  {
    title: 'a state nobody knows',
    spec,
    observation: described({ state: 'hibernating' }),
    expect: unknown('vpn-not-available'),
  },
  {
    title: 'gateway detached',
    spec,
    observation: described(
      {},
      {
        gateway: { id: VGW, state: 'available', attachments: [{ vpcId: VPC, state: 'detached' }], tags: {} },
      },
    ),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'gateway gone',
    spec,
    observation: described({}, { gateway: undefined, routeTables: [] }),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'a connection that ends at no gateway',
    spec,
    observation: described({ vpnGatewayId: undefined }, { gateway: undefined, routeTables: [] }),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'a connection of Cloud WAN',
    spec,
    observation: described(
      { vpnGatewayId: undefined, coreNetworkArn: 'arn:aws:networkmanager::123456789012:core-network/x' },
      { gateway: undefined, routeTables: [] },
    ),
    expect: healthy,
  },
  {
    title: 'gateway attached to another VPC',
    spec: { vpn: ID, vpc: 'vpc-0fedcba9876543210' },
    observation: described(),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'gateway attached to another VPC, whose tables have no route into the tunnel',
    spec: { vpn: ID, vpc: 'vpc-0fedcba9876543210' },
    observation: described(
      {},
      {
        gateway: {
          id: VGW,
          state: 'available',
          attachments: [
            { vpcId: VPC, state: 'attached' },
            { vpcId: 'vpc-0fedcba9876543210', state: 'floating' },
          ],
          tags: {},
        },
        routeTables: [bareTable],
      },
    ),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'gateway detached, and AWS does not let the routes be read',
    spec,
    observation: described(
      {},
      {
        gateway: { id: VGW, state: 'available', attachments: [{ vpcId: VPC, state: 'detached' }], tags: {} },
        routeTables: [],
        refused: [{ code: 'access-denied', action: 'ec2:DescribeRouteTables' }],
      },
    ),
    expect: failed('vpn-gateway-not-attached'),
  },
  {
    title: 'gateway in a state nobody knows',
    spec,
    observation: described(
      {},
      {
        gateway: { id: VGW, state: 'available', attachments: [{ vpcId: VPC, state: 'floating' }], tags: {} },
      },
    ),
    expect: unknown('vpn-gateway-not-attached'),
  },
  {
    title: 'both tunnels down',
    spec,
    observation: described(downTunnels, { histories: [history(ONE), history(TWO)] }),
    expect: failed('tunnels-down'),
  },
  {
    title: 'both tunnels down, and only the log of the second says why',
    spec,
    observation: described(
      {
        tunnels: [
          tunnel(ONE, { ...DOWN, statusMessage: 'no answer', lastStatusChangeMs: undefined }),
          tunnel(TWO, DOWN),
        ],
      },
      { logs: [{ ...failing(TWO), error: { ...failing(TWO).error, meaning: 'device-silent' } }] },
    ),
    expect: failed('tunnels-down'),
  },
  {
    title: 'both tunnels down, AWS does not say since when, and the log names no phase',
    spec,
    observation: described(
      {
        tunnels: [ONE, TWO].map((one) =>
          tunnel(one, { ...DOWN, statusMessage: undefined, lastStatusChangeMs: undefined }),
        ),
      },
      { logs: [{ outsideAddress: ONE }] },
    ),
    expect: failed('tunnels-down'),
  },
  {
    title: 'static routing without a static route: while both tunnels are down, that is not why',
    spec,
    observation: described({ staticRoutesOnly: true, ...downTunnels }),
    expect: failed('tunnels-down'),
  },
  {
    title: 'one tunnel down',
    spec,
    observation: described(oneDown, { histories: [history(TWO)] }),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'a word for the state that nobody knows, beside an up tunnel',
    spec,
    observation: described({ tunnels: [tunnel(ONE), tunnel(TWO, { status: 'SIDEWAYS' })] }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'a word for the state that nobody knows, beside a down tunnel',
    spec,
    observation: described({ tunnels: [tunnel(ONE, DOWN), tunnel(TWO, { status: 'SIDEWAYS' })] }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'null fields',
    spec,
    observation: described({
      tunnels: [{ outsideAddress: undefined, status: undefined, ikeVersions: [], logs: NO_LOGS }],
    }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'no telemetry at all',
    spec: { vpn: ID, expectOutsideAddresses: [ONE, TWO] },
    observation: described({ tunnels: [] }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'telemetry of a single tunnel, which is down',
    spec,
    observation: described({ tunnels: [tunnel(ONE, DOWN)] }),
    expect: failed('tunnels-down'),
  },
  {
    title: 'three tunnels, one of them down',
    spec,
    observation: described({ tunnels: [tunnel(ONE), tunnel(TWO), tunnel('203.0.113.3', DOWN)] }),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'BGP without accepted routes',
    spec,
    observation: described({
      tunnels: [tunnel(ONE, { acceptedRoutes: 0 }), tunnel(TWO, { acceptedRoutes: 0 })],
    }),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'BGP without accepted routes on one of two tunnels',
    spec,
    observation: described({ tunnels: [tunnel(ONE), tunnel(TWO, { acceptedRoutes: 0 })] }),
    expect: degraded('tunnel-without-routes'),
  },
  {
    title: 'BGP with an unknown number of routes',
    spec,
    observation: described({ tunnels: [tunnel(ONE), tunnel(TWO, { acceptedRoutes: undefined })] }),
    expect: healthy,
  },
  {
    title: 'static routing without a static route',
    spec,
    observation: described({ staticRoutesOnly: true }),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'static routing whose routes are on their way out',
    spec,
    observation: described({
      staticRoutesOnly: true,
      staticRoutes: [
        { destination: '10.60.0.0/16', state: 'deleting' },
        { destination: '10.70.0.0/16', state: 'deleted' },
      ],
    }),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'static routing with one whose state AWS does not tell',
    spec,
    observation: described({ staticRoutesOnly: true, staticRoutes: [{ destination: '10.60.0.0/16' }] }),
    expect: healthy,
  },
  {
    title: 'static routing with one',
    spec,
    observation: described({
      staticRoutesOnly: true,
      staticRoutes: [{ destination: '10.60.0.0/16', state: 'available' }],
      tunnels: [tunnel(ONE, { acceptedRoutes: 0 }), tunnel(TWO, { acceptedRoutes: 0 })],
    }),
    expect: healthy,
  },
  {
    title: 'static routing on a transit gateway, whose tables hold the routes',
    spec,
    observation: described(
      { staticRoutesOnly: true, vpnGatewayId: undefined, transitGatewayId: 'tgw-0123456789abcdef0' },
      { gateway: undefined, routeTables: [] },
    ),
    expect: healthy,
  },
  {
    title: 'a prefix of the other side that no route leads to',
    spec: { vpn: ID, reaches: ['10.60.1.10', '10.70.0.0/16'] },
    observation: described(),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'static routing, and prefixes of the other side that no route leads to',
    spec: { vpn: ID, reaches: ['10.70.0.0/16', '10.60.1.10', '10.80.0.0/16'] },
    observation: described({ staticRoutesOnly: true, staticRoutes: [{ destination: '10.60.0.0/16' }] }),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'a prefix that one of two tables leads to the tunnel, and no subnets are named',
    spec: { vpn: ID, reaches: ['10.60.1.10'] },
    observation: described({}, { routeTables: [TABLE, { ...TABLE, id: 'rtb-2', routes: [] }] }),
    expect: healthy,
  },
  {
    title: 'a prefix that one of two named subnets’ tables leads to the tunnel',
    spec: {
      vpn: ID,
      reaches: ['10.60.1.10'],
      subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    },
    observation: described({}, { routeTables: [TABLE, { ...TABLE, id: 'rtb-2', routes: [] }] }),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'a prefix that only a table with no way into the tunnel leads somewhere',
    spec: { vpn: ID, reaches: ['10.70.0.0/16'] },
    observation: described(
      {},
      {
        routeTables: [
          TABLE,
          {
            ...bareTable,
            id: 'rtb-2',
            routes: [
              {
                destination: { kind: 'cidr', cidr: '10.70.0.0/16' },
                target: { kind: 'transit-gateway', id: 'tgw-0123456789abcdef0' },
                state: 'active',
                origin: 'created',
              },
            ],
          },
        ],
      },
    ),
    expect: failed('tunnel-without-routes'),
  },
  {
    title: 'a prefix that no route leads to, while both tunnels are down',
    spec: { vpn: ID, reaches: ['10.70.0.0/16'] },
    observation: described(downTunnels),
    expect: failed('tunnels-down'),
  },
  {
    title: 'both device and AWS have one AS number: BGP never comes up',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE, IPSEC_ONLY), tunnel(TWO, IPSEC_ONLY)] },
      {
        gateway: {
          id: VGW,
          state: 'available',
          amazonSideAsn: 65000,
          attachments: [{ vpcId: VPC, state: 'attached' }],
          tags: {},
        },
        customerGateway: { id: CGW, state: 'available', address: '198.51.100.10', bgpAsn: '65000', tags: {} },
      },
    ),
    expect: failed('bgp-session-down'),
  },
  {
    title: 'IPsec stands on one tunnel, and the BGP log says that its AS number is wrong',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE), tunnel(TWO, DOWN)] },
      { logs: [standing(TWO)], bgpLogs: [bgpLog(TWO, 'asn-mismatch')] },
    ),
    expect: degraded('bgp-session-down'),
  },
  {
    title: 'the newest word about a tunnel that is down is that its keys are renewed',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE), tunnel(TWO, { ...DOWN, lastStatusChangeMs: undefined })] },
      { logs: [{ ...standing(TWO), phase1: 'Rekeying' }] },
    ),
    expect: degraded('bgp-session-down'),
  },
  ...(
    [
      ['phase 1 stands, and phase 2 does not', { ...standing(TWO), phase2: 'Down' }],
      ['phase 2 is said to stand, and phase 1 is not mentioned', { ...standing(TWO), phase1: undefined }],
      ['both phases stand, and an error came after', { ...failing(TWO), ...standing(TWO) }],
      ['only the log of the other tunnel tells', standing(ONE)],
    ] as const
  ).map(([title, log]) => ({
    title: `a tunnel is down: ${title}`,
    spec,
    observation: described(
      { tunnels: [tunnel(ONE), tunnel(TWO, { ...DOWN, certificateArn: 'arn:aws:acm:r:1:certificate/x' })] },
      { logs: [log] },
    ),
    expect: degraded('tunnel-down'),
  })),
  {
    title: 'IPsec stands on a tunnel that is down, and no BGP is spoken',
    spec,
    observation: described(
      { staticRoutesOnly: true, staticRoutes: [{ destination: '10.60.0.0/16' }], ...oneDown },
      { logs: [standing(TWO)] },
    ),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'BGP is down because IPsec is',
    spec,
    observation: described(downTunnels, { bgpLogs: [bgpLog(ONE, 'hold-timer')] }),
    expect: failed('tunnels-down'),
  },
  {
    title: 'the session stands, and no prefix is announced',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE, { acceptedRoutes: 0 }), tunnel(TWO)] },
      { bgpLogs: [{ outsideAddress: ONE, status: 'up', denied: [], announced: 0 }] },
    ),
    expect: degraded('tunnel-without-routes'),
  },
  {
    title: 'some prefixes are denied',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE, { logs: BGP_LOGS }), tunnel(TWO, { logs: BGP_LOGS })] },
      {
        bgpLogs: [
          {
            outsideAddress: ONE,
            status: 'up',
            denied: [{ prefix: '172.31.0.0/16', meaning: 'own-as' }],
            announced: 2,
          },
        ],
      },
    ),
    expect: degraded('bgp-prefixes-denied'),
  },
  {
    title: 'more prefixes are denied than a sentence holds, and on the other tunnel every one',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE), tunnel(TWO, { acceptedRoutes: 0 })] },
      {
        bgpLogs: [
          {
            outsideAddress: ONE,
            status: 'up',
            denied: Array.from({ length: 11 }, (_, place) => ({
              prefix: `10.${place}.0.0/16`,
              meaning: 'next-hop' as const,
            })),
            announced: 2,
          },
          {
            outsideAddress: TWO,
            status: 'up',
            denied: [{ prefix: '172.31.0.0/16', meaning: 'own-as' }],
            announced: 0,
          },
        ],
      },
    ),
    expect: degraded('tunnel-without-routes'),
  },
  {
    title: 'the number of prefixes comes near the limit',
    spec,
    observation: described(
      {},
      {
        bgpLogs: [
          {
            outsideAddress: ONE,
            status: 'up',
            warning: {
              meaning: 'prefix-limit-near',
              text: 'received 95 prefixes, limit is 100',
              atMs: NOW_MS,
            },
            received: '95',
            limit: '100',
            denied: [],
            announced: 95,
          },
        ],
      },
    ),
    expect: degraded('bgp-prefix-limit'),
  },
  {
    title: 'the tunnels have different lifetimes, and one is named by AWS’s default',
    spec,
    observation: described({
      tunnels: [
        tunnel(ONE, {
          phase1: { lifetimeSeconds: 28_800 },
          phase2: { lifetimeSeconds: 1800 },
          startupAction: 'start',
        }),
        tunnel(TWO),
      ],
    }),
    expect: degraded('tunnel-options-differ'),
  },
  {
    title: 'what one tunnel writes down and the other leaves to the default is the same',
    spec,
    observation: described({
      tunnels: [
        tunnel(ONE, {
          startupAction: 'add',
          dpdTimeoutSeconds: 40,
          phase1: { dhGroups: [24, 2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], lifetimeSeconds: 28_800 },
        }),
        tunnel(TWO),
      ],
    }),
    expect: healthy,
  },
  ...(
    [
      ['IKE stands, and nothing comes in', [0, 9], [0, 1], 'tunnel-one-way'],
      ['nothing goes out', [9, 0], [0, 0], 'tunnel-one-way'],
      ['each direction takes its own tunnel', [9, 0], [0, 9], 'tunnel-asymmetric'],
      ['both directions take one tunnel', [9, 9], [0, 0], null],
      ['hardly anything passes, which proves nothing', [0, 0.3], [0, 0], null],
      ['hardly anything passes, each direction on its own tunnel', [0.5, 0], [0, 0.5], null],
      ['next to nothing passes either way', [0.1, 0.1], [0, 0], null],
      ['as much leaves as proves use, and nothing comes in', [0, 2], [0, 0], 'tunnel-one-way'],
      ['as much leaves, and as much comes in as AWS’s own checks may not', [0, 2], [0.2, 0], null],
      ['as much comes in as proves use, and nothing leaves', [2, 0], [0, 0], 'tunnel-one-way'],
      ['as much comes in, and as much leaves as AWS’s own checks may not', [2, 0], [0, 0.2], null],
      ['as much as proves use, each direction on its own tunnel', [2, 0], [0, 2], 'tunnel-asymmetric'],
      ['nine tenths of each direction on its own tunnel', [9, 1], [1, 9], 'tunnel-asymmetric'],
      ['what comes in is shared, what leaves is not', [5, 0], [5, 9], null],
      ['what leaves is shared, what comes in is not', [9, 5], [0, 5], null],
    ] as const
  ).map(([title, [oneIn, oneOut], [twoIn, twoOut], reason]) => ({
    title,
    spec,
    observation: described(
      {},
      {
        traffic: [
          { outsideAddress: ONE, inBytes: oneIn * MEGABYTE, outBytes: oneOut * MEGABYTE },
          { outsideAddress: TWO, inBytes: twoIn * MEGABYTE, outBytes: twoOut * MEGABYTE },
        ],
      },
    ),
    expect: reason === null ? healthy : degraded(reason),
  })),
  ...[false, true].map((natTraversal) => ({
    title: `nothing comes in, and the device is ${natTraversal ? '' : 'not '}behind a NAT`,
    spec,
    observation: described(
      {},
      {
        traffic: [{ outsideAddress: ONE, inBytes: 0, outBytes: 9 * MEGABYTE }],
        logs: [standing(ONE), { ...standing(TWO), natTraversal }],
      },
    ),
    expect: degraded('tunnel-one-way'),
  })),
  {
    title: 'nothing comes in, and what a tunnel carried that is down now does not count',
    spec,
    observation: described(oneDown, {
      traffic: [
        { outsideAddress: ONE, inBytes: 0, outBytes: 9 * MEGABYTE },
        { outsideAddress: TWO, inBytes: 9 * MEGABYTE, outBytes: 0 },
      ],
    }),
    expect: degraded('tunnel-one-way'),
  },
  {
    title: 'the keys differ on one of two tunnels that are down, whose address changed too',
    spec: { vpn: ID, expectOutsideAddresses: [ONE, '192.0.2.2'] },
    observation: described(
      { customerGatewayId: undefined, ...downTunnels },
      {
        customerGateway: undefined,
        logs: [{ ...failing(TWO), error: { ...failing(TWO).error, meaning: 'key-differs' } }],
      },
    ),
    expect: failed('tunnel-psk-mismatch'),
  },
  {
    title: 'authentication fails on both tunnels',
    spec,
    observation: described(downTunnels, { logs: [failing(ONE), failing(TWO)] }),
    expect: failed('tunnel-psk-mismatch'),
  },
  {
    title: 'authentication fails on one tunnel, while the other is up',
    spec,
    observation: described(oneDown, { logs: [failing(TWO)] }),
    expect: failed('tunnel-psk-mismatch'),
  },
  {
    title: 'authentication by certificate fails',
    spec,
    observation: described(
      { tunnels: [tunnel(ONE), tunnel(TWO, { ...DOWN, certificateArn: 'arn:aws:acm:r:1:certificate/x' })] },
      { logs: [failing(TWO)] },
    ),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'other outside addresses, both tunnels up',
    spec: { vpn: ID, expectOutsideAddresses: ['192.0.2.1', TWO] },
    observation: described(),
    expect: degraded('tunnel-address-changed'),
  },
  {
    title: 'the same outside addresses in another order',
    spec: { vpn: ID, expectOutsideAddresses: [TWO, ONE] },
    observation: described(),
    expect: healthy,
  },
  {
    title: 'a rebuilt connection: other outside addresses, both tunnels down',
    spec: { vpn: ID, expectOutsideAddresses: ['192.0.2.1', '192.0.2.2'] },
    observation: described(downTunnels),
    expect: failed('tunnel-address-changed'),
  },
  {
    title: 'rebuilt since it was last well, both tunnels down',
    spec: {
      vpn: ID,
      lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'],
      lastWellUntil: '2026-11-21T09:00:00Z',
    },
    observation: described(downTunnels),
    expect: failed('tunnel-address-changed'),
  },
  {
    title: 'rebuilt since it was last well, and no word of the tunnels',
    spec: { vpn: ID, lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'] },
    observation: described({ tunnels: [tunnel(ONE, { status: 'SIDEWAYS' }), tunnel(TWO, DOWN)] }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'rebuilt since it was last well, and the device calls one of the new addresses',
    spec: { vpn: ID, lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'] },
    observation: described(oneDown),
    expect: degraded('tunnel-address-changed'),
  },
  {
    title: 'rebuilt since it was last well, and the device calls both new addresses',
    spec: { vpn: ID, lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'] },
    observation: described(),
    expect: healthy,
  },
  {
    title: 'rebuilt, for a device that called one address only and calls a new one',
    spec: { vpn: ID, lastOutsideAddresses: ['192.0.2.1'] },
    observation: described({ tunnels: [tunnel(ONE, DOWN), tunnel(TWO)] }),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'a tunnel that never was up beside one that was',
    spec: { vpn: ID, lastOutsideAddresses: [ONE] },
    observation: described(oneDown),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'AWS tells of one of the two tunnels that were well',
    spec: { vpn: ID, lastOutsideAddresses: [ONE, TWO] },
    observation: described({ tunnels: [tunnel(ONE)] }),
    expect: healthy,
  },
  {
    title: 'other addresses than the last good ones, as the configuration expects',
    spec: {
      vpn: ID,
      expectOutsideAddresses: [ONE, TWO],
      lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'],
    },
    observation: described(downTunnels),
    expect: failed('tunnels-down'),
  },
  {
    title: 'the same IPv6 addresses in other letters',
    spec: {
      vpn: ID,
      expectOutsideAddresses: ['2001:DB8::1', '2001:DB8::A'],
      expectCustomerGatewayAddress: '2001:DB8::B',
    },
    observation: described(
      { tunnels: [tunnel('2001:db8::1'), tunnel('2001:db8::a')] },
      { customerGateway: { id: CGW, state: 'available', address: '2001:db8::b', tags: {} } },
    ),
    expect: healthy,
  },
  {
    title: 'AWS names one outside address only, and the configuration two',
    spec: { vpn: ID, expectOutsideAddresses: [ONE, TWO] },
    observation: described({ tunnels: [tunnel(ONE), tunnel(TWO, { outsideAddress: undefined })] }),
    expect: degraded('tunnel-address-changed'),
  },
  {
    title: 'rebuilt since it was last well, and AWS does not tell the state of its tunnels',
    spec: { vpn: ID, lastOutsideAddresses: ['192.0.2.1', '192.0.2.2'] },
    observation: described({ tunnels: [ONE, TWO].map((one) => tunnel(one, { status: undefined })) }),
    expect: unknown('tunnel-down'),
  },
  {
    title: 'rebuilt for a device at another address, with one tunnel less: only a pair has a command',
    spec: {
      vpn: ID,
      expectOutsideAddresses: ['192.0.2.1', '192.0.2.2'],
      expectCustomerGatewayAddress: '198.51.100.11',
    },
    observation: described({ tunnels: [tunnel(ONE, DOWN)] }),
    expect: failed('customer-gateway-address-changed'),
  },
  {
    title: 'a device at another address, and a tunnel that its configuration does not name',
    spec: { vpn: ID, expectOutsideAddresses: [ONE], expectCustomerGatewayAddress: '198.51.100.11' },
    observation: described(),
    expect: failed('customer-gateway-address-changed'),
  },
  {
    title: 'a customer gateway of a certificate has no address',
    spec: { vpn: ID, expectCustomerGatewayAddress: '198.51.100.10' },
    observation: described({}, { customerGateway: { id: CGW, state: 'available', tags: {} } }),
    expect: healthy,
  },
  {
    title: 'an expected address that is gone',
    spec: { vpn: ID, expectOutsideAddresses: [ONE, TWO, '192.0.2.1'] },
    observation: described(),
    expect: degraded('tunnel-address-changed'),
  },
  {
    title: 'a replacement is planned',
    spec,
    observation: described({}, { replacements: [pending(ONE)] }),
    expect: degraded('tunnel-replacement-pending'),
  },
  {
    title: 'a replacement is planned for no certain day, and the tunnel is down',
    spec,
    observation: described(oneDown, { replacements: [pending(TWO, { autoAppliedAfterMs: undefined })] }),
    expect: degraded('tunnel-down'),
  },
  {
    title: 'no replacement is planned',
    spec,
    observation: described({}, { replacements: [pending(ONE, { pending: 'None' })] }),
    expect: healthy,
  },
  {
    title: 'the customer gateway has another address than the device',
    spec: { vpn: ID, expectCustomerGatewayAddress: '198.51.100.11' },
    observation: described(downTunnels),
    expect: failed('customer-gateway-address-changed'),
  },
  {
    title: 'no table of the VPC leads into the tunnel',
    spec,
    observation: described({}, { routeTables: [bareTable, { ...bareTable, id: 'rtb-2', isMain: true }] }),
    expect: failed('route-not-propagated'),
  },
  {
    title: 'one of two tables leads into the tunnel, and no subnets are named',
    spec,
    observation: described({}, { routeTables: [TABLE, { ...bareTable, id: 'rtb-2' }] }),
    expect: healthy,
  },
  {
    title: 'a table that takes what is propagated, while there is nothing yet',
    spec,
    observation: described({}, { routeTables: [{ ...TABLE, routes: [] }] }),
    expect: healthy,
  },
  {
    title: 'a named subnet’s table does not lead into the tunnel',
    spec: { vpn: ID, subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'] },
    observation: described({}, { routeTables: [TABLE, { ...bareTable, id: 'rtb-2' }] }),
    expect: failed('route-not-propagated'),
  },
  {
    title: 'a route leads into a gateway that is gone',
    spec,
    observation: described({}, { routeTables: [{ ...TABLE, routes: [deadRoute] }] }),
    expect: failed('vpn-route-blackhole'),
  },
  {
    title: 'of two tables one has dead routes, and the other has none',
    spec: {
      vpn: ID,
      subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    },
    observation: described(
      { staticRoutes: [{ destination: '10.60.0.0/16' }, { destination: '10.70.0.0/16' }] },
      {
        routeTables: [
          {
            ...bareTable,
            routes: [deadRoute, { ...deadRoute, destination: { kind: 'cidr', cidr: '10.70.0.0/16' } }],
          },
          { ...bareTable, id: 'rtb-2', isMain: true, subnetIds: [] },
          { ...bareTable, id: 'rtb-3', subnetIds: [] },
          { ...bareTable, id: 'rtb-4', subnetIds: ['subnet-1', 'subnet-2'] },
        ],
      },
    ),
    expect: failed('route-not-propagated'),
  },
  {
    title: 'a dead route into this very gateway is no way into the tunnel',
    spec: { vpn: ID, reaches: ['10.70.0.0/16'] },
    observation: described(
      {},
      {
        routeTables: [{ ...bareTable, routes: [{ ...deadRoute, target: { ...deadRoute.target, id: VGW } }] }],
      },
    ),
    expect: failed('vpn-route-blackhole'),
  },
  {
    title:
      'a route that was made by hand leads into the tunnel; a dead one into something else is not the tunnel’s',
    spec,
    observation: described(
      {},
      {
        routeTables: [
          {
            ...bareTable,
            routes: [
              { ...deadRoute, target: { kind: 'virtual-private-gateway', id: VGW }, state: 'active' },
              {
                destination: { kind: 'cidr', cidr: '0.0.0.0/0' },
                target: { kind: 'nat-gateway', id: 'nat-0123456789abcdef0' },
                state: 'blackhole',
                origin: 'created',
              },
            ],
          },
        ],
      },
    ),
    expect: healthy,
  },
  {
    title: 'a table whose only route leads elsewhere',
    spec,
    observation: described(
      {},
      {
        routeTables: [
          {
            ...bareTable,
            routes: [
              {
                destination: { kind: 'cidr', cidr: '0.0.0.0/0' },
                target: { kind: 'internet-gateway', id: 'igw-0123456789abcdef0' },
                state: 'active',
                origin: 'created',
              },
            ],
          },
        ],
      },
    ),
    expect: failed('route-not-propagated'),
  },
  {
    title: 'AWS does not let the routes be read',
    spec,
    observation: described(
      {},
      { routeTables: [], refused: [{ code: 'access-denied', action: 'ec2:DescribeRouteTables' }] },
    ),
    expect: unknown('access-denied'),
  },
  {
    title: 'AWS does not let the gateway be read: that is no detached gateway',
    spec,
    observation: described(
      {},
      {
        gateway: undefined,
        routeTables: [],
        refused: [{ code: 'throttled', action: 'ec2:DescribeVpnGateways' }],
      },
    ),
    expect: unknown('throttled'),
  },
];
