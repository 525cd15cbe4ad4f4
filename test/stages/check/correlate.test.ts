import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransitGatewayAttachment, TransitRoute } from '../../../lib/core/aws/transit-gateway-reader.ts';
import type { VpnConnection, VpnTunnel } from '../../../lib/core/aws/vpn-reader.ts';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import type { DescribedAttachment } from '../../../lib/probes/transit-gateway/attachment.ts';
import type { VpnObservation } from '../../../lib/probes/vpn/observe.ts';
import { type Answered, judgeAll } from '../../../lib/stages/check/judge.ts';
import { samples as pathSamples, toSite } from '../../probes/path/samples.ts';
import { described as attachmentOf } from '../../probes/transit-gateway/samples.ts';
import { described as connectionOf, ONE, TWO, tunnel, VPC, ID as VPN } from '../../probes/vpn/samples.ts';

const TGW = 'tgw-0123456789abcdef0';
const HUB = 'tgw-attach-0123456789abcdef0';
const LINK = 'tgw-attach-0fedcba9876543210';
const OTHER_TGW = 'tgw-0fedcba9876543210';
const DEVICE = '198.51.100.10';
const SERVER = '10.60.1.10';

/** Looks at one target of the sample installation. */
type Seen = readonly [target: string, question: Question, observation: Observation];

const DOWN: Partial<VpnTunnel> = { status: 'DOWN', acceptedRoutes: 0 };
const bothDown = { tunnels: [tunnel(ONE, DOWN), tunnel(TWO, DOWN)] };
const noRoutes = { tunnels: [tunnel(ONE, { acceptedRoutes: 0 }), tunnel(TWO, { acceptedRoutes: 0 })] };

/** `idc`: the connection on the transit gateway, asked beyond from the VPC that `hub` attaches. */
function idc(observation: VpnObservation, target = 'idc', reaches = [SERVER]): Seen {
  return [target, { kind: 'vpn', vpn: VPN, vpc: VPC, ...(reaches.length > 0 && { reaches }) }, observation];
}
function connection(more: Partial<VpnConnection> = {}): VpnObservation {
  return connectionOf({ vpnGatewayId: undefined, transitGatewayId: TGW, ...more }, { routeTables: [] });
}
const GONE: VpnObservation = { outcome: 'missing', others: [] };

/** `hub`: the attachment of the VPC. */
function hub(attachment: Partial<TransitGatewayAttachment> = {}, more: Partial<DescribedAttachment> = {}) {
  const question = { kind: 'transit-gateway', attachment: HUB, reaches: [SERVER] };
  return ['hub', question, attachmentOf(attachment, more)] as const;
}
/** `link`: the attachment of the connection. */
const LINKED = { id: LINK, resourceType: 'vpn', resourceId: VPN };
function link(attachment: Partial<TransitGatewayAttachment> = {}, more: Partial<DescribedAttachment> = {}) {
  const seen = attachmentOf({ ...LINKED, ...attachment }, { vpcSide: undefined, routeTables: [], ...more });
  return ['link', { kind: 'transit-gateway', attachment: LINK }, seen] as const;
}
const unlinked: Seen = [
  'link',
  { kind: 'transit-gateway', attachment: LINK },
  {
    outcome: 'missing',
    others: [],
    was: {
      id: LINK,
      transitGatewayId: TGW,
      resourceType: 'vpn',
      resourceId: VPN,
      state: 'deleted',
      tags: {},
    },
  } as Observation,
];
const route = (state: string, resourceIds: readonly string[], attachmentIds = [LINK]): TransitRoute => ({
  destination: '10.60.0.0/16',
  type: 'static',
  state,
  attachmentIds,
  resourceIds,
});
const answers = (one?: TransitRoute) => ({ answers: [{ destination: SERVER, route: one }] });
const BARE = {
  routeTables: [{ ...attachmentOf().routeTables[0], routes: [] }],
} as Partial<DescribedAttachment>;

function silent(target: string, address = SERVER): Seen {
  const answer = { address, port: 22, attempts: 2, answer: { outcome: 'silent', elapsedMs: 3000 } };
  const question = { kind: 'port', host: address, ports: [{ port: 22, required: true }] };
  return [target, question, { outcome: 'asked', answers: [answer] } as Observation];
}
function device(outcome: 'silent' | 'malformed', address = DEVICE, answersStrangers = true): Seen {
  const seen = outcome === 'silent' ? { outcome } : { outcome, expected: 'an IKE header', offset: 0 };
  const of = { address, port: 500, natT: false, attempts: 2, seen };
  const question = { kind: 'ike', host: address, ports: [500], answersStrangers };
  return ['cgw', question, { outcome: 'asked', answers: [of] } as Observation];
}

