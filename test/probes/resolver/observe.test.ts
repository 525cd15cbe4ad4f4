import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { resolver } from '../../../lib/probes/resolver/kind.ts';
import { resolverSpec } from '../../../lib/probes/resolver/spec.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import {
  BOTH_WAYS,
  DOMAIN,
  FORWARD,
  fakeResolver,
  INBOUND,
  NAME,
  OUTBOUND,
  type ResolverWorld,
  RULE,
  SITE_SERVER,
  VPC,
} from '../../support/fake-resolver.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

async function ask(
  t: TestContext,
  world: ResolverWorld = {},
  spec: object = BOTH_WAYS,
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, fakeResolver(world), options);
  const observation = await askControl(resolver, spec, aws);
  return { finding: judgeOne(resolver, resolverSpec.parse(spec), observation), calls: aws.fake.calls };
}

const glance = ({ finding }: Awaited<ReturnType<typeof ask>>) =>
  finding.faults.map(({ reason, status, subject }) => `${status} ${reason} ${subject}`);

test('names that pass both ways are healthy; endpoints of other VPCs are not asked for addresses', async (t) => {
  const asked = await ask(t, {}, BOTH_WAYS, { pageSize: 1 });
  assert.equal(asked.finding.status, 'healthy');
  const addresses = asked.calls.filter(({ operation }) => operation === 'ListResolverEndpointIpAddresses');
  assert.deepEqual(
    [...new Set(addresses.map(({ input }) => input.ResolverEndpointId))].sort(),
    [INBOUND, OUTBOUND].sort(),
  );
  assert.deepEqual(asked.calls.find(({ operation }) => operation === 'ListResolverRuleAssociations')?.input, {
    Filters: [{ Name: 'VPCId', Values: [VPC] }],
  });
});

test('a group that closes UDP fails; one that closes only TCP degrades, each way', async (t) => {
  const noIn = await ask(t, { opens: ['out udp', 'out tcp'] });
  assert.deepEqual(glance(noIn), [
    `failed resolver-port-closed ${INBOUND}`,
    `degraded resolver-port-closed ${INBOUND}`,
  ]);
  assert.equal(noIn.finding.faults[0]?.values?.peers, SITE_SERVER);
  const noTcpOut = await ask(t, { opens: ['in udp', 'in tcp', 'out udp'] });
  assert.deepEqual(glance(noTcpOut), [`degraded resolver-port-closed ${OUTBOUND}`]);
  assert.equal(noTcpOut.finding.faults[0]?.values?.protocol, 'tcp');
});

test('a target with a port of its own needs that port in the group', async (t) => {
  const rules = [{ ...FORWARD, TargetIps: [{ Ip: SITE_SERVER, Port: 5353 }] }];
  const asked = await ask(t, { rules });
  assert.deepEqual([...new Set(glance(asked).map((line) => line.split(' ')[2]))], [OUTBOUND]);
  assert.equal(asked.finding.faults[0]?.values?.port, 5353);
});

test('a fault of an outbound endpoint is found once, whatever the number of domains behind it', async (t) => {
  const spec = { ...BOTH_WAYS, domains: [DOMAIN, `lab.${DOMAIN}`] };
  const asked = await ask(
    t,
    { opens: ['in udp', 'in tcp', 'out udp'], outbound: { Status: 'UPDATING' } },
    spec,
  );
  assert.deepEqual(glance(asked), [
    `degraded resolver-endpoint-down ${OUTBOUND}`,
    `degraded resolver-port-closed ${OUTBOUND}`,
  ]);
  assert.equal(asked.finding.faults[1]?.values?.peers, SITE_SERVER);
});

test('an endpoint that AWS cannot repair fails with no address left, and degrades with one', async (t) => {
  const inbound = { Status: 'ACTION_NEEDED', StatusMessage: 'eni gone' };
  const half = await ask(t, { inbound, addresses: { '10.0.1.10': 'FAILED_RESOURCE_GONE' } });
  assert.deepEqual(glance(half), [`degraded resolver-endpoint-down ${INBOUND}`]);
  const gone = { '10.0.1.10': 'FAILED_RESOURCE_GONE', '10.0.2.10': 'ISOLATED' };
  const none = await ask(t, { inbound, addresses: gone });
  assert.deepEqual(glance(none), [`failed resolver-endpoint-down ${INBOUND}`]);
  assert.equal(none.finding.faults[0]?.values?.stateMessage, 'eni gone');
});

