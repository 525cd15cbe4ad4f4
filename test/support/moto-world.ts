import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  AcceptVpcPeeringConnectionCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayRouteCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeTransitGatewaysCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';

/** A VPC with one subnet, its own route table, and one interface in a group that admits HTTPS from 10.0.0.0/8. */
export interface WorldVpc {
  readonly vpc: string;
  readonly subnet: string;
  readonly table: string;
  readonly group: string;
  readonly interface: string;
  readonly cidr: string;
}

/** @param second - of the VPC's addresses: `10.<second>.0.0/16` */
export async function makeVpc(ec2: EC2Client, second: number): Promise<WorldVpc> {
  const cidr = `10.${second}.0.0/16`;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.${second}.1.0/24` }));
  const SubnetId = Subnet?.SubnetId ?? '';
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId ?? '';
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: `world-${second}`, Description: 'a test' }),
  );
  const IpRanges = [{ CidrIp: '10.0.0.0/8' }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const made = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId,
      PrivateIpAddress: `10.${second}.1.20`,
      Groups: [GroupId],
    }),
  );
  return {
    vpc: VpcId,
    subnet: SubnetId,
    table: RouteTableId,
    group: GroupId,
    interface: made.NetworkInterface?.NetworkInterfaceId ?? '',
    cidr,
  };
}

async function addRoute(ec2: EC2Client, from: WorldVpc, cidr: string, target: object): Promise<void> {
  const input = { RouteTableId: from.table, DestinationCidrBlock: cidr, ...target };
  await ec2.send(new CreateRouteCommand(input));
}

/** A peering connection with a route in one direction only. @returns its id */
export async function peerOneWay(ec2: EC2Client, from: WorldVpc, to: WorldVpc): Promise<string> {
  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: from.vpc, PeerVpcId: to.vpc }),
  );
  const VpcPeeringConnectionId = VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
  await addRoute(ec2, from, to.cidr, { VpcPeeringConnectionId });
  return VpcPeeringConnectionId;
}

export interface WorldTransit {
  readonly gateway: string;
  readonly routeTable: string;
  /** Of each VPC, in their order. */
  readonly attachments: readonly string[];
}

/** A transit gateway that both VPCs are attached to and route to; it has no routes yet. */
export async function attachBoth(ec2: EC2Client, vpcs: readonly [WorldVpc, WorldVpc]): Promise<WorldTransit> {
  const { TransitGateway } = await ec2.send(new CreateTransitGatewayCommand({}));
  const TransitGatewayId = TransitGateway?.TransitGatewayId ?? '';
  const attachments: string[] = [];
  for (const { vpc, subnet } of vpcs) {
    const { TransitGatewayVpcAttachment } = await ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId: vpc, SubnetIds: [subnet] }),
    );
    attachments.push(TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '');
  }
  const [one, other] = vpcs;
  await addRoute(ec2, one, other.cidr, { TransitGatewayId });
  await addRoute(ec2, other, one.cidr, { TransitGatewayId });
  const described = await ec2.send(
    new DescribeTransitGatewaysCommand({ TransitGatewayIds: [TransitGatewayId] }),
  );
  const routeTable = described.TransitGateways?.[0]?.Options?.AssociationDefaultRouteTableId ?? '';
  return { gateway: TransitGatewayId, routeTable, attachments };
}

export async function addTransitRoute(
  ec2: EC2Client,
  { routeTable }: WorldTransit,
  DestinationCidrBlock: string,
  TransitGatewayAttachmentId: string,
): Promise<void> {
  await ec2.send(
    new CreateTransitGatewayRouteCommand({
      DestinationCidrBlock,
      TransitGatewayRouteTableId: routeTable,
      TransitGatewayAttachmentId,
    }),
  );
}

/** Pastes commands into a shell, with the AWS CLI pointed at the emulation that `AWS_ENDPOINT_URL` names. */
export function pasteCommands(
  commands: string,
  region: string,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const run = spawnSync('sh', ['-euc', commands], {
    encoding: 'utf8',
    env: { ...environment, AWS_DEFAULT_REGION: region, AWS_PAGER: '' },
  });
  assert.equal(run.status, 0, `${commands}\n${run.stderr}`);
}
