import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkReader } from '../../lib/core/aws/network-reader.ts';
import { readSegments } from '../../lib/explain/read-segments.ts';
import { type PathSegment, questionsOf, type SegmentEnd } from '../../lib/explain/segment.ts';
import {
  ADDRESSES,
  ENDPOINT_NAME,
  IDS,
  memoryReader,
  rule,
  type SampleNetwork,
  sampleNetwork,
  withRules,
} from '../support/sample-network.ts';

/** What the endpoints are asked by. */
async function askedFor(ids: readonly string[]): Promise<readonly object[]> {
  const asked: object[] = [];
  const network = memoryReader(sampleNetwork());
  const reader: NetworkReader = {
    ...network,
    vpcEndpoints: async (query, signal) => {
      asked.push(query);
      return await network.vpcEndpoints(query, signal);
    },
  };
  const segments = ids.map((id) => ({
    from: { kind: 'address' as const, address: ADDRESSES.site },
    to: { kind: 'vpc-endpoint' as const, id },
    ports: [443],
    protocol: 'tcp' as const,
  }));
  await readSegments(segments, reader, AbortSignal.timeout(5000));
  return asked;
}

test('an endpoint is asked for by its id where it is one, with 8 digits or 17, and else by its name', async () => {
  const ids = ['vpce-01234567', 'vpce-0123456789abcdef0'];
  const names = [
    'vpce-012345678',
    'vpce-0123456789abcdef',
    'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com',
  ];
  assert.deepEqual(await askedFor([...ids, ...names]), [{ ids }, { dnsNames: names }]);
});

const leg = (from: SegmentEnd, to: SegmentEnd): PathSegment => ({ from, to, ports: [443], protocol: 'tcp' });

/** What is read of these legs, and every question to AWS: its method and what it is asked by. */
async function read(network: SampleNetwork, ...segments: readonly PathSegment[]) {
  const asked: unknown[][] = [];
  const reader = memoryReader(network);
  const noting = new Proxy(reader, {
    get: (of, method: keyof NetworkReader) => (query: never, signal: AbortSignal) => {
      asked.push([method, query]);
      return of[method](query, signal);
    },
  });
  return { ...(await readSegments(segments, noting, AbortSignal.timeout(5000))), asked };
}

const GATEWAY: SegmentEnd = { kind: 'instance', id: IDS.gateway };
const VANTAGES: SegmentEnd = {
  kind: 'subnets',
  subnetIds: [IDS.vantageSubnet, IDS.endpointSubnet],
  securityGroupIds: [IDS.vantageGroup],
  publicAddresses: [],
};
const PROXY: SegmentEnd = { kind: 'address', address: ADDRESSES.proxy };
const OTHER_VPC = 'vpc-22222222222222222';

test('everything is read once, and only what the legs name and what follows from it', async () => {
  const network = withRules(sampleNetwork(), IDS.gatewayGroup, [rule('ingress', 443, 'pl-1')]);
  const { asked } = await read(
    network,
    leg(GATEWAY, { kind: 'vpc-endpoint', id: ENDPOINT_NAME }),
    leg(GATEWAY, PROXY),
    leg({ kind: 'interface', id: IDS.gatewayInterface }, PROXY),
    leg({ kind: 'address', address: ADDRESSES.site }, VANTAGES),
    leg({ kind: 'address', address: '10.9.1.7', vpcId: OTHER_VPC }, { kind: 'address', address: '10.9.1.8' }),
    leg({ kind: 'vpc-endpoint', id: IDS.endpoint }, PROXY),
    leg({ kind: 'address', address: '10.8.0.7' }, { kind: 'address', address: '10.8.0.8' }),
  );
  const subnets = network.subnets.filter(({ id }) => id !== '');
  assert.deepEqual(asked, [
    ['networkInterfaces', { by: 'id', ids: [IDS.gatewayInterface] }],
    ['networkInterfaces', { by: 'instance', instanceIds: [IDS.gateway] }],
    ['vpcEndpoints', { ids: [IDS.endpoint] }],
    ['vpcEndpoints', { dnsNames: [ENDPOINT_NAME] }],
    ['subnets', { ids: [IDS.vantageSubnet, IDS.endpointSubnet] }],
    ['networkInterfaces', { by: 'id', ids: [IDS.endpointInterface] }],
    // An address alone has the VPC of the leg's other end; one whose VPC is not known is not asked for.
    ['networkInterfaces', { by: 'address', addresses: [ADDRESSES.proxy, ADDRESSES.site], vpcId: IDS.vpc }],
    ['networkInterfaces', { by: 'address', addresses: ['10.9.1.7', '10.9.1.8'], vpcId: OTHER_VPC }],
    ['subnets', { ids: [IDS.gatewaySubnet, IDS.endpointSubnet, IDS.vantageSubnet] }],
    ['vpcs', [IDS.vpc]],
    ['securityGroups', [IDS.gatewayGroup, IDS.endpointGroup, IDS.proxyGroup, IDS.vantageGroup]],
    ['networkAcls', [IDS.gatewaySubnet, IDS.endpointSubnet, IDS.vantageSubnet]],
    ['routeTables', subnets],
    ['prefixLists', ['pl-1']],
  ]);
});

