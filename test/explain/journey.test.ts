import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture, TransitAttachment } from '../../lib/core/aws/network-picture.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { findEnds, pairsOf } from '../../lib/explain/journey/ends.ts';
import { type Journey, planJourneys, traceJourney } from '../../lib/explain/journey/journey.ts';
import { readSnapshot, writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { withChanges } from '../../lib/explain/journey/with-changes.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { ADDRESSES, acl, entry, IDS, route } from '../support/sample-network.ts';
import { OTHER_ADDRESS, PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const NAT = route('0.0.0.0/0', { kind: 'nat-gateway', id: P.nat });
const TRANSIT = route('10.9.0.0/16', { kind: 'transit-gateway', id: P.transitGateway });
const PEERING = route('10.9.0.0/16', { kind: 'vpc-peering-connection', id: P.peering });

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

const attached = (change: Partial<TransitAttachment>) => {
  const whole = samplePicture([TRANSIT]);
  const [own, ...others] = whole.transitAttachments;
  assert(own !== undefined);
  return { ...whole, transitAttachments: [{ ...own, ...change }, ...others] };
};
const TRANSIT_FAULTS: readonly (readonly [string, NetworkPicture, RegExp])[] = [
  [
    'transit-not-available',
    attached({ state: 'pendingAcceptance' }),
    /accept-transit-gateway-vpc-attachment/,
  ],
  ['transit-not-attached', attached({ resourceId: 'vpc-0' }), /create-transit-gateway-vpc-attachment/],
];

for (const [why, picture, fix] of TRANSIT_FAULTS) {
  test(`${why} is found where the packet enters the transit gateway`, () => {
    const journey = trace(picture, IDS.gateway, P.otherInstance);
    assert.equal(journey.outcome, 'blocked');
    const step = journey.there.find(({ what }) => what === 'transit-gateway');
    assert.equal(step?.explanation?.why, why);
    assert.match(step.explanation.fix, fix);
  });
}

test('an attachment without a subnet in the zone of the source is not reached from there', () => {
  const whole = samplePicture([TRANSIT]);
  const subnets = whole.subnets.map((one) =>
    one.id === IDS.endpointSubnet ? { ...one, availabilityZone: 'ap-northeast-2c' } : one,
  );
  const journey = trace({ ...whole, subnets }, IDS.endpointInterface, OTHER_ADDRESS);
  const step = journey.there.find(({ what }) => what === 'transit-gateway');
  assert.equal(step?.explanation?.why, 'transit-no-zone');
  assert.match(step.explanation.fix, new RegExp(`--add-subnet-ids '${IDS.endpointSubnet}'`));
});

test('an attachment without a route table, a missing route and a blackhole of the transit gateway are told apart', () => {
  const whole = samplePicture([TRANSIT]);
  const [own, ...others] = whole.transitAttachments;
  const { routeTableId: _, ...loose } = own ?? assert.fail();
  const [table] = whole.transitTables;
  assert(table !== undefined);
  const routed = (routes: typeof table.routes) => ({ ...whole, transitTables: [{ ...table, routes }] });
  const [back, there] = table.routes;
  assert(back !== undefined && there !== undefined);
  const cases: readonly (readonly [string, NetworkPicture, RegExp])[] = [
    [
      'transit-no-table',
      { ...whole, transitAttachments: [loose, ...others] },
      /associate-transit-gateway-route-table/,
    ],
    [
      'transit-route-missing',
      routed([back]),
      new RegExp(`enable-transit-gateway-route-table-propagation .*'${P.otherAttachment}'`),
    ],
    [
      'transit-route-blackhole',
      routed([back, { ...there, destination: '10.9.1.0/24', state: 'blackhole', attachmentIds: [] }, there]),
      /replace-transit-gateway-route .*'10\.9\.1\.0\/24'/,
    ],
  ];
  for (const [why, picture, fix] of cases) {
    const found = blockedBy(trace(picture, IDS.gateway, P.otherInstance));
    assert.equal(found.why, why);
    assert.match(found.fix, fix);
  }
});

test('a peering connection must be active, and leads to its other VPC only', () => {
  const waiting = samplePicture([PEERING], {
    peerings: [
      { id: P.peering, state: 'pending-acceptance', requesterVpcId: IDS.vpc, accepterVpcId: P.otherVpc },
    ],
  });
  const step = (picture: NetworkPicture, to: string) =>
    trace(picture, IDS.gateway, to).there.find(({ what }) => what === 'peering');
  assert.match(step(waiting, P.otherInstance)?.explanation?.fix ?? '', /accept-vpc-peering-connection/);
  assert.equal(step(samplePicture([PEERING]), P.otherInstance)?.state, 'allowed');
  const onward = samplePicture([route('192.168.0.0/16', { kind: 'vpc-peering-connection', id: P.peering })]);
  assert.equal(step(onward, '192.168.5.9')?.explanation?.why, 'peering-not-transitive');
});

test('what was not read makes a path unknown, never open', () => {
  const refused = samplePicture([TRANSIT], {
    transitAttachments: [],
    refused: ['ec2:DescribeTransitGatewayAttachments'],
  });
  assert.equal(trace(refused, IDS.gateway, P.otherInstance).outcome, 'unknown');
});

test('every explanation is a whole sentence in every language', () => {
  for (const [, picture] of TRANSIT_FAULTS) {
    for (const locale of LOCALES) {
      const planned = planJourneys([trace(picture, IDS.gateway, P.otherInstance)], locale);
      const said = planned.flatMap(({ there, back }) =>
        [...there, ...back].flatMap(({ explanation }) => explanation?.because ?? []),
      );
      assert.ok(said.length > 0);
      for (const sentence of said) assert.doesNotMatch(sentence, /[{}]/);
    }
  }
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