test('of several rules that match, the most specific decides', async (t) => {
  const system = { ...FORWARD, Id: 'rslvr-rr-system', RuleType: 'SYSTEM', TargetIps: [] };
  const associations = ['rslvr-rr-system', RULE].map((ResolverRuleId) => ({
    ResolverRuleId,
    Status: 'COMPLETE',
  }));
  // The root's rule forwards everything, and a shorter name of type SYSTEM takes nothing from a longer one.
  const root = { ...FORWARD, DomainName: '.' };
  const byRoot = await ask(t, { rules: [root] });
  assert.deepEqual(glance(byRoot), []);
  const above = await ask(t, { rules: [FORWARD, { ...system, DomainName: 'example.com.' }], associations });
  assert.deepEqual(glance(above), []);
  const below = await ask(t, { rules: [root, { ...system, DomainName: 'example.com.' }], associations });
  assert.deepEqual(glance(below), [`failed resolver-rule-missing ${DOMAIN}`]);
});

test('a rule that holds elsewhere is named, with what its association says', async (t) => {
  const none = await ask(t, { associations: [] });
  assert.deepEqual(glance(none), [`failed resolver-rule-not-associated ${DOMAIN}`]);
  const overridden = await ask(t, { associations: [{ ResolverRuleId: RULE, Status: 'OVERRIDDEN' }] });
  assert.equal(overridden.finding.faults[0]?.values?.state, 'OVERRIDDEN');
});

test('only a rule as specific as the endpoint’s zone takes its name away', async (t) => {
  const capture = (DomainName: string) => ({
    rules: [FORWARD, { ...FORWARD, Id: 'rslvr-rr-capture', DomainName }],
    associations: [RULE, 'rslvr-rr-capture'].map((ResolverRuleId) => ({
      ResolverRuleId,
      Status: 'COMPLETE',
    })),
  });
  assert.deepEqual(glance(await ask(t, capture('amazonaws.com.'))), []);
  assert.deepEqual(glance(await ask(t, capture(`${NAME}.`))), [`failed resolver-rule-captures ${NAME}`]);
});

test('a name without an endpoint, and one whose private DNS is off, are told apart', async (t) => {
  const off = await ask(t, { endpoint: { PrivateDnsEnabled: false } });
  assert.deepEqual(glance(off), [`failed resolver-name-public ${NAME}`]);
  assert.equal(off.finding.faults[0]?.values?.endpoint, 'vpce-0123456789abcdef0');
  const none = await ask(t, { endpoint: null });
  assert.equal(none.finding.faults[0]?.values?.variant, 'no-endpoint');
  // The endpoint's own name, and a zone of the company, are not AWS's public names.
  const own = ['vpce-0123-abc.storagegateway.ap-northeast-2.vpce.amazonaws.com', 'files.corp.example.com'];
  assert.deepEqual(glance(await ask(t, { endpoint: null }, { ...BOTH_WAYS, names: own })), []);
});

test('addresses that no endpoint has fail where all are wrong, and degrade where one is', async (t) => {
  const all = await ask(t, {}, { ...BOTH_WAYS, inbound: ['10.0.9.9'] });
  assert.deepEqual(glance(all), [`failed resolver-forwarder-wrong ${VPC}`]);
  const one = await ask(t, {}, { ...BOTH_WAYS, inbound: ['10.0.9.9', '10.0.1.10'] });
  assert.deepEqual(glance(one), [`degraded resolver-forwarder-wrong ${VPC}`]);
});

test('what may not be read is unknown with its action, and is not taken for missing', async (t) => {
  for (const action of ['ListResolverEndpoints', 'ListResolverRules', 'ListResolverRuleAssociations']) {
    const { finding } = await ask(t, {}, BOTH_WAYS, { deny: [`route53resolver:${action}`] });
    assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied'], action);
    assert.equal(finding.faults[0]?.values?.action, `route53resolver:${action}`);
  }
  const groups = await ask(t, {}, BOTH_WAYS, { deny: ['ec2:DescribeSecurityGroups'] });
  assert.deepEqual([groups.finding.status, groups.finding.faults.length], ['unknown', 1]);
});

test('a question without names and domains is refused', () => {
  assert.equal(resolverSpec.safeParse({ vpc: VPC }).success, false);
  assert.equal(resolverSpec.safeParse({ vpc: VPC, names: [NAME], port: 53 }).success, false);
});

test('a fault explains what else failed of the target only where no other direction is asked about', async (t) => {
  const aws = await readClients(t, fakeResolver({ inbound: null }));
  for (const [domains, explains] of [
    [[], 'target'],
    [[DOMAIN], undefined],
  ] as const) {
    const spec = resolverSpec.parse({ ...BOTH_WAYS, domains });
    const observation = await askControl(resolver, spec, aws);
    const { faults } = resolver.judge([{ spec, observation }]);
    assert.deepEqual(
      faults.map((fault) => [fault.reason, fault.explains]),
      [['resolver-inbound-missing', explains]],
    );
  }
});
