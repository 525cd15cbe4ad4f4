import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkReader } from '../../../lib/core/aws/network-reader.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import { judgePath } from '../../../lib/probes/path/judge.ts';
import { observePath } from '../../../lib/probes/path/observe.ts';
import { pathSpec } from '../../../lib/probes/path/spec.ts';
import { contextOf } from '../../support/context.ts';
import {
  ADDRESSES,
  acl,
  entry,
  GATEWAY_PORTS,
  IDS,
  memoryReader,
  rule,
  sampleNetwork,
  withRules,
} from '../../support/sample-network.ts';
import { observe, specs, throughProxy, toEndpoint } from './samples.ts';

function contextWith(network: NetworkReader, timeoutMs = 1000) {
  return { ...contextOf({ timeoutMs }), aws: { network } };
}

test('each thing is read once, however many legs meet it', async () => {
  const reader = memoryReader(sampleNetwork());
  const observation = await observePath(throughProxy, contextWith(reader));
  assert.equal(observation.outcome, 'read');
  const times = Object.entries(Object.groupBy(reader.asked, (method) => method)).map(
    ([method, asked]) => [method, asked?.length] as const,
  );
  // By id, by instance, of the endpoints, by address; endpoints by id and by name; subnets of ends and of interfaces.
  assert.deepEqual(Object.fromEntries(times), {
    networkInterfaces: 4,
    vpcEndpoints: 2,
    subnets: 2,
    vpcs: 1,
    securityGroups: 1,
    networkAcls: 1,
    routeTables: 1,
    prefixLists: 1,
  });
});

test('a refusal of AWS is passed on with its action', async () => {
  const refuses = { action: 'ec2:DescribeRouteTables', code: 'access-denied' } as const;
  await assert.rejects(
    observePath(toEndpoint, contextWith(memoryReader(sampleNetwork(), { refuses }))),
    (error) =>
      error instanceof AwsRefusal && error.code === 'access-denied' && error.action === refuses.action,
  );
});

test('an AWS that does not answer in time is out of time, not refused', async () => {
  const startedMs = performance.now();
  const observation = await observePath(
    toEndpoint,
    contextWith(memoryReader(sampleNetwork(), { silent: true }), 60),
  );
  assert.equal(observation.outcome, 'out-of-time');
  assert(performance.now() - startedMs < 200);
});

test('evidence says for each port which elements were passed, and what cannot be seen', async () => {
  const { evidence, faults } = judgePath([
    { spec: toEndpoint, observation: await observe(toEndpoint, sampleNetwork()) },
  ]);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    evidence.map(({ subject, outcome, address }) => ({ subject, outcome, address })),
    GATEWAY_PORTS.map((port) => ({
      subject: `filer-1 -> sgw-endpoint:${port}`,
      outcome: 'allowed',
      address: ADDRESSES.endpoint,
    })),
  );
  const hops = evidence[0]?.hops;
  assert(Array.isArray(hops));
  assert.deepEqual(hops[4], {
    hop: 'into-group',
    what: 'security-group',
    ids: [IDS.endpointGroup],
    verdict: 'passes',
  });
});

test('a fault carries the rule, the sentence and the command; the explanation stands once', async () => {
  const closed = sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet]),
      acl(
        IDS.endpointAcl,
        [IDS.endpointSubnet],
        [
          entry(true, 100, 'allow', '0.0.0.0/0'),
          entry(false, 90, 'deny', `${ADDRESSES.gateway}/32`, [443, 1031]),
          entry(false, 100, 'allow', '0.0.0.0/0'),
        ],
      ),
    ],
  });
  const { evidence, faults, explanations } = judgePath([
    { spec: toEndpoint, observation: await observe(toEndpoint, closed) },
  ]);
  // 2222 is not within the denied range.
  assert.deepEqual(
    faults.map(({ port }) => port),
    [443, 1026, 1027, 1028, 1031],
  );
  const [fault] = faults;
  assert.equal(fault?.reason, 'path-network-acl-blocks');
  assert.equal(fault?.values?.id, IDS.endpointAcl);
  assert.equal(fault?.values?.rule, '90');
  assert.match(String(fault?.values?.because), /^Inbound rule 90 of acl-/);
  // The command is planned with all others of a report, so it stands in one place.
  assert.equal(fault?.values?.fix, undefined);
  assert.equal(explanations?.length, 1);
  assert.match(explanations[0]?.fix ?? '', /--rule-number '89'/);
  assert.equal(evidence.find(({ port }) => port === 2222)?.outcome, 'allowed');
});

