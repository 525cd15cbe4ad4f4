import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { clientVpn } from '../../../lib/probes/client-vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import { CLIENT_VPN, fakeClientVpn, RULES } from '../../support/fake-client-vpn.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const SPEC = { endpoint: CLIENT_VPN };

async function ask(
  t: TestContext,
  endpoint: object,
  rules: readonly object[],
  spec: object,
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, fakeClientVpn(endpoint, rules), options);
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
