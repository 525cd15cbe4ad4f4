import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import type { NetworkReader } from '../../lib/core/aws-reader.ts';
import { systemClock } from '../../lib/core/clock.ts';
import { deadlineIn } from '../../lib/core/deadline.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import type { Route, RouteTargetKind } from '../../lib/core/network-state.ts';
import type { ProbeCall } from '../../lib/core/probe-caller.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { type WatchInput, watch } from '../../lib/stages/watch.ts';

const ENDPOINT = 'vpce-0123456789abcdef0';
const DNS_NAME = `${ENDPOINT}-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;
const place = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const target = (fields: string) => `{ name: x, ${fields} }`;
const TCP = target('type: tcp, address: "10.0.0.1:443"');
const PUBLIC = target('type: storage-gateway-service, region: ap-northeast-2');
const BY_ID = target(`type: storage-gateway-endpoint, endpoint: ${ENDPOINT}`);

const defaultRoute = (kind: RouteTargetKind, state: Route['state'] = 'active'): Route => ({
  destination: { kind: 'cidr', cidr: '0.0.0.0/0' },
  target: { kind, id: 'x' },
  state,
  origin: 'created',
});

function networkWith(routes: readonly Route[], refused = false) {
  const reads: string[] = [];
  const read = <T>(name: string, answer: T) => {
    reads.push(name);
    return refused ? Promise.reject(new AwsRefusal('access-denied', `ec2:${name}`)) : Promise.resolve(answer);
  };
  const subnet = {
    id: 'subnet-0123456789abcdef0',
    vpcId: 'vpc-0123456789abcdef0',
    cidrs: [],
    availabilityZone: 'a',
  };
  const table = {
    id: 'rtb-1',
    vpcId: subnet.vpcId,
    isMain: true,
    subnetIds: [],
    propagatingGatewayIds: [],
    routes,
  };
  const network: Partial<NetworkReader> = {
    subnets: () => read('subnets', [subnet]),
    routeTables: () => read('routeTables', [table]),
    vpcEndpoints: () =>
      read('vpcEndpoints', [
        {
          id: ENDPOINT,
          vpcId: subnet.vpcId,
          type: 'Interface',
          serviceName: 'x',
          state: 'available',
          networkInterfaceIds: ['eni-1'],
          subnetIds: [],
          securityGroupIds: [],
          dnsNames: [DNS_NAME, `zone.${DNS_NAME}`],
          privateDnsEnabled: false,
        },
      ]),
    networkInterfaces: () =>
      read('networkInterfaces', [
        {
          id: 'eni-1',
          vpcId: subnet.vpcId,
          subnetId: subnet.id,
          addresses: ['10.0.1.5'],
          publicAddresses: [],
          securityGroupIds: [],
          interfaceType: 'vpc_endpoint',
          description: '',
          status: 'in-use',
        },
      ]),
  };
  return { reads, network: network as NetworkReader };
}

async function watching(yaml: string, input: WatchInput, { reads, network } = networkWith([])) {
  const calls: ProbeCall[] = [];
  const watched = await watch(input, parseConfig(yaml), {
    probes: PROBES,
    clock: systemClock,
    deadline: deadlineIn(systemClock, 10_000),
    region: 'ap-northeast-2',
    network,
    callProbe: async (call) => {
      calls.push(call);
      return { outcome: 'not-running', message: 'a test' };
    },
    askHere: async () => assert.fail('no control kind is asked'),
  });
  return { ...watched, calls, reads };
}

test('a target that needs nothing of AWS has nothing read', async () => {
  const { reads, report } = await watching(`vantages: [{ name: a, ${place}, targets: [${TCP}] }]`, {});
  assert.deepEqual(reads, []);
  assert.deepEqual([report.vantage, report.totals.unknown], ['a', 1]);
});

test('an endpoint that is named by id is asked by its name, and expected at its addresses', async () => {
  const { calls } = await watching(`vantages: [{ name: a, ${place}, targets: [${BY_ID}] }]`, {
    checks: ['dns'],
  });
  const [dns] = calls.flatMap(({ questions }) => questions).filter(({ kind }) => kind === 'dns');
  assert.equal(dns?.host, DNS_NAME);
  assert.deepEqual(dns?.addresses, ['10.0.1.5']);
});

const ways: readonly (readonly [routes: readonly Route[], asked: boolean, why: string])[] = [
  [[], false, 'without a default route'],
  [
    [defaultRoute('internet-gateway')],
    false,
    'through an internet gateway, which functions have no address for',
  ],
  [[defaultRoute('nat-gateway', 'blackhole')], false, 'through a NAT gateway that is gone'],
  [[defaultRoute('nat-gateway')], true, 'through a NAT gateway'],
  [[defaultRoute('transit-gateway')], true, 'through a transit gateway'],
];
for (const [routes, asked, why] of ways) {
  test(`public names are ${asked ? '' : 'not '}asked from a VPC ${why}`, async () => {
    const yaml = `vantages: [{ name: a, ${place}, targets: [${PUBLIC}] }]`;
    const { calls, report } = await watching(yaml, {}, networkWith(routes));
    assert.equal(calls.length > 0, asked);
    assert.equal(
      report.doesNotProve.some((line) => line.includes('no way out')),
      !asked,
    );
  });
}

test('when AWS does not tell the routes, the question is asked rather than lost', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${PUBLIC}] }]`;
  const { calls } = await watching(yaml, {}, networkWith([], true));
  assert(calls.length > 0);
});

test('everything is one report: each vantage in a VPC, and a word on those on premises', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}] }, { name: b, ${place}, targets: [${TCP}] }, { name: idc, targets: [${TCP}] }]`;
  const { looks, report, calls } = await watching(yaml, {});
  assert.deepEqual(calls.map(({ vantage }) => vantage).sort(), ['a', 'b']);
  assert.equal(report.vantage, 'a, b');
  assert.deepEqual(
    report.findings.map(({ vantage }) => vantage),
    ['a', 'b'],
  );
  assert.equal(report.totals.unknown, 2);
  assert.equal(looks.length, 2);
  assert(report.doesNotProve.some((line) => line.includes('idc') && line.includes('gatewatch run')));
});

test('one vantage, one target: nothing else is asked', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}, { name: y, type: tcp, address: "10.0.0.2:1" }] }, { name: b, ${place}, targets: [${TCP}] }]`;
  const { report, calls } = await watching(yaml, { vantage: 'a', targets: ['y'], lang: 'fr' });
  assert.deepEqual(
    calls.map(({ vantage }) => vantage),
    ['a'],
  );
  assert.deepEqual(
    report.findings.map((finding) => [finding.target, finding.reason]),
    [['y', 'vantage-broken']],
  );
  assert.match(report.findings[0]?.summary ?? '', /depuis a/);
});
