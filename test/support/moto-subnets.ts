import type { TestContext } from 'node:test';
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { createReadClients } from '../../lib/aws/clients.ts';
import { startMoto } from './moto.ts';
import { DUMMY_CREDENTIALS, REGION } from './read-clients.ts';

/** A VPC with a private subnet behind a NAT gateway, one behind nothing, and an endpoint of STS. */
export async function buildSubnets(t: TestContext) {
  const { url } = await startMoto(t);
  const { ec2 } = createReadClients(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => ec2.destroy());
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))).Vpc?.VpcId ?? '';
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const subnet = async (CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))).Subnet?.SubnetId ?? '';
  const [near, alone, open] = [
    await subnet('10.7.1.0/24'),
    await subnet('10.7.2.0/24'),
    await subnet('10.7.8.0/24'),
  ];
  const GatewayId =
    (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId: open, AllocationId }));
  const NatGatewayId = NatGateway?.NatGatewayId ?? '';
  const table = async (SubnetId: string, target: object) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const { RouteTableId } = RouteTable ?? {};
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...target }));
  };
  await table(near, { NatGatewayId });
  await table(open, { GatewayId });
  const group = async (GroupName: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: GroupName }))).GroupId ??
    '';
  const callers = await group('callers');
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${REGION}.sts`,
      SubnetIds: [alone],
      PrivateDnsEnabled: true,
    }),
  );
  return {
    url,
    near,
    alone,
    callers,
    nat: NatGatewayId,
    endpoint: VpcEndpoint?.VpcEndpointId ?? '',
  };
}
