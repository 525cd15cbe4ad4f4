/** Commands that list what decides about a packet: every way a rule or route can name an address or a next hop. */

/** @param id - of the route table, or its `{placeholder}` */
export function showRoutes(id: string): string {
  return `aws ec2 describe-route-tables --route-table-ids ${id} --query "RouteTables[].Routes[].{To:DestinationCidrBlock||DestinationIpv6CidrBlock||DestinationPrefixListId,Target:GatewayId||NatGatewayId||TransitGatewayId||VpcPeeringConnectionId||NetworkInterfaceId||EgressOnlyInternetGatewayId||LocalGatewayId||CarrierGatewayId||CoreNetworkArn,State:State,Origin:Origin}" --output table`;
}

/** @param id - of the security group, or its `{placeholder}` */
export function showGroupRules(id: string): string {
  return `aws ec2 describe-security-group-rules --filters Name=group-id,Values=${id} --query "SecurityGroupRules[].{Rule:SecurityGroupRuleId,Egress:IsEgress,Protocol:IpProtocol,From:FromPort,To:ToPort,Peer:CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId}" --output table`;
}

/** @param id - of the network ACL, or its `{placeholder}` */
export function showAclEntries(id: string): string {
  return `aws ec2 describe-network-acls --network-acl-ids ${id} --query "NetworkAcls[].Entries[].{Egress:Egress,Rule:RuleNumber,Action:RuleAction,Protocol:Protocol,Block:CidrBlock||Ipv6CidrBlock,From:PortRange.From,To:PortRange.To,IcmpType:IcmpTypeCode.Type}" --output table`;
}
