import assert from 'node:assert/strict';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsEnvironment } from '../support/aws-environment.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { buildSubnets } from '../support/moto-subnets.ts';
import { withPrograms } from '../support/programs.ts';
import { REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';
import { ACCOUNT } from '../support/sample-account.ts';

const { test } = withPrograms('moto_server');

const { useFake } = await awsEnvironment('subnet', { AWS_REGION: REGION });

test('against an emulation of AWS: by NAT gateway, by endpoint, and what is missing with its price', {
  timeout: 120_000,
}, async (t) => {
  const { url, near, alone, callers, nat, endpoint } = await buildSubnets(t);
  useFake(url);
  const asked = await runHere('subnet', near, '--service', 'logs', '--security-group', callers);
  assert.equal(asked.status, 0, asked.stdout + asked.stderr);
  assert.match(asked.stdout, new RegExp(`✓ logs: reachable, by NAT gateway ${nat}`));
  const lone = await runHere('subnet', alone, '--service', 's3,kms,sts', '--security-group', callers);
  assert.equal(lone.status, 1);
  assert.match(
    lone.stdout,
    /✗ s3: NOT REACHABLE, no path[\s\S]*Gateway endpoint, no charge:\n.*--vpc-endpoint-type Gateway/,
  );
  assert.match(lone.stdout, /✗ kms: NOT REACHABLE[\s\S]*Interface endpoint, about 0\.01 USD an hour/);
  // Private DNS leads to the endpoint, and its group admits nobody.
  assert.match(lone.stdout, new RegExp(`sts: NOT REACHABLE, by interface endpoint ${endpoint}`));
  // The emulation gives an endpoint's interface the default group, whatever group is named.
  assert.match(
    lone.stdout,
    new RegExp(`modify-vpc-endpoint --vpc-endpoint-id '${endpoint}' --add-security-group-ids`),
  );
  assert.match(lone.stdout, /A NAT gateway costs about 0\.045 USD an hour/);
  const client = { region: REGION, endpoint: url };
  const iam = new IAMClient(client);
  const lambda = new LambdaClient(client);
  t.after(() => {
    iam.destroy();
    lambda.destroy();
  });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'probe', AssumeRolePolicyDocument: '{}' }),
  );
  const make = (FunctionName: string, VpcConfig?: { SubnetIds: string[]; SecurityGroupIds: string[] }) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: Role?.Arn,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
        VpcConfig,
      }),
    );
  await make('probe', { SubnetIds: [near], SecurityGroupIds: [callers] });
  await make('loose');
  const ofFunction = await runHere('subnet', '--lambda', 'probe', '--service', 'logs', '--json');
  assert.equal(ofFunction.status, 0, ofFunction.stderr);
  const [found] = JSON.parse(ofFunction.stdout).subnets;
  assert.deepEqual(
    [found.subnetId, found.securityGroupIds, found.services[0].way],
    [near, [callers], 'nat-gateway'],
  );
  const loose = await runHere('subnet', '--lambda', 'loose');
  assert.match(loose.stderr, /the function loose is in no VPC/);
  const none = await runHere('subnet', '--lambda', 'none');
  assert.match(none.stderr, /there is no function none/);
  assert.deepEqual([loose.status, none.status], [2, 2]);
});

test('what is no subnet, service or group is refused, each with its place', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /subnet: name either a subnet or a function/],
    [['subnet-0123456789abcdef0', '--lambda', 'probe'], /subnet: name either/],
    [['vpc-1'], /subnet: expected subnet-…, got "vpc-1"/],
    [
      ['subnet-0123456789abcdef0', '--service', 'S3'],
      /--service: expected a name such as s3 or ecr\.api, got "S3"/,
    ],
    [['subnet-0123456789abcdef0', '--security-group', 'web'], /--security-group: expected sg-…, got "web"/],
  ];
  for (const [words, message] of cases) {
    const { status, stderr } = await runHere('subnet', ...words);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
  const { status, stderr } = await runHere('subnet', 'subnet-0123456789abcdef0');
  assert.equal(status, 2);
  assert.match(stderr, /AWS_PROFILE.*aws sso login/);
});

test('without any permission the missing actions are named', async (t) => {
  const identity = { Account: ACCOUNT.id, Arn: `arn:aws:iam::${ACCOUNT.id}:user/operator`, UserId: 'AIDA' };
  const deny = () => {
    throw new FakeAwsError('UnauthorizedOperation', 'no', 403);
  };
  const operations = [
    'DescribeVpcs',
    'DescribeSubnets',
    'DescribeNetworkInterfaces',
    'DescribeVpcEndpoints',
    'DescribeSecurityGroupRules',
    'DescribeSecurityGroups',
    'DescribeNetworkAcls',
    'DescribeRouteTables',
    'DescribeManagedPrefixLists',
    'DescribeNatGateways',
    'DescribeVpcPeeringConnections',
    'DescribeTransitGatewayAttachments',
    'DescribeTransitGatewayVpcAttachments',
  ];
  const ec2 = Object.fromEntries(operations.map((operation) => [operation, deny]));
  const { url } = await fakeAws(t, { sts: { GetCallerIdentity: () => identity }, ec2 });
  useFake(url);
  const { status, stderr } = await runHere('subnet', 'subnet-0123456789abcdef0');
  assert.equal(status, 2);
  assert.match(stderr, /ec2:DescribeNatGateways.*ec2:DescribeSubnets.*allow these actions/);
});
