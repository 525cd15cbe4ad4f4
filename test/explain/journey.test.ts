import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture, TransitAttachment } from '../../lib/core/aws/network-picture.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { findEnds, pairsOf } from '../../lib/explain/journey/ends.ts';
import { type Journey, planJourneys, traceJourney } from '../../lib/explain/journey/journey.ts';
import { readSnapshot, writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { withChanges } from '../../lib/explain/journey/with-changes.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { ADDRESSES, acl, entry, IDS, route, table } from '../support/sample-network.ts';
import { PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const NAT = route('0.0.0.0/0', { kind: 'nat-gateway', id: P.nat });
const TRANSIT = route('10.9.0.0/16', { kind: 'transit-gateway', id: P.transitGateway });

function trace(picture: NetworkPicture, from: string, to: string, port = 443): Journey {
  const ends = [findEnds(from, picture, undefined), findEnds(to, picture, IDS.vpc)].map((found) => {
    assert(found.outcome === 'found', JSON.stringify(found));
    return found.ends;
  });
  const [pair] = pairsOf(ends[0] ?? [], ends[1] ?? []);
  assert(pair !== undefined);
  return traceJourney({ ...pair, port, protocol: 'tcp' }, picture, indexState(picture));
}

/** Each step as `what id`, with a mark for what is not allowed. */
function stepsOf(steps: Journey['there']): readonly string[] {
  const marks = { allowed: '', blocked: ' BLOCKED', unknown: ' unknown', 'not-seen': ' not seen' };
  return steps.map(({ what, id, state }) => `${what} ${id}${marks[state]}`);
}

function blockedBy(journey: Journey) {
  const blocking = [...journey.there, ...journey.back].filter(({ state }) => state === 'blocked');
  assert.equal(journey.outcome, 'blocked', JSON.stringify(journey));
  assert.equal(blocking.length, 1, JSON.stringify(blocking));
  const [step] = blocking;
  return { what: step?.what, why: step?.explanation?.why, fix: step?.explanation?.fix ?? '' };
}

test('within a VPC every group, network ACL and route table is a step, there and back', () => {
  const journey = trace(samplePicture(), IDS.gateway, IDS.endpoint, 1027);
  assert.equal(journey.outcome, 'open');
  assert.deepEqual(stepsOf(journey.there), [
    `security-group ${IDS.gatewayGroup}`,
    `route-table ${IDS.table}`,
    `network-acl ${IDS.acl}`,
    `network-acl ${IDS.endpointAcl}`,
    `security-group ${IDS.endpointGroup}`,
  ]);
  assert.deepEqual(stepsOf(journey.back), [
    `network-acl ${IDS.endpointAcl}`,
    `route-table ${IDS.endpointTable}`,
    `network-acl ${IDS.acl}`,
  ]);
});

test('through a NAT gateway the path goes on from its subnet, by its network ACL and its route', () => {
  const journey = trace(samplePicture([NAT]), IDS.gateway, 'internet');
  assert.equal(journey.outcome, 'open');
  assert.deepEqual(stepsOf(journey.there), [
    `security-group ${IDS.gatewayGroup}`,
    `route-table ${IDS.table}`,
    `network-acl ${IDS.acl}`,
    `network-acl ${P.publicAcl}`,
    `nat-gateway ${P.nat}`,
    `route-table ${P.publicTable}`,
    `network-acl ${P.publicAcl}`,
    `internet-gateway ${P.internetGateway}`,
    'host 192.0.2.1 not seen',
  ]);
  assert.deepEqual(stepsOf(journey.back), [
    `network-acl ${P.publicAcl}`,
    `network-acl ${P.publicAcl}`,
    `network-acl ${IDS.acl}`,
  ]);
});

test('a NAT gateway whose own subnet lets no answers in is found, and fixed there', () => {
  const closed = acl(
    P.publicAcl,
    [P.publicSubnet],
    [entry(true, 100, 'allow', '0.0.0.0/0'), entry(false, 100, 'allow', '10.0.0.0/8')],
  );
  const whole = samplePicture([NAT]);
  const networkAcls = whole.networkAcls.map((one) => (one.id === P.publicAcl ? closed : one));
  const { what, fix } = blockedBy(trace({ ...whole, networkAcls }, IDS.gateway, 'internet'));
  assert.equal(what, 'network-acl');
  assert.match(fix, new RegExp(`--network-acl-id '${P.publicAcl}' --ingress`));
});

test('a private destination behind a NAT gateway needs its own route in the table of the source', () => {
  const { fix, why } = blockedBy(trace(samplePicture([NAT]), IDS.gateway, P.otherInstance));
  assert.equal(why, 'route-through-nat');
  assert.equal(
    fix,
    `aws ec2 create-route --route-table-id '${IDS.table}' --destination-cidr-block '10.9.0.0/16' --transit-gateway-id '${P.transitGateway}'`,
  );
});

test('a NAT gateway that is not available forwards nothing', () => {
  const whole = samplePicture([NAT]);
  const natGateways = whole.natGateways.map((one) => ({ ...one, state: 'failed' }));
  assert.equal(blockedBy(trace({ ...whole, natGateways }, IDS.gateway, 'internet')).why, 'nat-not-available');
});

/** The subnet of the NAT gateway with these routes. */
const natBehind = (routes: Parameters<typeof table>[2], change: Partial<NetworkPicture> = {}) => {
  const whole = samplePicture([NAT], change);
  const own = table(P.publicTable, [P.publicSubnet], routes);
  return { ...whole, routeTables: whole.routeTables.map((one) => (one.id === own.id ? own : one)) };
};

test('a NAT gateway whose own subnet leads back to it lets nothing out', () => {
  const picture = natBehind([NAT]);
  const journey = trace(picture, IDS.gateway, 'internet');
  assert.deepEqual(stepsOf(journey.there).slice(-3), [
    `route-table ${P.publicTable}`,
    `network-acl ${P.publicAcl}`,
    `nat-gateway ${P.nat} BLOCKED`,
  ]);
  assert.equal(blockedBy(journey).why, 'nat-in-circle');
  for (const locale of LOCALES) {
    const [planned] = planJourneys([journey], locale);
    const said = planned?.there.at(-1)?.explanation?.because ?? '';
    assert.match(said, new RegExp(P.publicSubnet));
    assert.doesNotMatch(said, /[{}]/);
  }
});

test('a private NAT gateway may lead to another, whose way out decides', () => {
  const second = 'nat-99999999999999999';
  const natGateways = [
    ...samplePicture().natGateways.map(({ publicAddress: _, ...one }) => ({
      ...one,
      connectivity: 'private',
    })),
    ...samplePicture().natGateways.map((one) => ({
      ...one,
      id: second,
      subnetId: P.otherSubnet,
      privateAddress: '10.0.9.4',
    })),
  ];
  const toSecond = route('0.0.0.0/0', { kind: 'nat-gateway', id: second });
  const open = natBehind([toSecond], { natGateways });
  const out = table(
    P.otherTable,
    [P.otherSubnet],
    [route('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-1' })],
  );
  const withTable = (own: typeof out) => ({
    ...open,
    routeTables: open.routeTables.map((one) => (one.id === own.id ? own : one)),
  });
  const { there, outcome } = trace(withTable(out), IDS.gateway, 'internet');
  assert.equal(outcome, 'open');
  assert.deepEqual(
    there.filter(({ what }) => what.endsWith('gateway')).map(({ id }) => id),
    [P.nat, second, 'igw-1'],
  );
  const back = withTable(table(P.otherTable, [P.otherSubnet], [NAT]));
  assert.equal(blockedBy(trace(back, IDS.gateway, 'internet')).why, 'nat-in-circle');
});

test('from the internet there is no way in without a public address', () => {
  const journey = trace(samplePicture([NAT]), 'internet', IDS.gateway);
  assert.equal(journey.outcome, 'blocked');
  assert.ok(journey.back.some(({ explanation }) => explanation?.why === 'route-back-through-nat'));
});

test('no command names the address that stands for the internet', () => {
  const fixesOf = (picture: NetworkPicture, from: string, to: string) =>
    planJourneys([trace(picture, from, to)], 'en', 'the internet').flatMap(({ there, back }) =>
      [...there, ...back].flatMap(({ explanation }) => explanation ?? []),
    );
  const [missing] = fixesOf(samplePicture(), IDS.gateway, 'internet');
  assert.match(missing?.because ?? '', /has no route to the internet\.$/);
  assert.match(missing?.fix ?? '', /create-route .*'0\.0\.0\.0\/0' --gateway-id '<gateway-id>'$/);
  const inbound = fixesOf(samplePicture([NAT]), 'internet', IDS.gateway);
  assert.match(inbound.find(({ what }) => what === 'security-group')?.fix ?? '', /"CidrIp":"<source-cidr>"/);
  // The way out of the whole subnet is not turned for one answer.
  assert.equal(inbound.find(({ what }) => what === 'route-table')?.fix, '');
  for (const { fix } of inbound) assert.doesNotMatch(fix ?? '', /192\.0\.2\.1/);
});

test('across a transit gateway both directions pass its route table', () => {
  const journey = trace(samplePicture([TRANSIT]), IDS.gateway, P.otherInstance);
  assert.equal(journey.outcome, 'open', JSON.stringify(journey));
  const transit = [...journey.there, ...journey.back].filter(({ what }) => what === 'transit-gateway');
  assert.deepEqual(
    transit.map(({ rule, target }) => [rule, target]),
    [
      ['10.9.0.0/16', P.otherAttachment],
      ['10.0.0.0/16', P.attachment],
    ],
  );
});

test('a route of the transit gateway that leads elsewhere than to the other VPC promises nothing', () => {
  const whole = samplePicture([TRANSIT]);
  const vpn = {
    ...whole.transitAttachments[0],
    id: 'tgw-attach-9',
    resourceType: 'vpn',
    resourceId: 'vpn-1',
  };
  for (const attachmentIds of [['tgw-attach-9'], []]) {
    const transitTables = whole.transitTables.map((table) => ({
      ...table,
      routes: table.routes.map((one) =>
        one.destination === '10.9.0.0/16' ? { ...one, attachmentIds } : one,
      ),
    }));
    const transitAttachments = [...whole.transitAttachments, vpn as TransitAttachment];
    const journey = trace({ ...whole, transitTables, transitAttachments }, IDS.gateway, P.otherInstance);
    assert.equal(journey.outcome, 'unknown');
    const step = journey.there.find(({ what }) => what === 'transit-gateway');
    assert.deepEqual([step?.state, step?.target], ['unknown', attachmentIds[0]]);
  }
});

test('what was not read makes a path unknown, never open', () => {
  const refused = samplePicture([TRANSIT], {
    transitAttachments: [],
    refused: ['ec2:DescribeTransitGatewayAttachments'],
  });
  assert.equal(trace(refused, IDS.gateway, P.otherInstance).outcome, 'unknown');
});

const SNAPSHOT = { takenAt: '2026-11-30T09:00:00.000Z', account: '111122223333', region: 'ap-northeast-2' };

test('a snapshot reads back as it was, without names and descriptions', () => {
  const written = writeSnapshot({ ...SNAPSHOT, picture: samplePicture([NAT]) });
  assert.doesNotMatch(written, /finance|file server/);
  const read = readSnapshot(written);
  assert(read.outcome === 'read', JSON.stringify(read));
  assert.equal(writeSnapshot(read.snapshot), written);
  assert.deepEqual(
    stepsOf(trace(read.snapshot.picture, IDS.gateway, 'internet').there),
    stepsOf(trace(samplePicture([NAT]), IDS.gateway, 'internet').there),
  );
});

test('a change is tried before it is made: it opens the path, or closes it', () => {
  const before = samplePicture();
  assert.equal(trace(before, IDS.gateway, IDS.endpoint, 8443).outcome, 'blocked');
  const rule = {
    do: 'add-group-rule',
    group: IDS.endpointGroup,
    direction: 'ingress',
    protocol: 'tcp',
    from: 8443,
    peer: `${ADDRESSES.gateway}/32`,
  };
  const change = (...changes: readonly object[]) =>
    withChanges(before, JSON.stringify({ version: 1, changes }));
  const changed = change(rule);
  assert(changed.outcome === 'changed', JSON.stringify(changed));
  assert.equal(trace(changed.picture, IDS.gateway, IDS.endpoint, 8443).outcome, 'open');
  const undone = change(rule, { ...rule, do: 'remove-group-rule' });
  assert(undone.outcome === 'changed', JSON.stringify(undone));
  assert.equal(trace(undone.picture, IDS.gateway, IDS.endpoint, 8443).outcome, 'blocked');
  const routed = change({
    do: 'set-route',
    table: IDS.table,
    destination: '10.9.0.0/16',
    target: P.transitGateway,
  });
  assert(routed.outcome === 'changed');
  assert.equal(trace(routed.picture, IDS.gateway, P.otherInstance).outcome, 'open');
  const denied = change({
    do: 'set-acl-entry',
    acl: IDS.endpointAcl,
    egress: false,
    number: 1,
    action: 'deny',
    protocol: '-1',
    cidr: '0.0.0.0/0',
  });
  assert(denied.outcome === 'changed');
  assert.equal(trace(denied.picture, IDS.gateway, IDS.endpoint).outcome, 'blocked');
});

test('each step says all that is known of it, in the order of the way, and why it blocks', () => {
  const { there, back, outcome } = trace(samplePicture(), IDS.gateway, IDS.endpoint, 8443);
  const near = { state: 'allowed', subnetId: IDS.gatewaySubnet } as const;
  const far = { state: 'allowed', subnetId: IDS.endpointSubnet } as const;
  const local = { rule: '10.0.0.0/16', target: 'local' };
  const explained = there.at(-1)?.explanation;
  assert.equal(outcome, 'blocked');
  assert.equal(explained?.why, 'group-in-no-rule');
  assert.deepEqual(there, [
    { ...near, what: 'security-group', id: IDS.gatewayGroup, direction: 'out' },
    { ...near, what: 'route-table', id: IDS.table, ...local },
    { ...near, what: 'network-acl', id: IDS.acl, direction: 'out', rule: '100' },
    { ...far, what: 'network-acl', id: IDS.endpointAcl, direction: 'in', rule: '100' },
    {
      ...far,
      what: 'security-group',
      id: IDS.endpointGroup,
      direction: 'in',
      state: 'blocked',
      explanation: explained,
    },
  ]);
  assert.deepEqual(back, [
    { ...far, what: 'network-acl', id: IDS.endpointAcl, direction: 'out', rule: '100' },
    { ...far, what: 'route-table', id: IDS.endpointTable, ...local },
    { ...near, what: 'network-acl', id: IDS.acl, direction: 'in', rule: '100' },
  ]);
});

test('a table and a network ACL that were not read are steps that name their subnet', () => {
  const whole = samplePicture();
  const picture = {
    ...whole,
    networkAcls: [],
    routeTables: whole.routeTables.filter(({ isMain }) => !isMain),
  };
  const { there, outcome } = trace(picture, IDS.gateway, IDS.endpoint);
  assert.equal(outcome, 'unknown');
  const notRead = (subnetId: string) =>
    ({ id: subnetId, subnetId, state: 'unknown', unknown: [subnetId] }) as const;
  assert.deepEqual(there.slice(1, 4), [
    { ...notRead(IDS.gatewaySubnet), what: 'route-table' },
    { ...notRead(IDS.gatewaySubnet), what: 'network-acl', direction: 'out' },
    { ...notRead(IDS.endpointSubnet), what: 'network-acl', direction: 'in' },
  ]);
  // Of a subnet that was not read only the interface's groups are known.
  const subnets = whole.subnets.filter(({ id }) => id !== IDS.gatewaySubnet);
  assert.deepEqual(trace({ ...whole, subnets }, IDS.gateway, IDS.endpoint).there.slice(0, 2), [
    { what: 'host', id: ADDRESSES.gateway, state: 'not-seen' },
    { what: 'security-group', id: IDS.gatewayGroup, state: 'allowed', direction: 'out' },
  ]);
});

test('between interfaces without groups in one subnet nothing filters; of two ends outside AWS nothing is known', () => {
  const whole = samplePicture();
  const interfaces = whole.interfaces.map((one) => ({ ...one, securityGroupIds: [] }));
  const { question: _, ...open } = trace({ ...whole, interfaces }, IDS.gateway, IDS.proxy);
  assert.deepEqual(open, { outcome: 'open', there: [], back: [] });
  const twoGroups = whole.interfaces.map((one) =>
    one.id === IDS.gatewayInterface ? { ...one, securityGroupIds: [IDS.gatewayGroup, IDS.proxyGroup] } : one,
  );
  const several = trace({ ...whole, interfaces: twoGroups }, IDS.gateway, IDS.endpoint);
  assert.equal(several.there[0]?.id, `${IDS.gatewayGroup}, ${IDS.proxyGroup}`);
  const outside = trace(whole, '203.0.113.9', '203.0.113.10');
  assert.equal(outside.outcome, 'unknown');
  assert.deepEqual(stepsOf(outside.there), ['host 203.0.113.9 not seen', 'host 203.0.113.10 not seen']);
});

test('a route that a NAT gateway is no way for is to lead to what the way back leads through', () => {
  const whole = samplePicture([NAT]);
  const toVpc = '10.0.0.0/16';
  const peering = { kind: 'vpc-peering-connection', id: P.peering } as const;
  const unknown = "--gateway-id '<gateway-id>'";
  const cases: readonly (readonly [routes: Parameters<typeof table>[2] | undefined, string])[] = [
    [[route(toVpc, peering)], `--vpc-peering-connection-id '${P.peering}'`],
    [[route(toVpc, peering, { state: 'blackhole' })], unknown],
    [[route(toVpc, { kind: 'virtual-private-gateway', id: 'vgw-1' })], unknown],
    [[], unknown],
    [undefined, unknown],
  ];
  for (const [routes, target] of cases) {
    const others = whole.routeTables.filter(({ id }) => id !== P.otherTable);
    const back =
      routes === undefined
        ? []
        : [{ ...table(P.otherTable, [P.otherSubnet], []), vpcId: P.otherVpc, routes }];
    const journey = trace({ ...whole, routeTables: [...others, ...back] }, IDS.gateway, P.otherInstance);
    assert.deepEqual(stepsOf(journey.there), [
      `security-group ${IDS.gatewayGroup}`,
      `route-table ${IDS.table} BLOCKED`,
    ]);
    assert.deepEqual(journey.back, []);
    const [, step] = journey.there;
    assert.deepEqual([step?.rule, step?.target], ['0.0.0.0/0', P.nat]);
    assert.equal(
      step?.explanation?.fix,
      `aws ec2 create-route --route-table-id '${IDS.table}' --destination-cidr-block '10.9.0.0/16' ${target}`,
    );
  }
  // A site is in no subnet that was read.
  assert.equal(
    blockedBy(trace(whole, IDS.gateway, '192.168.5.9')).fix,
    `aws ec2 create-route --route-table-id '${IDS.table}' --destination-cidr-block '192.168.5.9/32' ${unknown}`,
  );
});

test('a NAT gateway whose own subnet has a way to a private destination is no detour', () => {
  const journey = trace(natBehind([TRANSIT]), IDS.gateway, P.otherInstance);
  assert.equal(journey.outcome, 'open');
  assert.deepEqual(stepsOf(journey.there).slice(4, 8), [
    `nat-gateway ${P.nat}`,
    `route-table ${P.publicTable}`,
    `network-acl ${P.publicAcl}`,
    `transit-gateway ${P.transitGateway}`,
  ]);
  // A neighbour of the NAT gateway needs no route: its group is what blocks.
  const near = samplePicture([route('10.0.8.0/24', { kind: 'nat-gateway', id: P.nat })]);
  const interfaces = near.interfaces.map((one) =>
    one.id === IDS.proxyInterface ? { ...one, subnetId: P.publicSubnet, addresses: ['10.0.8.9'] } : one,
  );
  const blocked = trace({ ...near, interfaces }, IDS.gateway, IDS.proxy);
  assert.equal(blockedBy(blocked).why, 'group-in-no-rule');
});

test('a NAT gateway in a circle has no way back, and one without a public address none to the internet', () => {
  const circle = trace(natBehind([NAT]), IDS.gateway, 'internet');
  assert.equal(blockedBy(circle).fix, '');
  assert.deepEqual(stepsOf(circle.back), [`network-acl ${P.publicAcl}`, `network-acl ${IDS.acl}`]);
  const whole = samplePicture([NAT]);
  const natGateways = whole.natGateways.map(({ publicAddress: _, ...one }) => one);
  const { what, why } = blockedBy(trace({ ...whole, natGateways }, IDS.gateway, 'internet'));
  assert.deepEqual([what, why], ['route-table', 'route-needs-public-address']);
});

test('behind a NAT gateway that was not read, or not where it is, no step is made up', () => {
  const whole = samplePicture([NAT]);
  const before = [`security-group ${IDS.gatewayGroup}`, `route-table ${IDS.table}`, `network-acl ${IDS.acl}`];
  const steps = (change: Partial<NetworkPicture>) =>
    stepsOf(trace({ ...whole, ...change }, IDS.gateway, 'internet').there);
  const host = 'host 192.0.2.1 not seen';
  assert.deepEqual(steps({ natGateways: [] }), [...before, `nat-gateway ${P.nat} unknown`, host]);
  const placeless = [...before, `nat-gateway ${P.nat} unknown`, host];
  const subnets = whole.subnets.filter(({ id }) => id !== P.publicSubnet);
  assert.deepEqual(steps({ subnets }), placeless);
  const journey = trace({ ...whole, subnets }, IDS.gateway, 'internet');
  assert.deepEqual(
    [journey.outcome, journey.there.find(({ state }) => state === 'unknown')?.unknown],
    ['unknown', [P.publicSubnet]],
  );
  // One that is being made has no address yet.
  const natGateways = whole.natGateways.map((one) => ({ ...one, privateAddress: '' }));
  assert.deepEqual(steps({ natGateways }), placeless);
  const { there } = trace({ ...whole, natGateways }, IDS.gateway, P.otherInstance);
  assert.deepEqual(stepsOf(there), [
    ...before,
    `nat-gateway ${P.nat} unknown`,
    `network-acl ${P.otherAcl}`,
    // What address it has there is not known.
    `security-group ${P.otherGroup} unknown`,
  ]);
});
