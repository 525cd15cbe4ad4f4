import type { SecurityGroup } from '../core/aws/network-state.ts';
import type { PathEnd, PortRange } from './packet.ts';
import { lines, type ShellObject, shell } from './shell.ts';
import type { StateIndex } from './state-index.ts';

/** What a group must come to allow. */
export interface MissingRules {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: 'tcp' | 'udp';
  readonly ports: readonly PortRange[];
  /** Groups that can be named in the rule; where there are none, the blocks are. */
  readonly peerGroupIds: readonly string[];
  readonly peerCidrs: readonly string[];
}

/** The group that takes a new rule: the first that is not its VPC's default group, which is everybody's. */
export function groupToFix(
  groupIds: readonly string[],
  index: StateIndex,
): { readonly id: string; readonly isDefault: boolean } {
  const own = groupIds.find((id) => !isDefaultGroup(index.group(id)));
  return { id: own ?? groupIds[0] ?? '', isDefault: own === undefined };
}

/** The default group cannot be renamed nor deleted, and no other may take its name ("Default security groups"). */
function isDefaultGroup(group: SecurityGroup | undefined): boolean {
  return group?.name === 'default';
}

/** Adds rules to a group. */
export function authorizeCommand(groupId: string, rules: MissingRules): string {
  return lines([authorize(groupId, rules)]);
}

function authorize(groupId: string, rules: MissingRules): string | undefined {
  const permissions = ipPermissions(rules);
  return rules.direction === 'ingress'
    ? shell`aws ec2 authorize-security-group-ingress --group-id ${groupId} --ip-permissions ${permissions}`
    : shell`aws ec2 authorize-security-group-egress --group-id ${groupId} --ip-permissions ${permissions}`;
}

/**
 * Gives an endpoint a group of its own with these rules. Opening the default group, which an endpoint carries
 * when none was chosen, would open every interface of the VPC that carries it too.
 */
export function newEndpointGroupCommand(end: PathEnd, rules: MissingRules): string {
  const { vpcEndpointId = '', vpcId = '' } = end;
  const permissions = ipPermissions(rules);
  const created = shell`aws ec2 create-security-group --group-name ${`${vpcEndpointId}-clients`} --description ${`Clients of ${vpcEndpointId}`} --vpc-id ${vpcId} --query GroupId --output text`;
  return lines([
    created === undefined ? undefined : `GROUP_ID=$(${created})`,
    shell`aws ec2 authorize-security-group-ingress --group-id "$GROUP_ID" --ip-permissions ${permissions}`,
    shell`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${vpcEndpointId} --add-security-group-ids "$GROUP_ID"`,
  ]);
}

/** The parameter `IpPermissions`, one element for a run of ports. */
function ipPermissions({ protocol, ports, peerGroupIds, peerCidrs }: MissingRules): readonly ShellObject[] {
  const v4 = peerCidrs.filter((cidr) => !cidr.includes(':'));
  const v6 = peerCidrs.filter((cidr) => cidr.includes(':'));
  return ports.map(({ from, to }) => ({
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    ...(peerGroupIds.length > 0 && { UserIdGroupPairs: peerGroupIds.map((id) => ({ GroupId: id })) }),
    ...(v4.length > 0 && { IpRanges: v4.map((cidr) => ({ CidrIp: cidr })) }),
    ...(v6.length > 0 && { Ipv6Ranges: v6.map((cidr) => ({ CidrIpv6: cidr })) }),
  }));
}
