import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture, TransitAttachment, TransitTable } from '../../lib/core/aws/network-picture.ts';
import type { RouteTargetKind } from '../../lib/core/aws/network-state.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { findEnds } from '../../lib/explain/journey/ends.ts';
import { planJourneys, traceJourney } from '../../lib/explain/journey/journey.ts';
import { betweenSubnets } from '../../lib/explain/journey/middle.ts';
import { middleSentence } from '../../lib/explain/journey/middle-sentences.ts';
import type { JourneyStep } from '../../lib/explain/journey/steps.ts';
import type { PathEnd } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { IDS, route } from '../support/sample-network.ts';
import { OTHER_ADDRESS, PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

function endOf(word: string, picture: NetworkPicture): PathEnd {
  const found = findEnds(word, picture, undefined);
  assert(found.outcome === 'found' && found.ends[0] !== undefined, word);
  return found.ends[0];
}

/** What a packet from the gateway meets behind a route to this next hop. */
function behind(
  kind: RouteTargetKind,
  id: string,
  picture = samplePicture(),
  to = P.otherInstance,
): JourneyStep {
  const crossing = { target: { kind, id }, near: endOf(IDS.gateway, picture), far: endOf(to, picture) };
  const [step, ...others] = betweenSubnets(crossing, picture, indexState(picture));
  assert(step !== undefined && others.length === 0);
  return step;
}

/** What blocks there: the sentence and the commands. */
function refused(
  kind: RouteTargetKind,
  id: string,
  picture: NetworkPicture,
  to = P.otherInstance,
): readonly string[] {
  const { state, explanation, ...step } = behind(kind, id, picture, to);
  assert.equal(state, 'blocked', JSON.stringify(step));
  assert.equal(step.what, kind === 'vpc-peering-connection' ? 'peering' : kind);
  assert.deepEqual([explanation?.what, explanation?.id], [step.what, id]);
  return [explanation?.because ?? '', explanation?.fix ?? ''];
}

test('a next hop is named by what it is, and passes what EC2 can tell of it', () => {
  const cases: readonly (readonly [RouteTargetKind, string, Partial<JourneyStep>])[] = [
    ['internet-gateway', 'igw-1', { what: 'internet-gateway', state: 'allowed' }],
    ['egress-only-internet-gateway', 'eigw-1', { what: 'internet-gateway', state: 'allowed' }],
    ['virtual-private-gateway', 'vgw-1', { what: 'vpn-gateway', state: 'allowed' }],
    ['network-interface', 'eni-1', { what: 'middlebox', state: 'not-seen' }],
    ['local-gateway', 'lgw-1', { what: 'middlebox', state: 'not-seen' }],
    ['carrier-gateway', 'cagw-1', { what: 'middlebox', state: 'not-seen' }],
    ['core-network', 'arn:aws:x', { what: 'middlebox', state: 'not-seen' }],
    ['other', 'x-1', { what: 'middlebox', state: 'not-seen' }],
    ['vpc-endpoint', 'vpce-0', { what: 'vpc-endpoint', state: 'not-seen' }],
    ['vpc-endpoint', IDS.endpoint, { what: 'vpc-endpoint', state: 'not-seen' }],
    ['nat-gateway', P.nat, { what: 'nat-gateway', state: 'allowed', subnetId: P.publicSubnet }],
    ['nat-gateway', 'nat-0', { what: 'nat-gateway', state: 'unknown', unknown: ['nat-0'] }],
    ['vpc-peering-connection', P.peering, { what: 'peering', state: 'allowed' }],
    ['vpc-peering-connection', 'pcx-0', { what: 'peering', state: 'unknown', unknown: ['pcx-0'] }],
    [
      'transit-gateway',
      P.transitGateway,
      { what: 'transit-gateway', state: 'allowed', rule: '10.9.0.0/16', target: P.otherAttachment },
    ],
  ];
  for (const [kind, id, step] of cases) assert.deepEqual(behind(kind, id), { id, ...step });
  const plain = samplePicture();
  const gateways = { ...plain, endpoints: plain.endpoints.map((one) => ({ ...one, type: 'Gateway' })) };
  assert.equal(behind('vpc-endpoint', IDS.endpoint, gateways).state, 'allowed');
  assert.equal(behind('vpc-endpoint', 'vpce-0', gateways).state, 'not-seen');
});

test('a NAT gateway that is not available is said and shown, and a value that no shell takes makes no command', () => {
  const failed = (id: string) =>
    samplePicture([], {
      natGateways: samplePicture().natGateways.map((one) => ({ ...one, id, state: 'failed' })),
    });
  assert.deepEqual(refused('nat-gateway', P.nat, failed(P.nat)), [
    `The NAT gateway ${P.nat} is failed: it forwards nothing.`,
    `aws ec2 describe-nat-gateways --nat-gateway-ids '${P.nat}'`,
  ]);
  assert.equal(refused('nat-gateway', "'; reboot", failed("'; reboot"))[1], '');
});

test('a peering connection is accepted while it waits, and made again once it is gone', () => {
  const peered = (state: string, requesterVpcId: string = IDS.vpc, accepterVpcId: string = P.otherVpc) =>
    samplePicture([], { peerings: [{ id: P.peering, state, requesterVpcId, accepterVpcId }] });
  const through = (picture: NetworkPicture, to?: string) =>
    refused('vpc-peering-connection', P.peering, picture, to);
  assert.deepEqual(through(peered('pending-acceptance')), [
    `The peering connection ${P.peering} is pending-acceptance, not active.`,
    `aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id '${P.peering}'`,
  ]);
  assert.deepEqual(through(peered('expired')), [
    `The peering connection ${P.peering} is expired, not active.`,
    `aws ec2 create-vpc-peering-connection --vpc-id '${IDS.vpc}' --peer-vpc-id '${P.otherVpc}'`,
  ]);
  // Whoever asked for it: it leads to the other side.
  const state = (picture: NetworkPicture, to?: string) =>
    behind('vpc-peering-connection', P.peering, picture, to).state;
  assert.equal(state(peered('active', P.otherVpc, IDS.vpc)), 'allowed');
  const beyond = `The peering connection ${P.peering} leads to ${P.otherVpc} only, and 192.168.5.9 is not in that VPC. Peering is not transitive.`;
  assert.deepEqual(through(peered('active'), '192.168.5.9'), [beyond, '']);
  // An address of the other VPC that no interface was found for.
  assert.equal(state(peered('active'), '10.9.77.7'), 'allowed');
  const twoBlocks = peered('active').vpcs.map((one) =>
    one.id === P.otherVpc ? { ...one, cidrs: ['10.8.0.0/16', ...one.cidrs] } : one,
  );
  assert.equal(state({ ...peered('active'), vpcs: twoBlocks }, '10.9.77.7'), 'allowed');
  // The blocks of a VPC of another account are not known; that the other end is in a third one is.
  assert.equal(state(peered('active', IDS.vpc, 'vpc-3'), '192.168.5.9'), 'allowed');
  assert.match(
    through(peered('active', IDS.vpc, 'vpc-3'))[0] ?? '',
    /leads to vpc-3 only, and 10\.9\.1\.7 is not/,
  );
});

const WHOLE = samplePicture();
const [OWN, OTHER] = WHOLE.transitAttachments as [TransitAttachment, TransitAttachment];
const [TABLE] = WHOLE.transitTables as [TransitTable];
const [BACK, THERE] = TABLE.routes as [TransitTable['routes'][number], TransitTable['routes'][number]];
const attached = (...transitAttachments: readonly TransitAttachment[]) =>
  samplePicture([], { transitAttachments });
const routed = (...routes: TransitTable['routes']) =>
  samplePicture([], { transitTables: [{ ...TABLE, routes }] });
const { routeTableId: _, ...LOOSE } = OWN;
const ATTACH = '--transit-gateway-attachment-id';

const ENTRIES: readonly (readonly [
  title: string,
  NetworkPicture,
  because: string,
  fix: string,
  to?: string,
])[] = [
  [
    'no attachment of the VPC',
    attached({ ...OWN, transitGatewayId: 'tgw-2' }, { ...OWN, resourceType: 'connect' }, OTHER),
    `${IDS.vpc} has no attachment to ${P.transitGateway}.`,
    `aws ec2 create-transit-gateway-vpc-attachment --transit-gateway-id '${P.transitGateway}' --vpc-id '${IDS.vpc}' --subnet-ids '${IDS.gatewaySubnet}'`,
  ],
  [
    'an attachment that waits',
    attached({ ...OWN, state: 'pendingAcceptance' }, OTHER),
    `The attachment ${OWN.id} of ${IDS.vpc} is pendingAcceptance, not available.`,
    `aws ec2 accept-transit-gateway-vpc-attachment ${ATTACH} '${OWN.id}'`,
  ],
  [
    'an attachment that failed',
    attached({ ...OWN, state: 'failed' }, OTHER),
    `The attachment ${OWN.id} of ${IDS.vpc} is failed, not available.`,
    `aws ec2 describe-transit-gateway-vpc-attachments --transit-gateway-attachment-ids '${OWN.id}'`,
  ],
  [
    'an attachment in another zone alone',
    {
      ...WHOLE,
      subnets: WHOLE.subnets.map((one) =>
        one.id === IDS.vantageSubnet ? { ...one, availabilityZone: 'ap-northeast-2c' } : one,
      ),
      transitAttachments: [{ ...OWN, subnetIds: [IDS.vantageSubnet] }, OTHER],
    },
    `The attachment ${OWN.id} has no subnet in ap-northeast-2a: packets from that zone do not reach the transit gateway.`,
    `aws ec2 modify-transit-gateway-vpc-attachment ${ATTACH} '${OWN.id}' --add-subnet-ids '${IDS.gatewaySubnet}'`,
  ],
  [
    'an attachment without a table',
    attached(LOOSE, OTHER),
    `The attachment ${OWN.id} is associated with no transit gateway route table.`,
    `aws ec2 associate-transit-gateway-route-table ${ATTACH} '${OWN.id}' --transit-gateway-route-table-id '<transit-gateway-route-table-id>'`,
  ],
  [
    'no route to a VPC that is attached',
    routed(BACK),
    `${TABLE.id}, which decides for what comes from ${OWN.id}, has no route to ${OTHER_ADDRESS}.`,
    `aws ec2 enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id '${TABLE.id}' ${ATTACH} '${OTHER.id}'`,
  ],
  [
    'no route to a site',
    routed(BACK, { ...THERE, destination: 'pl-1' }),
    `${TABLE.id}, which decides for what comes from ${OWN.id}, has no route to 192.168.5.9.`,
    `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id '${TABLE.id}' --destination-cidr-block '192.168.5.9/32' ${ATTACH} '<transit-gateway-attachment-id>'`,
    '192.168.5.9',
  ],
  [
    'a blackhole before a VPC that is attached',
    routed({ ...THERE, state: 'blackhole', attachmentIds: [] }),
    `The route 10.9.0.0/16 in ${TABLE.id} is a blackhole: packets to ${OTHER_ADDRESS} are dropped.`,
    `aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id '${TABLE.id}' --destination-cidr-block '10.9.0.0/16' ${ATTACH} '${OTHER.id}'`,
  ],
  [
    'a blackhole before a site',
    routed({ ...THERE, destination: '192.168.0.0/16', state: 'blackhole', attachmentIds: [] }),
    `The route 192.168.0.0/16 in ${TABLE.id} is a blackhole: packets to 192.168.5.9 are dropped.`,
    `aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id '${TABLE.id}' --destination-cidr-block '192.168.0.0/16' ${ATTACH} '<transit-gateway-attachment-id>'`,
    '192.168.5.9',
  ],
];

for (const [title, picture, because, fix, to] of ENTRIES) {
  test(`a transit gateway with ${title} stops the packet`, () => {
    assert.deepEqual(refused('transit-gateway', P.transitGateway, picture, to), [because, fix]);
  });
}

test('of the routes of a transit gateway the most specific is taken, and a static one before a propagated one', () => {
  const [one, two, three] = ['tgw-attach-7', 'tgw-attach-8', 'tgw-attach-9'].map((id) => ({
    ...OWN,
    id,
    resourceType: 'vpn',
  }));
  assert(one !== undefined && two !== undefined && three !== undefined);
  const to = (destination: string, type: string, ...ids: readonly string[]) => ({
    ...THERE,
    destination,
    type,
    attachmentIds: ids,
  });
  const led = (...routes: TransitTable['routes']) => {
    const picture = { ...routed(...routes), transitAttachments: [OWN, one, two, three] };
    const { rule, target, state } = behind('transit-gateway', P.transitGateway, picture, '192.168.5.9');
    return [rule, target, state];
  };
  const wide = to('0.0.0.0/0', 'static', one.id);
  const narrow = to('192.168.0.0/16', 'propagated', two.id);
  const fixed = to('192.168.0.0/16', 'static', three.id, one.id);
  assert.deepEqual(led(wide, narrow), ['192.168.0.0/16', two.id, 'allowed']);
  assert.deepEqual(led(narrow, wide), ['192.168.0.0/16', two.id, 'allowed']);
  assert.deepEqual(led(narrow, fixed), ['192.168.0.0/16', `${three.id}, ${one.id}`, 'allowed']);
  assert.deepEqual(led(fixed, narrow), ['192.168.0.0/16', `${three.id}, ${one.id}`, 'allowed']);
  assert.deepEqual(led(wide, to('10.0.0.0/8', 'static', two.id)), ['0.0.0.0/0', one.id, 'allowed']);
});

test('where the route of a transit gateway leads decides what is promised', () => {
  const leads = (attachmentIds: readonly string[], to: string) => {
    const vpn = { ...OWN, id: 'tgw-attach-9', resourceType: 'vpn', resourceId: P.otherVpc };
    const inspection = { ...OWN, id: 'tgw-attach-3', resourceId: 'vpc-3' };
    const picture = {
      ...routed({ ...THERE, destination: '0.0.0.0/0', attachmentIds }),
      transitAttachments: [OWN, OTHER, vpn, inspection],
    };
    const { state, target, unknown } = behind('transit-gateway', P.transitGateway, picture, to);
    return [state, target, unknown];
  };
  assert.deepEqual(leads([OTHER.id], P.otherInstance), ['allowed', OTHER.id, undefined]);
  assert.deepEqual(leads(['tgw-attach-3'], P.otherInstance), ['not-seen', 'tgw-attach-3', undefined]);
  assert.deepEqual(leads(['tgw-attach-3'], '192.168.5.9'), ['not-seen', 'tgw-attach-3', undefined]);
  assert.deepEqual(leads(['tgw-attach-9'], P.otherInstance), ['unknown', 'tgw-attach-9', ['tgw-attach-9']]);
  assert.deepEqual(leads(['tgw-attach-9'], '192.168.5.9'), ['allowed', 'tgw-attach-9', undefined]);
  assert.deepEqual(leads([], P.otherInstance), ['unknown', undefined, [P.transitGateway]]);
});

test('what was not read of a transit gateway stops nothing and promises nothing', () => {
  const unread = (change: Partial<NetworkPicture>) =>
    behind('transit-gateway', P.transitGateway, samplePicture([], change));
  const unknown = (id: string) => ({ what: 'transit-gateway', id, state: 'unknown', unknown: [id] });
  assert.deepEqual(
    unread({ transitAttachments: [], refused: ['ec2:DescribeTransitGatewayAttachments'] }),
    unknown(P.transitGateway),
  );
  assert.deepEqual(unread({ transitTables: [{ ...TABLE, id: 'tgw-rtb-9' }] }), unknown(P.transitTable));
  // Subnets of the attachment that are not in the picture: their zones are not known.
  assert.equal(unread({ transitAttachments: [{ ...OWN, subnetIds: ['subnet-0'] }, OTHER] }).state, 'allowed');
});

test('no command for a transit gateway names the address that stands for the internet', () => {
  const picture = samplePicture([route('0.0.0.0/0', { kind: 'transit-gateway', id: P.transitGateway })]);
  for (const [to, block] of [
    [0, '0.0.0.0/0'],
    [1, '::/0'],
  ] as const) {
    const found = findEnds('internet', picture, undefined);
    assert(found.outcome === 'found');
    const far = found.ends[to];
    assert(far !== undefined);
    const crossing = {
      target: { kind: 'transit-gateway', id: P.transitGateway },
      near: endOf(IDS.gateway, picture),
      far,
    } as const;
    const [step] = betweenSubnets(crossing, picture, indexState(picture));
    assert.match(step?.explanation?.fix ?? '', new RegExp(`--destination-cidr-block '${block}'`));
  }
  const journey = traceJourney(
    { from: endOf(IDS.gateway, picture), to: endOf('internet', picture), port: 443, protocol: 'tcp' },
    picture,
    indexState(picture),
  );
  const [planned] = planJourneys([journey], 'en', 'the internet');
  const said = planned?.there.find(({ what }) => what === 'transit-gateway')?.explanation?.because;
  assert.match(said ?? '', /has no route to the internet\.$/);
});

test('every reason is a whole sentence in every language', () => {
  for (const [, picture, , , to = P.otherInstance] of ENTRIES) {
    const { explanation } = behind('transit-gateway', P.transitGateway, picture, to);
    assert(explanation !== undefined);
    const said = LOCALES.map((locale) => middleSentence(locale, explanation) ?? '');
    for (const sentence of said) assert.match(sentence, /^[^{}]{20,}$/);
    assert.equal(new Set(said).size, LOCALES.length);
  }
});
