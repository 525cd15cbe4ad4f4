import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkReader } from '../../../lib/core/aws/network-reader.ts';
import type { NetworkInterface, Subnet } from '../../../lib/core/aws/network-state.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { doesNotProve, type GatewayPlace } from '../../../lib/report/text/does-not-prove.ts';
import { placeGateways } from '../../../lib/stages/watch/gateway-places.ts';

const VPC = 'vpc-0123456789abcdef0';
const OWN = 'subnet-0123456789abcdef0';
const OTHER = 'subnet-0fedcba9876543210';
const INSTANCE = 'i-0123456789abcdef0';

const subnet = (id: string, ...cidrs: readonly string[]): Subnet => ({
  id,
  vpcId: VPC,
  cidrs,
  availabilityZone: 'a',
});
const SUBNETS = [subnet(OWN, '10.0.1.0/24', '2001:db8:1::/64'), subnet(OTHER, '10.0.9.0/24')];
const interfaceIn = (vpcId: string, subnetId: string): NetworkInterface => ({
  id: 'eni-1',
  vpcId,
  subnetId,
  addresses: ['10.0.9.30'],
  publicAddresses: [],
  securityGroupIds: [],
  interfaceType: 'interface',
  description: '',
  instanceId: INSTANCE,
  status: 'in-use',
});

function readerOf(over: Partial<NetworkReader> = {}) {
  const asked: unknown[] = [];
  const network: Partial<NetworkReader> = {
    subnets: async (query) => {
      asked.push(query);
      return SUBNETS;
    },
    networkInterfaces: async (query) => {
      asked.push(query);
      return [interfaceIn(VPC, OTHER)];
    },
    ...over,
  };
  return { asked, network: network as NetworkReader };
}

const gateway = (fields: Readonly<Record<string, unknown>>) => ({
  name: 'filer-1',
  type: 'storage-gateway',
  fields,
});
const place = (targets: Parameters<typeof placeGateways>[0], network: NetworkReader) =>
  placeGateways(targets, { vpc: VPC, subnets: [OWN] }, network, AbortSignal.timeout(1000));
const OTHER_SUBNET: GatewayPlace = {
  target: 'filer-1',
  stands: 'other-subnet',
  address: '10.0.9.20',
  subnet: OTHER,
  own: [OWN],
};

const PLACED: readonly (readonly [string, Readonly<Record<string, unknown>>, GatewayPlace])[] = [
  ['an address of the own subnet', { address: '10.0.1.20' }, { target: 'filer-1', stands: 'same-subnet' }],
  [
    'an IPv6 address of the own subnet',
    { address: '2001:db8:1::20' },
    { target: 'filer-1', stands: 'same-subnet' },
  ],
  ['an address of another subnet of the VPC', { address: '10.0.9.20' }, OTHER_SUBNET],
  [
    'an address of no subnet of the VPC',
    { address: '192.168.1.20' },
    { target: 'filer-1', stands: 'other-network', address: '192.168.1.20', vpc: VPC },
  ],
  [
    'a name and an instance',
    { address: 'filer.example.com', instance: INSTANCE },
    { ...OTHER_SUBNET, address: '10.0.9.30' },
  ],
  ['a name alone', { address: 'filer.example.com' }, { target: 'filer-1', stands: 'unknown' }],
  ['an id alone', { gateway: 'sgw-12A3456B' }, { target: 'filer-1', stands: 'unknown' }],
];
for (const [what, fields, wanted] of PLACED) {
  test(`a gateway known by ${what} is ${wanted.stands}`, async () => {
    assert.deepEqual(await place([gateway(fields)], readerOf().network), [wanted]);
  });
}

test('an instance of another VPC is in another network, whatever its address', async () => {
  const { network } = readerOf({ networkInterfaces: async () => [interfaceIn('vpc-of-others', OTHER)] });
  assert.deepEqual(await place([gateway({ address: 'filer.example.com', instance: INSTANCE })], network), [
    { target: 'filer-1', stands: 'other-network', address: '10.0.9.30', vpc: VPC },
  ]);
});

test('AWS is asked once for all gateways, and not at all where the answer changes nothing', async () => {
  const none = readerOf();
  await place(
    [{ ...gateway({ address: '10.0.9.20' }), type: 'tcp' }, gateway({ address: 'a.example' })],
    none.network,
  );
  assert.deepEqual(none.asked, []);
  const two = readerOf();
  await place([gateway({ address: '10.0.9.20' }), gateway({ address: '10.0.1.20' })], two.network);
  assert.deepEqual(two.asked, [{ vpcId: VPC }]);
});

test('what AWS refuses is not known, and the look goes on; a bug of ours is no refusal', async () => {
  const denied = () => Promise.reject(new AwsRefusal('access-denied', 'ec2:DescribeSubnets'));
  const { network } = readerOf({ subnets: denied, networkInterfaces: denied });
  const unknown = { target: 'filer-1', stands: 'unknown' };
  assert.deepEqual(await place([gateway({ address: '10.0.9.20' })], network), [unknown]);
  assert.deepEqual(await place([gateway({ address: 'a.example', instance: INSTANCE })], network), [unknown]);
  const broken = readerOf({ subnets: () => Promise.reject(new TypeError('boom')) });
  await assert.rejects(place([gateway({ address: '10.0.9.20' })], broken.network), TypeError);
});

const said = (gateways: readonly GatewayPlace[], locale: (typeof LOCALES)[number] = 'en') =>
  doesNotProve({ vantage: 'seoul', place: 'vpc', findings: [], leftOut: [], gateways }, locale);

test('the subnets are named in every language, in place of the general sentence', () => {
  for (const locale of LOCALES) {
    const [general, own, ...more] = said([OTHER_SUBNET], locale);
    assert.deepEqual(more, []);
    assert.notEqual(general, said([], locale)[0]);
    for (const value of ['filer-1', '10.0.9.20', OTHER, OWN, 'seoul'])
      assert(own?.includes(value), `${locale}: ${value}`);
  }
  assert.match(
    said([OTHER_SUBNET])[1] ?? '',
    /^filer-1 \(10\.0\.9\.20\) is in subnet-0f.*; seoul runs in subnet-01/,
  );
});

test('a gateway elsewhere is told with the VPC; one whose place is unknown leaves the general sentence', () => {
  for (const locale of LOCALES) {
    const elsewhere = said(
      [{ target: 'x', stands: 'other-network', address: '192.0.2.1', vpc: VPC }],
      locale,
    )[1];
    for (const value of ['x', '192.0.2.1', VPC]) assert(elsewhere?.includes(value), locale);
    const unknown: GatewayPlace = { target: 'y', stands: 'unknown' };
    assert.deepEqual(said([unknown], locale), said([], locale));
    assert.equal(said([OTHER_SUBNET, unknown], locale)[0], said([], locale)[0]);
  }
  assert.equal(said([{ target: 'x', stands: 'same-subnet' }]).length, 1);
});
