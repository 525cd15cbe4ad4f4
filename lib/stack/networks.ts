import type { Network } from '../config/config.ts';
import type { CfnResource } from './alarms.ts';

/**
 * Nobody calls a probe over the network, so nothing may come in; where it asks is not known when the group is made,
 * for discovered targets change, so everything may go out.
 */
export function closedSecurityGroup(description: string, vpc: unknown): CfnResource {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: description,
      VpcId: vpc,
      SecurityGroupIngress: [],
      SecurityGroupEgress: [
        { IpProtocol: '-1', CidrIp: '0.0.0.0/0', Description: 'asks anywhere' },
        { IpProtocol: '-1', CidrIpv6: '::/0', Description: 'asks anywhere' },
      ],
    },
  };
}

/** `vpc` of a function that is in a network with its own group. */
export function vpcConfig(network: Network, groupLogicalId: string) {
  return {
    securityGroupIds: [{ 'Fn::GetAtt': [groupLogicalId, 'GroupId'] }],
    subnetIds: [...network.subnets],
  };
}
