import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, type TestContext } from 'node:test';
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { createReadClients } from '../../lib/aws/clients.ts';
import { readSnapshot, writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { awsEnvironment } from '../support/aws-environment.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { startMoto } from '../support/moto.ts';
import { pasteCommands } from '../support/moto-world.ts';
import { withPrograms } from '../support/programs.ts';
import { REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';
import { ACCOUNT } from '../support/sample-account.ts';
import { IDS } from '../support/sample-network.ts';
import { samplePicture } from '../support/sample-picture.ts';

const { test } = withPrograms('moto_server', 'aws');

const { folder, useFake } = await awsEnvironment('path', { AWS_REGION: REGION });
const snapshot = join(folder, 'network.json');
beforeEach(async () => {
  const about = { takenAt: '2026-11-30T09:00:00.000Z', account: ACCOUNT.id, region: REGION };
  await writeFile(snapshot, writeSnapshot({ ...about, picture: samplePicture() }));
});

test('the exit status says open, blocked or unknown, and JSON says why', async () => {
  const open = await runHere('path', IDS.gateway, IDS.endpoint, '--port', '1027', '--snapshot', snapshot);
  assert.equal(open.status, 0, open.stdout + open.stderr);
  const blocked = await runHere(
    'path',
    IDS.gateway,
    IDS.endpoint,
    '--port',
    '8443',
    '--snapshot',
    snapshot,
    '--json',
  );
  assert.equal(blocked.status, 1);
  const report = JSON.parse(blocked.stdout);
  assert.deepEqual([report.version, report.outcome, report.journeys.length], [1, 'blocked', 1]);
  const [step] = report.journeys[0].there.filter(
    ({ state }: { readonly state: string }) => state === 'blocked',
  );
  assert.equal(step.id, IDS.endpointGroup);
  assert.match(step.explanation.fix, /^aws ec2 authorize-security-group-ingress /);
  assert.equal('changes' in step.explanation, false);
  const unknown = await runHere('path', IDS.gateway, '10.0.9.9', '--snapshot', snapshot);
  assert.equal(unknown.status, 3);
  assert.match(unknown.stdout, /cannot be decided without: 10\.0\.9\.9/);
});

test('a subnet is an end, and so is the internet', async () => {
  const fromSubnet = await runHere(
    'path',
    IDS.vantageSubnet,
    IDS.proxy,
    '--port',
    '3128',
    '--snapshot',
    snapshot,
  );
  assert.match(fromSubnet.stdout, new RegExp(`10\\.0\\.3\\.0/24 \\(${IDS.vantageSubnet}\\)`));
  const out = await runHere('path', IDS.gateway, 'internet', '--snapshot', snapshot);
  assert.equal(out.status, 1);
  assert.match(out.stdout, /has no route to the internet/);
});

test('the page holds every step, escaped, and nothing that acts', async () => {
  const file = join(folder, 'path.html');
  await runHere('path', IDS.gateway, IDS.endpoint, '--port', '8443', '--snapshot', snapshot, '--html', file);
  const page = await readFile(file, 'utf8');
  assert.match(page, new RegExp(`security group ${IDS.endpointGroup}`));
  assert.match(page, /<svg viewBox/);
  assert.doesNotMatch(page, /<script|javascript:|onload/);
});

test('ends that are none are refused with what is expected', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['gateway', IDS.endpoint],
      /from: expected i-…, eni-…, subnet-…, vpce-…, an address or "internet", got "gateway"/,
    ],
    [['i-00000000000000000', IDS.endpoint], /from: there is no i-00000000000000000/],
    [[IDS.gateway, '2001:db8::9'], /share no address family/],
    [[IDS.gateway, IDS.endpoint, '--port', '0'], /--port/],
    [[IDS.gateway, IDS.endpoint, '--protocol', 'gre'], /expected one of tcp, udp, icmp/],
    [[IDS.gateway, IDS.endpoint, '--with', join(folder, 'none.json')], /--with: cannot read/],
  ];
  for (const [words, message] of cases) {
    const { status, stderr } = await runHere('path', ...words, '--snapshot', snapshot);
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  }
  await writeFile(snapshot, '{"format":"gatewatch-snapshot","version":1,');
  const cut = await runHere('path', IDS.gateway, IDS.endpoint, '--snapshot', snapshot);
  assert.equal(cut.status, 2);
  assert.match(cut.stderr, /cut short/);
});

test('without credentials the next step is named', async () => {
  const { status, stderr } = await runHere('path', IDS.gateway, IDS.endpoint);
  assert.equal(status, 2);
  assert.match(stderr, /AWS_PROFILE.*aws sso login/);
});

