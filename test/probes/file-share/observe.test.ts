import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fileShare } from '../../../lib/probes/file-share/kind.ts';
import { trustsStorageGateway } from '../../../lib/probes/file-share/trust-policy.ts';
import { ALLOWS_ALL, askFileShares, type FileShareWorld, trust } from '../../support/fake-file-shares.ts';
import { judgeOne } from '../../support/judge-sample.ts';

const GATEWAY = 'sgw-12A3456B';

async function ask(t: TestContext, world?: FileShareWorld, gateway = GATEWAY) {
  const asked = await askFileShares(t, world, gateway);
  return { ...asked, finding: judgeOne(fileShare, { gateway, proxied: false }, asked.observation) };
}

test('NFS and SMB shares with their bucket and role are healthy, one page at a time', async (t) => {
  const s3 = { kmsKey: 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd' };
  const { finding, fake, requests } = await ask(t, { s3 });
  assert.equal(finding.status, 'healthy', JSON.stringify(finding.faults));
  assert.deepEqual(
    finding.evidence.map(({ subject }) => subject),
    [GATEWAY, 'share-00000001', 'share-00000002', 'subnet-0123456789abcdef0'],
  );
  const asked = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  const used = new Set([...asked, ...requests.map((one) => one.split(' ')[0] ?? '')]);
  assert.deepEqual([...used].sort(), [...fileShare.permissions].sort());
  const timesOf = (operation: string) => fake.calls.filter((one) => one.operation === operation).length;
  assert.deepEqual(
    [timesOf('GetRole'), requests.length],
    [1, 2],
    'one role and one bucket behind both shares',
  );
});

test('the one link that is broken is named', async (t) => {
  const one = { shares: [{ id: 'share-00000001', type: 'NFS' as const }] };
  const reason = async (world: FileShareWorld) => (await ask(t, { ...one, ...world })).finding.reason;
  assert.equal(await reason({ buckets: [] }), 'file-share-bucket-missing');
  assert.equal(await reason({ trustPolicy: null }), 'file-share-role-missing');
  assert.equal(await reason({ trustPolicy: trust('lambda.amazonaws.com') }), 'file-share-role-not-trusted');
  const denied = await ask(t, {
    ...one,
    decide: (action, resource) =>
      action === 's3:PutObject' && resource === 'arn:aws:s3:::files/team/*' ? 'explicitDeny' : 'allowed',
  });
  assert.deepEqual(
    [denied.finding.reason, denied.finding.faults[0]?.values?.denied],
    ['file-share-role-denied', 's3:PutObject'],
  );
  const moved = { id: 'share-00000001', type: 'NFS' as const, more: { BucketRegion: 'ap-northeast-2' } };
  assert.equal(await reason({ shares: [moved], s3: { region: 'us-east-1' } }), 'file-share-bucket-region');
});

test('the policy of the S3 endpoint in the gateway’s VPC is read for this bucket', async (t) => {
  const reads = ALLOWS_ALL.replace('"Action":"*"', '"Action":["s3:Get*","s3:List*"]');
  const { finding } = await ask(t, { endpointPolicy: reads });
  assert.deepEqual(
    [finding.status, finding.reason, finding.faults[0]?.values?.endpoint],
    ['failed', 'file-share-endpoint-denies', 'vpce-0123456789abcdef0'],
  );
  const shares = [{ id: 'share-00000001', type: 'NFS' as const, more: { ReadOnly: true } }];
  assert.equal((await ask(t, { endpointPolicy: reads, shares })).finding.status, 'healthy');
});

test('a subnet without a way to S3 explains a share that is down, with the command that adds the endpoint', async (t) => {
  const down = { id: 'share-00000001', type: 'NFS' as const, more: { FileShareStatus: 'UNAVAILABLE' } };
  const { finding } = await ask(t, { shares: [down], routes: [] });
  assert.deepEqual(
    finding.faults.map(({ reason, status, subject }) => [reason, status, subject]),
    [['file-share-s3-unreachable', 'failed', 'subnet-0123456789abcdef0']],
  );
  assert.match(
    finding.explanations[0]?.fix ?? '',
    /^aws ec2 modify-vpc-endpoint --vpc-endpoint-id 'vpce-0123456789abcdef0' --add-route-table-ids 'rtb-/,
  );
  const working = await ask(t, { routes: [] });
  assert.deepEqual(
    [working.finding.status, working.finding.reason],
    ['degraded', 'file-share-s3-unreachable'],
  );
});

test('the key of the share, and else that of its bucket, is read once and judged by its state', async (t) => {
  const kmsKey = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const ofBucket = await ask(t, { s3: { kmsKey }, keyState: 'PendingDeletion' });
  assert.deepEqual([ofBucket.finding.status, ofBucket.finding.reason], ['failed', 'file-share-key-unusable']);
  assert.deepEqual(
    [ofBucket.finding.faults[0]?.values?.keyOf, ofBucket.finding.faults[0]?.values?.keyState],
    ['bucket', 'PendingDeletion'],
  );
  assert.equal(ofBucket.fake.calls.filter(({ operation }) => operation === 'DescribeKey').length, 1);
  const share = { id: 'share-00000001', type: 'SMB' as const, more: { KMSKey: kmsKey } };
  const gone = await ask(t, { shares: [share], keyState: null });
  assert.deepEqual(
    [gone.finding.faults[0]?.values?.keyOf, gone.finding.faults[0]?.values?.keyState],
    ['share', 'missing'],
  );
  assert.equal((await ask(t, { s3: { kmsKey } })).finding.status, 'healthy');
  const denied = await ask(t, { s3: { kmsKey }, deny: ['kms:DescribeKey'] });
  assert.deepEqual(
    [denied.finding.status, denied.finding.faults[0]?.values?.action],
    ['unknown', 'kms:DescribeKey'],
  );
});

test('a share that only reads is not asked for writing', async (t) => {
  const shares = [{ id: 'share-00000001', type: 'NFS' as const, more: { ReadOnly: true } }];
  const decide = (action: string) => (action === 's3:PutObject' ? 'implicitDeny' : 'allowed');
  assert.equal((await ask(t, { shares, decide })).finding.status, 'healthy');
});

test('what is refused is unknown beside what is known, and a gateway that is gone is reported elsewhere', async (t) => {
  const { finding } = await ask(t, { deny: ['iam:SimulatePrincipalPolicy'] });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied']);
  const s3 = { deny: ['s3:GetBucketLocation'] };
  assert.equal((await ask(t, { s3 })).finding.faults[0]?.values?.action, 's3:GetBucketLocation');
  assert.equal((await ask(t, {}, 'sgw-00000009')).finding.status, 'healthy');
});

test('a trust policy is read as IAM writes it: one statement or several, one service or several', () => {
  assert.equal(trustsStorageGateway(trust(['ec2.amazonaws.com', 'storagegateway.amazonaws.com'])), true);
  assert.equal(trustsStorageGateway(trust('storagegateway.amazonaws.com.cn')), true);
  for (const service of ['storagegateway.amazonaws.com.evil.example', 'my.storagegateway.amazonaws.com'])
    assert.equal(trustsStorageGateway(trust(service)), false);
  const byAction = (...actions: readonly string[]) =>
    trustsStorageGateway(trust('storagegateway.amazonaws.com', actions));
  for (const actions of [
    ['STS:AssumeRole'],
    ['sts:*'],
    ['*'],
    ['sts:Assume*'],
    ['sts:TagSession', 'sts:AssumeRole'],
  ])
    assert.equal(byAction(...actions), true, actions.join());
  for (const actions of [['sts:TagSession'], ['sts:AssumeRoleWithSAML'], ['my-sts:AssumeRole'], []])
    assert.equal(byAction(...actions), false, actions.join());
  const by = (Principal: unknown, Effect = 'Allow') =>
    trustsStorageGateway(JSON.stringify({ Statement: { Effect, Principal, Action: 'sts:AssumeRole' } }));
  assert.deepEqual(
    [by('*'), by({ Service: '*' }), by({ AWS: 'arn:aws:iam::123456789012:root' }), by(undefined)],
    [true, true, false, false],
  );
  assert.equal(by({ Service: 'storagegateway.amazonaws.com' }, 'Deny'), false);
  for (const text of ['', '{', '[]', 'null', '{"Statement":7}'])
    assert.equal(trustsStorageGateway(text), false);
});
