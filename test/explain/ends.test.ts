import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import { type FoundEnd, findEnds, pairsOf } from '../../lib/explain/journey/ends.ts';
import type { PathEnd } from '../../lib/explain/packet.ts';
import { ADDRESSES, IDS } from '../support/sample-network.ts';
import { OTHER_ADDRESS, PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const V6 = '2001:db8::5';
const SECOND = 'eni-99999999999999999';
const PLAIN = samplePicture();
const [gatewayInterface] = PLAIN.interfaces;
assert(gatewayInterface !== undefined);

/** The gateway with a second interface, in the subnet of the vantage; the first of both families, and with a public address. */
const PICTURE: NetworkPicture = {
  ...PLAIN,
  interfaces: [
    {
      ...gatewayInterface,
      addresses: [V6, ADDRESSES.gateway, '10.0.1.21', '2001:db8::6'],
      publicAddresses: ['198.51.100.7'],
    },
    ...PLAIN.interfaces.slice(1),
    { ...gatewayInterface, id: SECOND, subnetId: IDS.vantageSubnet, addresses: ['10.0.3.9'] },
    { ...gatewayInterface, id: 'eni-88888888888888888', instanceId: 'i-88888888888888888', addresses: [] },
  ],
  subnets: PLAIN.subnets.map((one) =>
    one.id === IDS.endpointSubnet ? { ...one, cidrs: [...one.cidrs, '2001:db8:0:2::/64'] } : one,
  ),
  endpoints: [
    ...PLAIN.endpoints,
    ...PLAIN.endpoints.map((one) => ({
      ...one,
      id: 'vpce-99999999999999999',
      type: 'Gateway',
      networkInterfaceIds: [],
    })),
  ],
};

const place = ({ address, interfaceId, subnet, vpcEndpointId }: PathEnd) =>
  [address, interfaceId, subnet?.id, vpcEndpointId].filter((one) => one !== undefined).join(' ');

/** Each end as `address interface subnet endpoint`, as far as they are known; else what was said in its place. */
function found(word: string, nearVpc?: string, picture = PICTURE): FoundEnd | readonly string[] {
  const answer = findEnds(word, picture, nearVpc);
  return answer.outcome === 'found' ? answer.ends.map(place) : answer;
}

const FIRST = `${IDS.gatewayInterface} ${IDS.gatewaySubnet}`;
const MISSING = { outcome: 'missing' } as const;
const NOT_AN_END = { outcome: 'not-an-end' } as const;
const CASES: readonly (readonly [word: string, answer: FoundEnd | readonly string[]])[] = [
  ['internet', ['192.0.2.1', '2001:db8::1']],
  // The first address of each family, IPv4 before IPv6, of each interface.
  [
    IDS.gateway,
    [`${ADDRESSES.gateway} ${FIRST}`, `${V6} ${FIRST}`, `10.0.3.9 ${SECOND} ${IDS.vantageSubnet}`],
  ],
  [IDS.gatewayInterface, [`${ADDRESSES.gateway} ${FIRST}`, `${V6} ${FIRST}`]],
  [IDS.endpointSubnet, [`10.0.2.0/24 ${IDS.endpointSubnet}`, `2001:db8:0:2::/64 ${IDS.endpointSubnet}`]],
  [IDS.endpoint, [`${ADDRESSES.endpoint} ${IDS.endpointInterface} ${IDS.endpointSubnet} ${IDS.endpoint}`]],
  ['vpce-99999999999999999', { outcome: 'no-address' }],
  ['i-00000000000000000', MISSING],
  ['i-88888888888888888', MISSING],
  ['eni-00000000000000000', MISSING],
  ['subnet-00000000000000000', MISSING],
  ['vpce-00000000000000000', MISSING],
  // Any address of an interface is its own, and a public one means the interface.
  ['10.0.1.21', [`10.0.1.21 ${FIRST}`]],
  ['2001:db8::6', [`2001:db8::6 ${FIRST}`]],
  ['198.51.100.7', [`${ADDRESSES.gateway} ${FIRST}`, `${V6} ${FIRST}`]],
  ['203.0.113.9', ['203.0.113.9']],
  ['10.0.1.0/24', NOT_AN_END],
  ['10.0.1.20/32', NOT_AN_END],
  ['the gateway', NOT_AN_END],
  ['i-1', NOT_AN_END],
];

for (const [word, answer] of CASES) {
  test(`${word} means ${JSON.stringify(answer)}`, () => assert.deepEqual(found(word), answer));
}

test("a subnet's end says its VPC", () => {
  const answer = findEnds(IDS.endpointSubnet, PICTURE, undefined);
  assert.deepEqual(answer.outcome === 'found' && answer.ends.map(({ vpcId }) => vpcId), [IDS.vpc, IDS.vpc]);
});

test('an address that several VPCs use is looked for in the VPC of the other end', () => {
  const twice: NetworkPicture = {
    ...PICTURE,
    interfaces: PICTURE.interfaces.map((one) =>
      one.id === P.otherInterface ? { ...one, addresses: [ADDRESSES.proxy] } : one,
    ),
  };
  const here = `${ADDRESSES.proxy} ${IDS.proxyInterface} ${IDS.gatewaySubnet}`;
  const there = `${ADDRESSES.proxy} ${P.otherInterface} ${P.otherSubnet}`;
  assert.deepEqual(found(ADDRESSES.proxy, IDS.vpc, twice), [here]);
  assert.deepEqual(found(ADDRESSES.proxy, P.otherVpc, twice), [there]);
  const both = { outcome: 'ambiguous', ids: [IDS.proxyInterface, P.otherInterface] } as const;
  assert.deepEqual(found(ADDRESSES.proxy, undefined, twice), both);
  assert.deepEqual(found(ADDRESSES.proxy, 'vpc-0', twice), both);
  // One that only another VPC uses is found there.
  assert.deepEqual(found(OTHER_ADDRESS, IDS.vpc), [`${OTHER_ADDRESS} ${P.otherInterface} ${P.otherSubnet}`]);
});

test('pairs are of one family, and IPv6 alone only where there is no IPv4', () => {
  const [a4, b4, a6, b6] = ['10.0.0.1', '10.0.0.2', '2001:db8::1', '2001:db8::2'].map((address) => ({
    address,
  }));
  assert(a4 !== undefined && b4 !== undefined && a6 !== undefined && b6 !== undefined);
  assert.deepEqual(pairsOf([a6, a4], [b4, b6]), [{ from: a4, to: b4 }]);
  assert.deepEqual(pairsOf([a4, b4], [b4]), [
    { from: a4, to: b4 },
    { from: b4, to: b4 },
  ]);
  assert.deepEqual(pairsOf([a6, a4], [b6]), [{ from: a6, to: b6 }]);
  assert.deepEqual(pairsOf([a4], [b6]), []);
});