/** EC2 with nothing in it, which refuses these operations. */
async function emptyAws(
  t: TestContext,
  denied: readonly string[],
  more: Readonly<Record<string, (input: { readonly NextToken?: string }) => object>> = {},
) {
  const answers = {
    DescribeVpcs: { Vpcs: [] },
    DescribeSubnets: { Subnets: [] },
    DescribeNetworkInterfaces: { NetworkInterfaces: [] },
    DescribeVpcEndpoints: { VpcEndpoints: [] },
    DescribeSecurityGroupRules: { SecurityGroupRules: [] },
    DescribeSecurityGroups: { SecurityGroups: [] },
    DescribeNetworkAcls: { NetworkAcls: [] },
    DescribeRouteTables: { RouteTables: [] },
    DescribeManagedPrefixLists: { PrefixLists: [] },
    DescribeNatGateways: { NatGateways: [] },
    DescribeVpcPeeringConnections: { VpcPeeringConnections: [] },
    DescribeTransitGatewayAttachments: { TransitGatewayAttachments: [] },
    DescribeTransitGatewayVpcAttachments: { TransitGatewayVpcAttachments: [] },
  };
  const ec2 = Object.fromEntries(
    Object.entries(answers).map(([operation, answer]) => [
      operation,
      () => {
        if (denied.includes(operation)) throw new FakeAwsError('UnauthorizedOperation', 'no', 403);
        return answer;
      },
    ]),
  );
  Object.assign(ec2, more);
  const identity = { Account: ACCOUNT.id, Arn: `arn:aws:iam::${ACCOUNT.id}:user/operator`, UserId: 'AIDA' };
  const { url } = await fakeAws(t, { sts: { GetCallerIdentity: () => identity }, ec2 });
  useFake(url);
}

test('every action that AWS refuses is named, once', async (t) => {
  await emptyAws(t, ['DescribeNatGateways', 'DescribeRouteTables']);
  const refused = /Not read, because AWS refused: ec2:DescribeNatGateways, ec2:DescribeRouteTables/;
  const file = join(folder, 'taken.json');
  const taken = await runHere('snapshot', file);
  assert.equal(taken.status, 3);
  assert.match(taken.stderr, refused);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const path = await runHere('path', '10.0.0.1', 'internet');
  assert.equal(path.status, 3);
  assert.match(path.stdout, refused);
});

/** A VPC with three subnets, a NAT gateway and two interfaces in an emulation of EC2 that others wrote. */
async function build(t: TestContext) {
  const { url } = await startMoto(t);
  useFake(url);
  const { ec2 } = createReadClients(REGION, { endpoint: url });
  t.after(() => ec2.destroy());
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))).Vpc?.VpcId;
  const subnet = async (CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))).Subnet?.SubnetId;
  const near = await subnet('10.7.1.0/24');
  const far = await subnet('10.7.2.0/24');
  const open = await subnet('10.7.8.0/24');
  const eni = async (SubnetId: string | undefined, PrivateIpAddress: string) =>
    (await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress }))).NetworkInterface
      ?.NetworkInterfaceId ?? '';
  const from = await eni(near, '10.7.1.20');
  const to = await eni(far, '10.7.2.5');
  const made = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = made.InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId: open, AllocationId }));
  const NatGatewayId = NatGateway?.NatGatewayId ?? '';
  const table = async (SubnetId: string | undefined, target: object) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const { RouteTableId } = RouteTable ?? {};
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...target }));
  };
  await table(near, { NatGatewayId });
  await table(open, { GatewayId });
  return { from, to, nat: NatGatewayId, gateway: GatewayId };
}

test('against an emulation of EC2: blocked, fixed by the printed command, open; and the same from a snapshot', {
  timeout: 120_000,
}, async (t) => {
  const { from, to, nat, gateway } = await build(t);
  const out = await runHere('path', from, 'internet');
  assert.equal(out.status, 0, out.stdout + out.stderr);
  assert.match(out.stdout, new RegExp(`NAT gateway ${nat}`));
  assert.match(out.stdout, new RegExp(`internet gateway ${gateway}`));
  const blocked = await runHere('path', from, to);
  assert.equal(blocked.status, 1);
  const commands = blocked.stdout.split('\n').filter((line) => /^ {8}(aws|GROUP_ID)/.test(line));
  pasteCommands(commands.join('\n'), REGION);
  const within = await runHere('path', from, to);
  assert.equal(within.status, 0, within.stdout);
  const outside = ['path', '192.168.5.9', from, '--port', '22'];
  const first = await runHere(...outside);
  assert.equal(first.status, 1);
  assert.match(first.stdout, /carries only connections opened from inside the VPC/);
  assert.match(first.stdout, /create-security-group/);
  const file = join(folder, 'moto.json');
  assert.equal((await runHere('snapshot', file)).status, 0);
  const read = readSnapshot(await readFile(file, 'utf8'));
  assert(read.outcome === 'read', JSON.stringify(read));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  const offline = await runHere(...outside, '--snapshot', file);
  assert.equal(offline.stdout.split('\n').slice(2).join('\n'), first.stdout);
});

test('a listing is followed to its last page', async (t) => {
  const page = (number: number) => ({
    Vpcs: [{ VpcId: `vpc-${number}`, CidrBlock: `10.${number}.0.0/16` }],
    NextToken: number < 3 ? String(number + 1) : undefined,
  });
  await emptyAws(t, [], {
    DescribeVpcs: ({ NextToken = '1' }: { readonly NextToken?: string }) => page(Number(NextToken)),
  });
  const file = join(folder, 'taken.json');
  assert.match((await runHere('snapshot', file)).stdout, /: 3 VPCs, 0 subnets, 0 network interfaces/);
  const read = readSnapshot(await readFile(file, 'utf8'));
  assert(read.outcome === 'read');
  assert.deepEqual(
    read.snapshot.picture.vpcs.map(({ id }) => id),
    ['vpc-1', 'vpc-2', 'vpc-3'],
  );
});
