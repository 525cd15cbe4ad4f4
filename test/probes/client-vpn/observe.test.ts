import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { clientVpn } from '../../../lib/probes/client-vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { filtered } from '../../support/ec2-filters.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { REGION, readClients } from '../../support/read-clients.ts';

const ID = 'cvpn-endpoint-0123456789abcdef0';
const CERTIFICATE = `arn:aws:acm:${REGION}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;
const SPEC = { endpoint: ID };

function services(endpoint: object, rules: readonly object[]): FakeServices {
  const endpoints = [
    { ClientVpnEndpointId: 'cvpn-endpoint-0fedcba9876543210', Status: { Code: 'available' } },
    {
      ClientVpnEndpointId: ID,
      Status: { Code: 'available' },
      DnsName: `*.${ID}.prod.clientvpn.ap-northeast-2.amazonaws.com`,
      TransportProtocol: 'udp',
      VpnPort: 443,
      ServerCertificateArn: CERTIFICATE,
      ...endpoint,
    },
  ];
  return {
    ec2: {
      DescribeClientVpnEndpoints: ({ Filters }) => ({
        ClientVpnEndpoints: filtered(endpoints, Filters, {
          'endpoint-id': (one) => [one.ClientVpnEndpointId],
        }),
      }),
      DescribeClientVpnTargetNetworks: () => ({
        ClientVpnTargetNetworks: [
          { AssociationId: 'cvpn-assoc-1', TargetNetworkId: 'subnet-1', Status: { Code: 'associated' } },
        ],
      }),
      DescribeClientVpnAuthorizationRules: () => ({ AuthorizationRules: rules }),
      DescribeClientVpnRoutes: () => ({ Routes: [] }),
    },
    acm: { DescribeCertificate: () => ({ Certificate: { Status: 'ISSUED' } }) },
  };
}
const RULES = [
  { DestinationCidr: '10.1.0.0/16', AccessAll: true, Status: { Code: 'active' } },
  { DestinationCidr: '10.2.0.0/16', GroupId: 'admins', Status: { Code: 'active' } },
];

async function ask(
  t: TestContext,
  endpoint: object,
  rules: readonly object[],
  spec: object,
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, services(endpoint, rules), options);
  const observation = await askControl(clientVpn, spec, aws);
  return { observation, finding: judgeOne(clientVpn, spec, observation), fake: aws.fake };
}

test('every rule counts, one page at a time', async (t) => {
  const spec = { ...SPEC, reaches: ['10.2.0.1'] };
  const { finding } = await ask(t, {}, RULES, spec, { pageSize: 1 });
  assert.deepEqual([finding.status, finding.reason], ['healthy', null]);
  assert.deepEqual(finding.evidence[0]?.rules, ['10.1.0.0/16 everybody active', '10.2.0.0/16 admins active']);
});

test('a deleted endpoint is missing', async (t) => {
  const { finding } = await ask(t, { Status: { Code: 'deleted' } }, RULES, SPEC);
  assert.equal(finding.reason, 'client-vpn-missing');
});

test('a refusal of the rules is unknown and names the action', async (t) => {
  const { finding } = await ask(t, {}, RULES, SPEC, { deny: ['ec2:DescribeClientVpnAuthorizationRules'] });
  assert.deepEqual(
    [finding.reason, finding.faults[0]?.values?.action],
    ['access-denied', 'ec2:DescribeClientVpnAuthorizationRules'],
  );
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const { fake } = await ask(t, {}, RULES, SPEC);
  const used = new Set(fake.calls.map(({ service, operation }) => `${service}:${operation}`));
  assert.deepEqual([...used].sort(), [...clientVpn.permissions].sort());
});

test('a rule in a state that is new to us, or in none, is no proof that nobody passes', async (t) => {
  const rule = (DestinationCidr: string, Code?: string) => ({ DestinationCidr, Status: { Code } });
  const told = async (rules: readonly object[], spec: object = SPEC) => {
    const { finding } = await ask(t, {}, rules, spec);
    return [finding.status, finding.reason, finding.faults[0]?.values?.rules];
  };
  const reason = 'client-vpn-not-authorised';
  assert.deepEqual(await told([rule('10.1.0.0/16', 'failed')]), ['failed', reason, '10.1.0.0/16 failed']);
  assert.deepEqual(await told([rule('10.1.0.0/16', 'new-word')]), [
    'unknown',
    reason,
    '10.1.0.0/16 new-word',
  ]);
  assert.deepEqual(await told([rule('10.1.0.0/16')]), ['unknown', reason, '10.1.0.0/16 -']);
  const reaching = { ...SPEC, reaches: ['10.1.0.1', '10.2.0.1'] };
  const [status] = await told([rule('10.1.0.0/16', 'new-word'), rule('10.2.0.0/16', 'active')], reaching);
  assert.equal(status, 'unknown');
  const [other] = await told([rule('10.1.0.0/16', 'new-word')], reaching);
  assert.equal(other, 'failed', 'no rule at all leads to the second');
});