test('one dead address of two degrades the leg, it does not fail it', async () => {
  const network = sampleNetwork();
  const second = 'eni-22222222222222222';
  const [endpoint] = network.endpoints;
  const own = network.interfaces.find((one) => one.id === IDS.endpointInterface);
  assert(endpoint !== undefined && own !== undefined);
  const twoZones = {
    ...network,
    endpoints: [{ ...endpoint, networkInterfaceIds: [IDS.endpointInterface, second] }],
    interfaces: [
      ...network.interfaces,
      { ...own, id: second, addresses: ['10.0.3.6'], subnetId: IDS.vantageSubnet },
    ],
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet, IDS.endpointSubnet]),
      acl(IDS.endpointAcl, [IDS.vantageSubnet], []),
    ],
  };
  const { faults } = judgePath([{ spec: toEndpoint, observation: await observe(toEndpoint, twoZones) }]);
  // Request and answer are denied on each port.
  assert.equal(faults.length, 2 * GATEWAY_PORTS.length);
  for (const { status, severity, address } of faults) {
    assert.deepEqual(
      { status, severity, address },
      { status: 'degraded', severity: 'warning', address: '10.0.3.6' },
    );
  }
});

test('what no longer exists is named, and blamed on no rule', async () => {
  const { evidence, faults } = judgePath([
    { spec: toEndpoint, observation: await observe(toEndpoint, sampleNetwork({ interfaces: [] })) },
  ]);
  assert.deepEqual([...new Set(evidence.map(({ outcome }) => outcome))], ['missing']);
  assert.deepEqual([...new Set(faults.map(({ reason }) => reason))], ['path-undecided']);
  assert.equal(faults[0]?.values?.undecided, `${IDS.gateway}, ${IDS.endpoint}`);
});

test('an IPv6 end is asked about IPv6, and its subject is readable', async () => {
  const network = sampleNetwork();
  const six: Record<string, string> = {
    [IDS.gatewayInterface]: '2001:db8:0:1::20',
    [IDS.endpointInterface]: '2001:db8:0:2::5',
  };
  const onlySix = withRules(
    {
      ...network,
      interfaces: network.interfaces.map((one) => ({
        ...one,
        addresses: [six[one.id] ?? '2001:db8:0:1::30'],
      })),
    },
    IDS.endpointGroup,
    [rule('ingress', 443, '2001:db8:0:1::/64')],
  );
  const spec = pathSpec.safeParse({
    segments: [
      { name: 'v6', from: { eni: IDS.gatewayInterface }, to: { address: '2001:db8:0:2::5' }, ports: [443] },
    ],
  });
  assert(spec.success);
  const { evidence, faults } = judgePath([
    { spec: spec.data, observation: await observe(spec.data, onlySix) },
  ]);
  assert.equal(evidence[0]?.subject, `${IDS.gatewayInterface} -> [2001:db8:0:2::5]:443`);
  // The groups of the source let out IPv4 only, and neither ACL nor table knows IPv6.
  assert(
    faults.some(
      ({ reason, values }) => reason === 'path-security-group-blocks' && values?.id === IDS.gatewayGroup,
    ),
  );
  assert(faults.every(({ values }) => values?.id !== IDS.endpointGroup));
});

test('an end is named in one way, and only by what can be an id', () => {
  const [first] = specs;
  assert(first !== undefined);
  const [segment] = first.segments;
  const refused = [
    { eni: 'eni-1' },
    { eni: IDS.gatewayInterface, instance: IDS.gateway },
    { subnets: [], securityGroups: [IDS.gatewayGroup] },
    { subnets: [IDS.gatewaySubnet] },
    { address: '10.0.1.999' },
    { address: '10.0.1.20; reboot' },
    { vpcEndpoint: 'vpce-0$(id)' },
    {},
  ];
  for (const from of refused) {
    assert.equal(
      pathSpec.safeParse({ segments: [{ ...segment, from }] }).success,
      false,
      JSON.stringify(from),
    );
  }
  for (const seenAs of ['10.0.0.0/33', '10.0.0.0/x', 'fd00::/129', 'anyone']) {
    assert.equal(pathSpec.safeParse({ segments: [{ ...segment, seenAs }] }).success, false, seenAs);
  }
});
