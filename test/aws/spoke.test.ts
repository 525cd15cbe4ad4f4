import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { createReadClients } from '../../lib/aws/clients.ts';
import { createEntrance } from '../../lib/aws/spoke.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import { accessDenied } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const ROLE = {
  roleArn: 'arn:aws:iam::111122223333:role/gatewatch-prod-spoke-eu-west-3',
  externalId: 'gatewatch-prod',
  sessionName: 'gatewatch-prod',
};

/** STS that lets in while `open`, and a clock of the test's own. */
async function gate(t: Parameters<typeof fakeAws>[0]) {
  const state = { open: true, nowMs: Date.UTC(2026, 10, 21) };
  const fake = await fakeAws(t, {
    sts: {
      AssumeRole: () => {
        if (!state.open) throw accessDenied('sts:AssumeRole', 'query');
        return {
          Credentials: {
            AccessKeyId: 'ASIASPOKE',
            SecretAccessKey: 'spoke',
            SessionToken: 'token-of-the-spoke',
            Expiration: new Date(Date.now() + 3_600_000),
          },
          AssumedRoleUser: { AssumedRoleId: 'A:gatewatch', Arn: ROLE.roleArn },
        };
      },
    },
    ec2: { DescribeVpcs: () => ({ Vpcs: [] }) },
  });
  const clock = { wallMs: () => state.nowMs, monotonicMs: () => performance.now() };
  const enter = createEntrance(REGION, ROLE, {
    clock,
    endpoint: fake.url,
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => enter.close());
  const calls = () => fake.calls.filter(({ operation }) => operation === 'AssumeRole');
  return { state, fake, enter, calls };
}

test('a spoke is entered once for all readers of an hour, by role, external id and session name', async (t) => {
  const { state, fake, enter, calls } = await gate(t);
  const clients = createReadClients('eu-west-3', { endpoint: fake.url, credentials: enter });
  t.after(() => clients.ec2.destroy());
  await Promise.all([enter(), clients.ec2.send(new DescribeVpcsCommand({})), enter()]);
  await clients.ec2.send(new DescribeVpcsCommand({}));
  assert.equal(calls().length, 1);
  assert.deepEqual(calls()[0]?.input, {
    RoleArn: ROLE.roleArn,
    RoleSessionName: 'gatewatch-prod',
    ExternalId: 'gatewatch-prod',
    DurationSeconds: 3600,
  });
  const reads = fake.calls.filter(({ operation }) => operation === 'DescribeVpcs');
  assert.deepEqual(
    reads.map(({ region }) => region),
    ['eu-west-3', 'eu-west-3'],
  );
  state.nowMs += 51 * MINUTE_MS;
  await enter();
  assert.equal(calls().length, 2, 'a session is renewed before it ends');
});

test('a role that is missing, or trusts another hub, is one refusal with its action, asked again soon', async (t) => {
  const { state, enter, calls } = await gate(t);
  state.open = false;
  const refused = { name: 'AwsRefusal', code: 'access-denied', action: 'sts:AssumeRole' };
  await assert.rejects(enter(), refused);
  await assert.rejects(enter(), refused);
  assert.equal(calls().length, 1);
  state.open = true;
  state.nowMs += MINUTE_MS;
  assert.equal((await enter()).accessKeyId, 'ASIASPOKE');
});