/** What is said of each target, whichever of them stands first. */
function judged(...seen: readonly Seen[]): readonly string[] {
  const answered = seen.map(
    ([target, question, observation]): Answered => ({
      planned: { vantage: 'here', target, question, shown: true },
      observation,
    }),
  );
  const told = (some: readonly Answered[]) =>
    judgeAll(some, PROBES)
      .map(({ target, check, status, reason, faults }) => {
        const by = faults.flatMap(({ blockedBy }) => blockedBy ?? [])[0];
        return `${target} ${check} ${status} ${by === undefined ? reason : `${by.target} ${by.check} ${by.reason}`}`;
      })
      .sort();
  const first = told(answered);
  assert.deepEqual(told([...answered].reverse()), first, 'the order of the targets makes a difference');
  return first;
}

interface Row {
  readonly title: string;
  readonly seen: readonly Seen[];
  readonly told: readonly string[];
  /** The same two faults where no id says that they are one. */
  readonly unproven: readonly Seen[];
}

const ROWS: readonly Row[] = [
  {
    title: 'a device that does not answer is why the tunnels that end at it are down',
    seen: [idc(connection(bothDown)), device('silent')],
    told: ['cgw ike failed ike-silent', 'idc vpn unknown cgw ike ike-silent'],
    unproven: [idc(connection(bothDown)), device('silent', '198.51.100.99')],
  },
  {
    title: 'a connection that is being deleted takes its attachment along',
    seen: [idc(connection({ state: 'deleting' })), link({ state: 'deleting' })],
    told: ['idc vpn failed vpn-not-available', 'link transit-gateway unknown idc vpn vpn-not-available'],
    unproven: [
      idc(connection({ state: 'deleting' })),
      link({ state: 'deleting', resourceId: 'vpn-0fedcba9876543210' }),
    ],
  },
  {
    title: 'a deleted connection explains the attachment that AWS still shows as deleted',
    seen: [idc(GONE), unlinked],
    told: ['idc vpn failed vpn-missing', 'link transit-gateway unknown idc vpn vpn-missing'],
    unproven: [idc(GONE), [unlinked[0], unlinked[1], { outcome: 'missing', others: [] } as Observation]],
  },
  {
    title: 'an attachment that failed carries no tunnel',
    seen: [idc(connection(bothDown)), link({ state: 'failed' })],
    told: [
      'idc vpn unknown link transit-gateway attachment-not-available',
      'link transit-gateway failed attachment-not-available',
    ],
    unproven: [idc(connection({ ...bothDown, transitGatewayId: OTHER_TGW })), link({ state: 'failed' })],
  },
  {
    title: 'an attachment without a table is why no routes come over its tunnels',
    seen: [idc(connection(noRoutes)), link({ association: undefined })],
    told: [
      'idc vpn unknown link transit-gateway attachment-not-associated',
      'link transit-gateway failed attachment-not-associated',
    ],
    unproven: [
      idc(connection({ ...noRoutes, transitGatewayId: OTHER_TGW })),
      link({ association: undefined }),
    ],
  },
  {
    title: 'a transit route that leads into a connection which is cut off drops what it drops for that',
    seen: [idc(connection(bothDown)), hub({}, answers(route('blackhole', [`${VPN}(${ONE})`], [])))],
    told: ['hub transit-gateway unknown idc vpn tunnels-down', 'idc vpn failed tunnels-down'],
    unproven: [
      idc(connection(bothDown)),
      hub({}, answers(route('blackhole', ['vpn-0fedcba9876543210'], []))),
    ],
  },
  {
    title: 'routes that came over the tunnels are missing while these are down',
    seen: [idc(connection(bothDown)), hub({}, answers())],
    told: ['hub transit-gateway unknown idc vpn tunnels-down', 'idc vpn failed tunnels-down'],
    unproven: [idc(connection({ ...bothDown, transitGatewayId: OTHER_TGW })), hub({}, answers())],
  },
  {
    title: 'a route into an attachment that is gone drops what it drops for that',
    seen: [unlinked, hub({}, answers(route('blackhole', [])))],
    told: [
      'hub transit-gateway unknown link transit-gateway attachment-missing',
      'link transit-gateway failed attachment-missing',
    ],
    unproven: [unlinked, hub({}, answers(route('blackhole', [], ['tgw-attach-0eeeeeeeeeeeeeeee'])))],
  },
  {
    title: 'an attachment that is announced nowhere is why the routes to its far side are missing',
    seen: [idc(connection()), link({}, { propagations: [] }), hub({}, answers())],
    told: [
      'hub transit-gateway unknown link transit-gateway attachment-not-propagated',
      'idc vpn healthy null',
      'link transit-gateway failed attachment-not-propagated',
    ],
    unproven: [link({}, { propagations: [] }), hub({}, answers())],
  },
  {
    title: 'without its attachment’s table nothing comes back from beyond the connection',
    seen: [idc(connection()), silent('idc'), link({ association: undefined })],
    told: [
      'idc port unknown link transit-gateway attachment-not-associated',
      'idc vpn healthy null',
      'link transit-gateway failed attachment-not-associated',
    ],
    unproven: [
      idc(connection({ transitGatewayId: OTHER_TGW })),
      silent('idc'),
      link({ association: undefined }),
    ],
  },
  {
    title: 'without the attachment of the vantage’s VPC nothing beyond the connection is reached',
    seen: [idc(connection()), silent('idc'), hub({ state: 'failed' })],
    told: [
      'hub transit-gateway failed attachment-not-available',
      'idc port unknown hub transit-gateway attachment-not-available',
      'idc vpn healthy null',
    ],
    unproven: [
      idc(connection()),
      silent('idc'),
      hub({ state: 'failed', resourceId: 'vpc-0fedcba9876543210' }),
    ],
  },
  {
    title: 'without a route back in the vantage’s VPC nothing beyond the connection is reached',
    seen: [idc(connection()), silent('idc'), hub({}, { ...BARE, ...answers(route('active', [VPN])) })],
    told: [
      'hub transit-gateway failed return-route-missing',
      'idc port unknown hub transit-gateway return-route-missing',
      'idc vpn healthy null',
    ],
    unproven: [
      idc(connection(), 'idc', ['10.61.1.10']),
      silent('idc', '10.61.1.10'),
      hub({}, { ...BARE, ...answers(route('active', [VPN])) }),
    ],
  },
  {
    title: 'another target beyond a connection is cut off with it',
    seen: [idc(connection(bothDown)), silent('database')],
    told: ['database port unknown idc vpn tunnels-down', 'idc vpn failed tunnels-down'],
    unproven: [idc(connection(bothDown)), silent('database', '10.99.1.10')],
  },
  {
    title: 'what a transit route leads into a connection for is cut off with it',
    seen: [
      idc(connection(bothDown), 'idc', []),
      hub({}, answers(route('active', [`${VPN}(${ONE})`], []))),
      silent('hub'),
    ],
    told: [
      'hub port unknown idc vpn tunnels-down',
      'hub transit-gateway healthy null',
      'idc vpn failed tunnels-down',
    ],
    unproven: [
      idc(connection(bothDown), 'idc', []),
      hub({}, answers(route('active', ['vpc-0fedcba9876543210'], []))),
      silent('hub'),
    ],
  },
];