test('each end has all that was read of it', async () => {
  const network = sampleNetwork();
  const subnet = (id: string) => network.subnets.find((one) => one.id === id);
  const gateway = {
    address: ADDRESSES.gateway,
    interfaceId: IDS.gatewayInterface,
    vpcId: IDS.vpc,
    securityGroupIds: [IDS.gatewayGroup],
    publicAddresses: [],
    subnet: subnet(IDS.gatewaySubnet),
  };
  const endpoint = {
    address: ADDRESSES.endpoint,
    interfaceId: IDS.endpointInterface,
    vpcId: IDS.vpc,
    securityGroupIds: [IDS.endpointGroup],
    publicAddresses: [],
    subnet: subnet(IDS.endpointSubnet),
    vpcEndpointId: IDS.endpoint,
  };
  const proxy = {
    ...gateway,
    address: ADDRESSES.proxy,
    interfaceId: IDS.proxyInterface,
    securityGroupIds: [IDS.proxyGroup],
  };
  const vantage = (id: string, address: string) => ({
    address,
    vpcId: IDS.vpc,
    subnet: subnet(id),
    securityGroupIds: [IDS.vantageGroup],
  });
  const { publicAddresses: _, ...unnamed } = VANTAGES;
  const cases: readonly (readonly [
    SegmentEnd,
    SegmentEnd,
    from: readonly object[],
    to: readonly object[],
  ])[] = [
    [GATEWAY, { kind: 'vpc-endpoint', id: `${ENDPOINT_NAME.toUpperCase()}.` }, [gateway], [endpoint]],
    [
      { kind: 'interface', id: IDS.gatewayInterface },
      { kind: 'vpc-endpoint', id: IDS.endpoint },
      [gateway],
      [endpoint],
    ],
    [GATEWAY, PROXY, [gateway], [proxy]],
    [PROXY, GATEWAY, [proxy], [gateway]],
    [
      VANTAGES,
      PROXY,
      [
        { ...vantage(IDS.endpointSubnet, '10.0.2.0/24'), publicAddresses: [] },
        { ...vantage(IDS.vantageSubnet, ADDRESSES.vantage), publicAddresses: [] },
      ],
      [proxy],
    ],
    [
      unnamed,
      { ...PROXY, vpcId: OTHER_VPC },
      [vantage(IDS.endpointSubnet, '10.0.2.0/24'), vantage(IDS.vantageSubnet, ADDRESSES.vantage)],
      [{ address: ADDRESSES.proxy }],
    ],
    [{ ...PROXY, vpcId: IDS.vpc }, { kind: 'address', address: ADDRESSES.gateway }, [proxy], [gateway]],
  ];
  for (const [from, to, ...ends] of cases) {
    const { segments } = await read(network, leg(from, to));
    assert.deepEqual(segments, [{ from: ends[0], to: ends[1], missing: [] }], JSON.stringify([from, to]));
  }
});

test('what does not exist is named as it was asked for', async () => {
  const missing = async (from: SegmentEnd, to: SegmentEnd) =>
    (await read(sampleNetwork(), leg(from, to))).segments[0]?.missing;
  const [eni, vpce] = ['eni-00000000000000000', 'vpce-00000000000000000'];
  assert.deepEqual(await missing({ kind: 'instance', id: 'i-0' }, { kind: 'interface', id: eni }), [
    'i-0',
    eni,
  ]);
  assert.deepEqual(await missing({ kind: 'vpc-endpoint', id: vpce }, PROXY), [vpce]);
  const nowhere = { ...VANTAGES, subnetIds: ['subnet-1', 'subnet-2'] };
  assert.deepEqual(await missing(GATEWAY, nowhere), ['subnet-1, subnet-2']);
});

test('what was read is all there: VPCs, groups, network ACLs, tables and lists', async () => {
  const network = sampleNetwork({ prefixLists: [{ id: 'pl-1', name: 'offices', cidrs: ['10.60.0.0/16'] }] });
  const listed = withRules(network, IDS.endpointGroup, [rule('ingress', 443, 'pl-1')]);
  const { state } = await read(listed, leg(GATEWAY, { kind: 'vpc-endpoint', id: IDS.endpoint }));
  const { vpcs, networkAcls, routeTables, prefixLists } = listed;
  const securityGroups = listed.securityGroups.filter(
    ({ id }) => id === IDS.gatewayGroup || id === IDS.endpointGroup,
  );
  assert.deepEqual(state, { vpcs, securityGroups, networkAcls, routeTables, prefixLists });
});

test('a leg asks every pair of ends of one family, at every port, with what the caller knows', () => {
  const [a4, b4, a6, b6] = ['10.0.0.1', '10.0.0.2', '2001:db8::1', '2001:db8::2'].map((address) => ({
    address,
  }));
  assert(a4 !== undefined && b4 !== undefined && a6 !== undefined && b6 !== undefined);
  const plain: PathSegment = { ...leg(PROXY, PROXY), ports: [443, 1031] };
  const asked = (from: readonly (typeof a4)[], to: readonly (typeof a4)[]) =>
    questionsOf(plain, { from, to, missing: [] }).map(
      (one) => `${one.from.address} ${one.to.address} ${one.port}`,
    );
  const both = ['10.0.0.1 10.0.0.2 443', '10.0.0.1 10.0.0.2 1031'];
  assert.deepEqual(asked([a6, a4], [b6, b4]), both);
  assert.deepEqual(asked([a4], [b4, b6]), both);
  assert.deepEqual(asked([a6], [b6]), ['2001:db8::1 2001:db8::2 443', '2001:db8::1 2001:db8::2 1031']);
  assert.deepEqual(asked([a4], [b6]), []);
  const known = {
    seenAs: '198.51.100.7',
    via: { kind: 'transit-gateway', id: 'tgw-1' },
    protocol: 'udp',
  } as const;
  const ephemeralPorts = { from: 32_768, to: 60_999 };
  const read = { from: [a4], to: [b4], missing: [] };
  const [one] = questionsOf({ ...plain, ...known, ephemeralPorts }, read);
  assert.deepEqual(one, { from: { ...a4, ephemeralPorts }, to: b4, port: 443, ...known });
  assert.deepEqual(questionsOf(plain, read)[0], { from: a4, to: b4, port: 443, protocol: 'tcp' });
});
