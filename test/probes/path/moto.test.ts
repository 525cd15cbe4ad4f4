import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { createReadClients } from '../../../lib/aws/clients.ts';
import { judgePath } from '../../../lib/probes/path/judge.ts';
import { observePath } from '../../../lib/probes/path/observe.ts';
import { pathSpec } from '../../../lib/probes/path/spec.ts';
import { contextOf } from '../../support/context.ts';
import { startMoto } from '../../support/moto.ts';
import { pasteCommands } from '../../support/moto-world.ts';
import { withPrograms } from '../../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../../support/read-clients.ts';

const { test } = withPrograms('moto_server', 'aws');

/** A VPC in an emulation of EC2 that others wrote, with something wrong at every hop. */
async function build(t: TestContext) {
  const { url } = await startMoto(t);
  const clients = createReadClients(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => clients.ec2.destroy());
  const { ec2 } = clients;
  const vpc = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))).Vpc?.VpcId ?? '';
  const subnet = async (CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock }))).Subnet?.SubnetId ?? '';
  const near = await subnet('10.7.1.0/24');
  const far = await subnet('10.7.2.0/24');
  const eni = async (SubnetId: string, PrivateIpAddress: string) =>
    (await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress }))).NetworkInterface
      ?.NetworkInterfaceId ?? '';
  const from = await eni(near, '10.7.1.20');
  const to = await eni(far, '10.7.2.5');
  const inVpc = [{ Name: 'vpc-id', Values: [vpc] }];
  const group = (await ec2.send(new DescribeSecurityGroupsCommand({ Filters: inVpc }))).SecurityGroups?.[0];
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: group?.GroupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group?.GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 1026, ToPort: 1028, IpRanges: [{ CidrIp: '10.7.9.0/24' }] },
      ],
    }),
  );
  const acl = (await ec2.send(new DescribeNetworkAclsCommand({ Filters: inVpc }))).NetworkAcls?.[0];
  await ec2.send(
    new CreateNetworkAclEntryCommand({
      NetworkAclId: acl?.NetworkAclId,
      RuleNumber: 1,
      Egress: true,
      Protocol: '6',
      RuleAction: 'deny',
      CidrBlock: '10.7.0.0/16',
      PortRange: { From: 1024, To: 65_535 },
    }),
  );
  const gateway =
    (await ec2.send(new CreateTransitGatewayCommand({}))).TransitGateway?.TransitGatewayId ?? '';
  await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  return { url, network: createAwsAccess(clients).network, from, to, gateway };
}

test('what is printed, pasted into the AWS CLI, opens the path', { timeout: 120_000 }, async (t) => {
  const { url, network, from, to, gateway } = await build(t);
  const spec = pathSpec.safeParse({
    segments: [
      { name: 'filer to endpoint', from: { eni: from }, to: { eni: to }, ports: [443, 1027] },
      {
        name: 'filer to site',
        from: { eni: from },
        to: { address: '10.60.1.10' },
        ports: [22],
        via: { kind: 'transit-gateway', id: gateway },
      },
    ],
  });
  assert(spec.success, JSON.stringify(spec));
  const runChecks = async () => {
    const context = { ...contextOf({ timeoutMs: 20_000 }), aws: { network } };
    return judgePath([{ spec: spec.data, observation: await observePath(spec.data, context) }]);
  };
  const before = await runChecks();
  assert.deepEqual([...new Set(before.faults.map(({ reason }) => reason))].sort(), [
    'path-network-acl-blocks',
    'path-no-route',
    'path-security-group-blocks',
  ]);
  const fixes = (before.explanations ?? []).map(({ fix }) => fix);
  // A report prints each once: rules of two groups, the rule before number 1, the route; the site's answers need none.
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const fix of new Set(fixes)) pasteCommands(fix, REGION, environment);
  const after = await runChecks();
  assert.deepEqual(after.faults, []);
  assert.deepEqual([...new Set(after.evidence.map(({ outcome }) => outcome))], ['allowed']);
});