for (const { title, seen, told, unproven } of ROWS) {
  test(title, () => {
    assert.deepEqual(judged(...seen), told);
  });
  test(`not without proof: ${title}`, () => {
    const failed = judged(...unproven).filter((line) => line.split(' ')[2] === 'failed');
    assert.equal(failed.length, 2, failed.join('; '));
  });
}

test('what lies on another transit gateway explains nothing of this one', () => {
  const far = { transitGatewayId: OTHER_TGW };
  assert.deepEqual(judged(idc(connection(far)), link(far, { propagations: [] }), hub({}, answers())), [
    'hub transit-gateway failed transit-route-missing',
    'idc vpn healthy null',
    'link transit-gateway failed attachment-not-propagated',
  ]);
  assert.deepEqual(judged(idc(connection(far)), silent('idc'), hub({ state: 'failed' })), [
    'hub transit-gateway failed attachment-not-available',
    'idc port failed port-filtered',
    'idc vpn healthy null',
  ]);
});

test('a hole in the VPC’s tables is found once, though the rules of a server’s way show it too', () => {
  const site = toSite.segments.flatMap(({ to }) => ('address' in to ? [to.address] : []));
  const ways = pathSamples.filter(({ spec, expect }) => spec === toSite && expect.status === 'failed');
  const told = ways.map(({ observation }) => {
    const seen = attachmentOf(
      {},
      { ...BARE, answers: [{ destination: site[0] ?? '', route: route('active', [VPN]) }] },
    );
    return judged(
      idc(connection(), 'idc', site),
      ['idc', { kind: 'path', ...toSite }, observation],
      ['hub', { kind: 'transit-gateway', attachment: HUB, reaches: site }, seen],
    );
  });
  assert.deepEqual(told.map((lines) => lines.filter((line) => line.startsWith('idc path')).join()).sort(), [
    'idc path unknown hub transit-gateway return-route-missing',
    'idc path unknown hub transit-gateway return-route-missing',
  ]);
});

