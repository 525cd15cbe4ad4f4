import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { createBucketReader } from '../../../lib/aws/file-shares.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { fileShare } from '../../../lib/probes/file-share/kind.ts';
import { observeFileShare } from '../../../lib/probes/file-share/observe.ts';
import { trustsStorageGateway } from '../../../lib/probes/file-share/trust-policy.ts';
import { FakeAwsError } from '../../support/aws-faults.ts';
import type { FakeServices } from '../../support/fake-aws.ts';
import { fakeGateways } from '../../support/fake-gateways.ts';
import { type FakeS3Options, fakeS3 } from '../../support/fake-s3.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const GATEWAY = 'sgw-12A3456B';
const ROLE = 'arn:aws:iam::123456789012:role/service-role/BucketAccess';
const arnOf = (id: string) => `arn:aws:storagegateway:ap-northeast-2:123456789012:share/${id}`;

const trust = (Service: string | readonly string[], Action: string | readonly string[] = 'sts:AssumeRole') =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service }, Action } });

const ALLOWS_ALL = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

interface World {
  readonly shares?: readonly { readonly id: string; readonly type: 'NFS' | 'SMB'; readonly more?: object }[];
  /** The trust policy; null: there is no role. */
  readonly trustPolicy?: string | null;
  readonly decide?: (action: string, resource: string) => string;
  readonly buckets?: readonly string[];
  readonly s3?: FakeS3Options;
  readonly deny?: readonly string[];
  readonly endpointPolicy?: string;
}

async function ask(t: TestContext, world: World = {}, gateway = GATEWAY) {
  const {
    shares = [
      { id: 'share-00000001', type: 'NFS' },
      { id: 'share-00000002', type: 'SMB' },
    ],
    trustPolicy = trust('storagegateway.amazonaws.com'),
    decide = () => 'allowed',
    buckets = ['files'],
    s3,
    deny = [],
    endpointPolicy = ALLOWS_ALL,
  } = world;
  const describe = (type: 'NFS' | 'SMB') => (arns: readonly string[] | undefined) =>
    shares
      .filter((one) => one.type === type && arns?.includes(arnOf(one.id)) === true)
      .map(({ id, more }) => ({
        FileShareId: id,
        FileShareARN: arnOf(id),
        FileShareStatus: 'AVAILABLE',
        LocationARN: 'arn:aws:s3:::files/team/',
        Role: ROLE,
        ...more,
      }));
  const services: FakeServices = {
    storagegateway: {
      ...fakeGateways([{ id: GATEWAY, listing: { Ec2InstanceId: 'i-0123456789abcdef0' } }]),
      ListFileShares: () => ({
        FileShareInfoList: shares.map(({ id, type }) => ({
          FileShareType: type,
          FileShareARN: arnOf(id),
          FileShareId: id,
        })),
      }),
      DescribeNFSFileShares: ({ FileShareARNList }) => ({
        NFSFileShareInfoList: describe('NFS')(FileShareARNList),
      }),
      DescribeSMBFileShares: ({ FileShareARNList }) => ({
        SMBFileShareInfoList: describe('SMB')(FileShareARNList),
      }),
    },
    ec2: {
      DescribeNetworkInterfaces: () => ({
        NetworkInterfaces: [{ NetworkInterfaceId: 'eni-0123456789abcdef0', VpcId: 'vpc-0123456789abcdef0' }],
      }),
      DescribeVpcEndpoints: () => ({
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-0123456789abcdef0',
            VpcEndpointType: 'Gateway',
            ServiceName: 'com.amazonaws.ap-northeast-2.s3',
            State: 'available',
            PolicyDocument: endpointPolicy,
          },
        ],
      }),
    },
    iam: {
      GetRole: ({ RoleName }) => {
        if (trustPolicy === null) throw new FakeAwsError('NoSuchEntity', 'not found');
        assert.equal(RoleName, 'BucketAccess');
        return {
          Role: {
            Arn: ROLE,
            Path: '/service-role/',
            RoleName,
            RoleId: 'AROAEXAMPLE',
            CreateDate: new Date(0),
            AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
          },
        };
      },
      SimulatePrincipalPolicy: ({ ActionNames = [], ResourceArns = [] }) => ({
        EvaluationResults: ActionNames.flatMap((action) =>
          ResourceArns.map((resource) => ({
            EvalActionName: action,
            EvalResourceName: resource,
            EvalDecision: decide(action, resource),
          })),
        ),
      }),
    },
  };
  const { clients, fake } = await readClients(t, services, { deny, pageSize: 1 });
  const stored = await fakeS3(t, Object.fromEntries(buckets.map((name) => [name, {}])), s3);
  const spec = { gateway };
  const observation = await observeFileShare(spec, {
    clock: systemClock,
    deadline: deadlineIn(systemClock, 10_000),
    attempts: 1,
    names: { servers: [], lookup: () => assert.fail() },
    aws: { ...createAwsAccess(clients), buckets: createBucketReader(stored.client) },
  });
  return { observation, finding: judgeOne(fileShare, spec, observation), fake, requests: stored.requests };
}

test('NFS and SMB shares with their bucket and role are healthy, one page at a time', async (t) => {
  const { finding, fake, requests } = await ask(t);
  assert.equal(finding.status, 'healthy', JSON.stringify(finding.faults));
  assert.deepEqual(
    finding.evidence.map(({ subject }) => subject),
    [GATEWAY, 'share-00000001', 'share-00000002', 'vpce-0123456789abcdef0'],
  );
  const asked = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  const used = new Set([...asked, ...requests.map((one) => one.split(' ')[0] ?? '')]);
  assert.deepEqual([...used].sort(), [...fileShare.permissions].sort());
});

test('the one link that is broken is named', async (t) => {
  const one = { shares: [{ id: 'share-00000001', type: 'NFS' as const }] };
  const reason = async (world: World) => (await ask(t, { ...one, ...world })).finding.reason;
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
    ['degraded', 'file-share-endpoint-denies', 'vpce-0123456789abcdef0'],
  );
  const shares = [{ id: 'share-00000001', type: 'NFS' as const, more: { ReadOnly: true } }];
  assert.equal((await ask(t, { endpointPolicy: reads, shares })).finding.status, 'healthy');
});

test('a share that only reads is not asked for writing', async (t) => {
  const shares = [{ id: 'share-00000001', type: 'NFS' as const, more: { ReadOnly: true } }];
  const decide = (action: string) => (action === 's3:PutObject' ? 'implicitDeny' : 'allowed');
  assert.equal((await ask(t, { shares, decide })).finding.status, 'healthy');
});

test('what is refused is unknown beside what is known, and a gateway that is gone is told elsewhere', async (t) => {
  const { finding } = await ask(t, { deny: ['iam:SimulatePrincipalPolicy'] });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied']);
  const s3 = { deny: ['s3:GetBucketLocation'] };
  assert.equal((await ask(t, { s3 })).finding.faults[0]?.values?.action, 's3:GetBucketLocation');
  assert.equal((await ask(t, {}, 'sgw-00000009')).finding.status, 'healthy');
});

test('a trust policy is read as IAM writes it: one statement or several, one service or several', () => {
  assert.equal(trustsStorageGateway(trust(['ec2.amazonaws.com', 'storagegateway.amazonaws.com'])), true);
  assert.equal(trustsStorageGateway(trust('storagegateway.amazonaws.com', ['sts:TagSession'])), false);
  assert.equal(trustsStorageGateway(trust('storagegateway.amazonaws.com.evil.example')), false);
  for (const text of ['', '{', '[]', 'null', '{"Statement":7}'])
    assert.equal(trustsStorageGateway(text), false);
});
