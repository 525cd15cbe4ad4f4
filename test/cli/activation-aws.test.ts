import assert from 'node:assert/strict';
import test from 'node:test';
import { awsEnvironment } from '../support/aws-environment.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { filtered } from '../support/ec2-filters.ts';
import { type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { fakeGateways } from '../support/fake-gateways.ts';
import { REGION } from '../support/read-clients.ts';
import { reportOf, runHere } from '../support/run-cli.ts';

/** `activation` asks AWS what the guides make a person look up in the console. */

const { useFake } = await awsEnvironment('activation');

const VPC = 'vpc-0123456789abcdef0';
const INSTANCE = 'i-0123456789abcdef0';
const ENDPOINT = 'vpce-0123456789abcdef0';
const ENDPOINT_NAME = `${ENDPOINT}-abc.storagegateway.${REGION}.vpce.amazonaws.com`;
const GATEWAY = '127.0.0.20';
const PROXY = '127.0.0.30';

interface World {
  readonly imageName?: string;
  readonly privateDns?: boolean;
  /** Ports that the endpoint's group lets in. */
  readonly open?: readonly (readonly [number, number])[];
}

/** A gateway's instance, a proxy and a Storage Gateway endpoint in one subnet of one VPC. */
function world({
  imageName = 'aws-storage-gateway-FILE_S3-2.1.4',
  privateDns = false,
  open = [
    [443, 443],
    [1026, 1028],
    [1031, 1031],
    [2222, 2222],
  ],
}: World = {}): FakeServices {
  const eni = (digit: string, PrivateIpAddress: string, instance?: string) => ({
    NetworkInterfaceId: `eni-0${digit.repeat(16)}`,
    VpcId: VPC,
    SubnetId: 'subnet-0123456789abcdef0',
    Status: 'in-use',
    PrivateIpAddress,
    PrivateIpAddresses: [{ PrivateIpAddress, Primary: true }],
    Groups: [{ GroupId: `sg-0${digit.repeat(16)}` }],
    ...(instance !== undefined && { Attachment: { InstanceId: instance, Status: 'attached' } }),
  });
  const interfaces = [
    eni('a', GATEWAY, INSTANCE),
    eni('b', PROXY, 'i-0bbbbbbbbbbbbbbbb'),
    eni('c', '127.0.0.40'),
  ];
  const subnets = [
    {
      SubnetId: 'subnet-0123456789abcdef0',
      VpcId: VPC,
      CidrBlock: '127.0.0.0/24',
      AvailabilityZone: `${REGION}a`,
      State: 'available',
    },
  ];
  const endpoints = [
    {
      VpcEndpointId: ENDPOINT,
      VpcEndpointType: 'Interface',
      VpcId: VPC,
      ServiceName: `com.amazonaws.${REGION}.storagegateway`,
      State: 'available',
      PrivateDnsEnabled: privateDns,
      SubnetIds: ['subnet-0123456789abcdef0'],
      NetworkInterfaceIds: ['eni-0cccccccccccccccc'],
      Groups: [{ GroupId: 'sg-0cccccccccccccccc', GroupName: 'endpoint' }],
      DnsEntries: [{ DnsName: ENDPOINT_NAME }],
    },
  ];
  const rule = (GroupId: string, IsEgress: boolean, from: number, to: number, IpProtocol = 'tcp') => ({
    SecurityGroupRuleId: `sgr-${GroupId}-${IsEgress}-${from}`,
    GroupId,
    IsEgress,
    IpProtocol,
    FromPort: from,
    ToPort: to,
    CidrIpv4: '0.0.0.0/0',
  });
  const groups = ['a', 'b', 'c'].map((digit) => `sg-0${digit.repeat(16)}`);
  const rules = [
    ...groups.map((id) => rule(id, true, -1, -1, '-1')),
    rule(groups[1] ?? '', false, 3128, 3128),
    ...open.map(([from, to]) => rule(groups[2] ?? '', false, from, to)),
  ];
  const entry = (Egress: boolean) => ({
    RuleNumber: 100,
    Egress,
    Protocol: '-1',
    RuleAction: 'allow',
    CidrBlock: '0.0.0.0/0',
  });
  return {
    sts: { GetCallerIdentity: () => ({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/a' }) },
    storagegateway: fakeGateways([]),
    ssm: {
      GetParameter: ({ Name = '' }) => {
        const Value = { FILE_S3: 'ami-0aaaaaaaaaaaaaaaa', VTL: 'ami-0dddddddddddddddd' }[
          Name.split('/').at(-2) ?? ''
        ];
        if (Value === undefined) throw new FakeAwsError('ParameterNotFound', '');
        return { Parameter: { Name, Value } };
      },
    },
    ec2: {
      DescribeNetworkInterfaces: ({ Filters }) => ({
        NetworkInterfaces: filtered(interfaces, Filters, {
          'network-interface-id': (one) => [one.NetworkInterfaceId],
          'addresses.private-ip-address': (one) => [one.PrivateIpAddress],
          'attachment.instance-id': (one) => [one.Attachment?.InstanceId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeVpcEndpoints: ({ Filters }) => ({
        VpcEndpoints: filtered(endpoints, Filters, {
          'vpc-endpoint-id': (one) => [one.VpcEndpointId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered(subnets, Filters, {
          'subnet-id': (one) => [one.SubnetId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeVpcs: () => ({
        Vpcs: [
          {
            VpcId: VPC,
            CidrBlock: '127.0.0.0/16',
            CidrBlockAssociationSet: [{ CidrBlock: '127.0.0.0/16', CidrBlockState: { State: 'associated' } }],
          },
        ],
      }),
      DescribeRouteTables: () => ({
        RouteTables: [
          {
            RouteTableId: 'rtb-0123456789abcdef0',
            VpcId: VPC,
            Associations: [{ Main: true, RouteTableId: 'rtb-0123456789abcdef0' }],
            Routes: [{ DestinationCidrBlock: '127.0.0.0/16', GatewayId: 'local', State: 'active' }],
          },
        ],
      }),
      DescribeNetworkAcls: () => ({
        NetworkAcls: [
          {
            NetworkAclId: 'acl-0123456789abcdef0',
            VpcId: VPC,
            Associations: [{ SubnetId: 'subnet-0123456789abcdef0' }],
            Entries: [entry(true), entry(false)],
          },
        ],
      }),
      DescribeSecurityGroups: ({ Filters }) => ({
        SecurityGroups: filtered(
          groups.map((GroupId) => ({ GroupId, GroupName: GroupId, VpcId: VPC })),
          Filters,
          { 'group-id': (one) => [one.GroupId] },
        ),
      }),
      DescribeSecurityGroupRules: ({ Filters }) => ({
        SecurityGroupRules: filtered(rules, Filters, { 'group-id': (one) => [one.GroupId] }),
      }),
      DescribeManagedPrefixLists: () => ({ PrefixLists: [] }),
      DescribeInstances: () => ({
        Reservations: [
          {
            Instances: [
              {
                InstanceId: INSTANCE,
                ImageId: imageName.includes('FILE_S3') ? 'ami-0aaaaaaaaaaaaaaaa' : 'ami-0eeeeeeeeeeeeeeee',
                State: { Name: 'running' },
                VpcId: VPC,
              },
            ],
          },
        ],
      }),
      DescribeImages: () => ({ Images: [{ ImageId: 'ami-0eeeeeeeeeeeeeeee', Name: imageName }] }),
    },
  };
}

async function activation(
  t: test.TestContext,
  services: FakeServices,
  words: readonly string[],
  deny: readonly string[] = [],
) {
  const fake = await fakeAws(t, services, { deny });
  useFake(fake.url);
  const shared = ['--gateway', `${GATEWAY}:1`, '--region', REGION, '--timeout', '5s', '--dns', '127.0.0.1:1'];
  return { ...(await runHere('activation', ...shared, ...words)), unhandled: fake.unhandled };
}

const findings = (run: { stdout: string; status: number | null; stderr: string }) =>
  reportOf(run)
    .findings.filter(
      ({ target, check }) => target === GATEWAY && ['gateway', 'path', 'vpc-endpoint'].includes(check),
    )
    .map(({ check, status, reason }) => [check, status, reason]);

test('the address alone tells AWS which machine it is: image, private DNS and rules are asked', async (t) => {
  const run = await activation(t, world({ privateDns: true }), ['--json']);
  assert.deepEqual(run.unhandled, []);
  assert.deepEqual(findings(run), [
    ['vpc-endpoint', 'failed', 'endpoint-private-dns-on'],
    ['gateway', 'healthy', null],
  ]);
  const off = await activation(t, world(), ['--json', '--type', 'file-s3']);
  assert.deepEqual(findings(off), [
    ['vpc-endpoint', 'healthy', null],
    ['gateway', 'healthy', null],
  ]);
});

test('an image that was made for another type is told before activation', async (t) => {
  const classic = world({ imageName: 'aws-storage-gateway-FILE_FSX-1.0.0' });
  const run = await activation(t, classic, ['--json', '--type', 'file-s3', '--instance', INSTANCE]);
  assert.deepEqual(findings(run).at(-1), ['gateway', 'failed', 'gateway-wrong-type']);
});

test('through an endpoint the rules of its group are lines of the checklist, and no box is left for them', async (t) => {
  const through = ['--endpoint', ENDPOINT_NAME, '--type', 'file-s3', '--markdown'];
  const { stdout } = await activation(t, world(), through);
  assert.match(stdout, /^## What AWS says: /m);
  assert.match(stdout, /^- \[x\] ✅ \*\*path\*\*/m);
  assert.match(stdout, /^ {2}- \[x\] `gateway -> vpce-0123456789abcdef0.*:1027 \(127.0.0.40\)`: allowed$/m);
  assert.match(stdout, /^- \[x\] ✅ \*\*gateway\*\*/m);
  assert.doesNotMatch(
    stdout,
    /^- \[ \] The image is the newest|^- \[ \] The security group of the VPC endpoint/m,
  );
  const closed = await activation(t, world({ open: [[443, 443]] }), through);
  assert.match(closed.stdout, /^- \[ \] ❌ \*\*path\*\*.*path-security-group-blocks/m);
  assert.match(closed.stdout, /authorize-security-group-ingress/);
});

test('with a proxy both legs are asked: gateway to proxy, and proxy to endpoint', async (t) => {
  const words = ['--endpoint', ENDPOINT_NAME, '--proxy', `${PROXY}:3128`, '--json'];
  const run = await activation(t, world(), words);
  const path = reportOf(run).findings.find(({ check }) => check === 'path');
  const segments = [...new Set(path?.evidence.map(({ segment }) => segment))];
  assert.deepEqual(segments, ['gateway to proxy', 'proxy to endpoint', 'proxy to endpoint, support']);
  assert.equal(path?.status, 'healthy');
});

test('what AWS refuses stays a box to tick, and an unreadable clock is no tick', async (t) => {
  const deny = ['ec2:DescribeVpcEndpoints', 'storagegateway:ListGateways'];
  const { stdout } = await activation(t, world(), ['--markdown'], deny);
  assert.match(stdout, /^- \[ \] ❔ \*\*vpc-endpoint\*\*/m);
  assert.match(stdout, /^- \[ \] The image is the newest/m);
  assert.match(stdout, /^- \[ \] No Storage Gateway VPC endpoint in the same VPC has/m);
  assert.match(stdout, /^- \[ \] "System Time Management"/m);
  assert.doesNotMatch(stdout, /\[x\][^\n]*clock/i);
});

test('the gateway’s own network test is listed place by place, with ncport and sslcheck for what only it can show', async (t) => {
  const { stdout } = await activation(t, world(), ['--endpoint', ENDPOINT_NAME, '--markdown']);
  for (const port of [443, 1026, 1027, 1028, 1031, 2222]) {
    const commands = `ncport -d ${ENDPOINT_NAME} -p ${port} ; sslcheck -d ${ENDPOINT_NAME} -p ${port}`;
    const line = stdout.split('\n').find((one) => one.includes(commands));
    assert.match(line ?? '', /^- \[ \] vpce-.* from the gateway itself. From here: not reached\./);
  }
  const asJson = await activation(t, world(), ['--json']);
  const open = reportOf(asJson).doesNotProve.filter((one) => one.includes('ncport -d'));
  assert.equal(open.length, 6);
  assert.match(open.join('\n'), /ncport -d anon-cp\.storagegateway\.ap-northeast-2\.amazonaws\.com -p 443/);
});