test('the whole path points at the device: one finding of six', () => {
  const seen = [
    device('silent'),
    idc(connection(bothDown)),
    silent('idc'),
    link(),
    hub({}, answers()),
    silent('hub'),
    silent('database'),
  ];
  assert.deepEqual(
    judged(...seen).filter((line) => !line.includes('cgw ike ike-silent')),
    ['cgw ike failed ike-silent', 'link transit-gateway healthy null'],
  );
});

test('a device that may ignore strangers, or that answers no IKE, explains no tunnel', () => {
  const down = idc(connection(bothDown));
  assert.deepEqual(judged(down, device('silent', DEVICE, false)), [
    'cgw ike unknown ike-silent',
    'idc vpn failed tunnels-down',
  ]);
  assert.deepEqual(judged(down, device('malformed')), [
    'cgw ike failed ike-malformed',
    'idc vpn failed tunnels-down',
  ]);
});

test('tunnels that are down beside an attachment without a table are two outages', () => {
  assert.deepEqual(judged(idc(connection(bothDown)), link({ association: undefined })), [
    'idc vpn failed tunnels-down',
    'link transit-gateway failed attachment-not-associated',
  ]);
});

test('a static transit route that nobody made is missing whatever the tunnels do', () => {
  assert.deepEqual(judged(idc(connection({ ...bothDown, staticRoutesOnly: true })), hub({}, answers())), [
    'hub transit-gateway failed transit-route-missing',
    'idc vpn failed tunnels-down',
  ]);
});

test('one tunnel of two that is down explains nothing of another target', () => {
  const half = connection({ tunnels: [tunnel(ONE, DOWN), tunnel(TWO)] });
  assert.deepEqual(judged(idc(half), hub({}, answers()), silent('database')), [
    'database port unknown hub transit-gateway transit-route-missing',
    'hub transit-gateway failed transit-route-missing',
    'idc vpn degraded tunnel-down',
  ]);
});

test('of two devices at one address the first by name is the cause, in whatever order they are asked', () => {
  const [, question, observation] = device('silent');
  assert.deepEqual(
    judged(['beta', question, observation], ['alpha', question, observation], idc(connection(bothDown))),
    ['alpha ike failed ike-silent', 'beta ike failed ike-silent', 'idc vpn unknown alpha ike ike-silent'],
  );
});

test('a vantage explains nothing of what another one sees', () => {
  const [idcSeen, deviceSeen] = [idc(connection(bothDown)), device('silent')];
  const answered = [idcSeen, deviceSeen].map(([target, question, observation]) => ({
    planned: { vantage: target, target, question, shown: true },
    observation,
  }));
  assert.deepEqual(
    judgeAll(answered, PROBES).map(({ reason }) => reason),
    ['tunnels-down', 'ike-silent'],
  );
});

test('what a vantage without a network could not ask takes nothing away from what AWS tells', () => {
  const name = (target: string): Seen => [
    target,
    { kind: 'dns', host: `${target}.example.com` },
    { outcome: 'silent', elapsedMs: 3000, servers: ['10.0.0.2'] } as Observation,
  ];
  const seen = [name('one'), name('two'), idc(connection(bothDown)), device('silent')];
  assert(judged(...seen).includes('idc vpn failed tunnels-down'), judged(...seen).join('\n'));
  // What AWS tells of the attachment holds all the same.
  const carried = judged(...seen, link({ state: 'failed' }));
  assert(
    carried.includes('idc vpn unknown link transit-gateway attachment-not-available'),
    carried.join('\n'),
  );
});

test('what is blocked says by which rule, for every rule of the rows above', () => {
  const rules = ROWS.flatMap(({ seen }) =>
    judgeAll(
      seen.map(([target, question, observation]) => ({
        planned: { vantage: 'here', target, question, shown: true },
        observation,
      })),
      PROBES,
    ).flatMap(({ faults }) => faults.flatMap(({ blockedBy }) => blockedBy?.because ?? [])),
  );
  assert.deepEqual([...new Set(rules)].sort(), [
    'attachment-of-connection',
    'attachment-on-path',
    'beyond-connection',
    'connection-on-attachment',
    'connection-on-attachment-tables',
    'device-of-connection',
    'route-announced-by-connection',
    'route-into-attachment',
    'route-into-connection',
    'route-on-path',
    'route-propagated-by-attachment',
  ]);
});
