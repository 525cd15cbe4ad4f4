import { alike } from './alike.ts';
import { type Admission, type Change, isV6Block } from './change.ts';
import { formatPorts, joinPorts } from './ports.ts';
import { type ShellObject, shell } from './shell.ts';
import type { StateIndex } from './state-index.ts';

/**
 * The first of these groups that is not its VPC's default group, which is everybody's. The default group cannot be
 * renamed nor deleted, and no other may take its name ("Default security groups").
 */
export function ownGroup(groupIds: readonly string[], index: StateIndex): string | undefined {
  return groupIds.find((id) => index.group(id)?.name !== 'default');
}

type GroupRules = Extract<Change, { readonly kind: 'group-rules' }>;
type NewGroup = Extract<Change, { readonly kind: 'new-group' }>;

/** Adds rules to a group: one command, for EC2 refuses a whole command for one rule that exists already. */
export function authorizeCommand({ groupId, direction, admissions }: GroupRules): string | undefined {
  const permissions = ipPermissions(admissions);
  return direction === 'ingress'
    ? shell`aws ec2 authorize-security-group-ingress --group-id ${groupId} --ip-permissions ${permissions}`
    : shell`aws ec2 authorize-security-group-egress --group-id ${groupId} --ip-permissions ${permissions}`;
}

/** A new group allows everything outbound, which is more than was asked for ("Security group rules", VPC user guide). */
function revokeEverythingOut(isDualStack: boolean): string {
  const v6 = isDualStack ? ',"Ipv6Ranges":[{"CidrIpv6":"::/0"}]' : '';
  const permissions = `[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]${v6}}]`;
  return `aws ec2 revoke-security-group-egress --group-id "$GROUP_ID" --ip-permissions '${permissions}'`;
}

/** Makes a group with these rules, and adds it to the endpoint or the interface. */
export function newGroupCommands(change: NewGroup): readonly (string | undefined)[] {
  const { owner, ownerId, vpcId, groupIds, isDualStack, direction, admissions } = change;
  const permissions = ipPermissions(admissions);
  const isClients = direction === 'ingress';
  const name = `${ownerId}-${isClients ? 'clients' : 'targets'}`;
  const words = `${isClients ? 'Clients' : 'Targets'} of ${ownerId}`;
  const created = shell`aws ec2 create-security-group --group-name ${name} --description ${words} --vpc-id ${vpcId} --query GroupId --output text`;
  const groups = groupIds.map((id) => shell`${id}`);
  return [
    created === undefined ? undefined : `GROUP_ID=$(${created})`,
    revokeEverythingOut(isDualStack),
    isClients
      ? shell`aws ec2 authorize-security-group-ingress --group-id "$GROUP_ID" --ip-permissions ${permissions}`
      : shell`aws ec2 authorize-security-group-egress --group-id "$GROUP_ID" --ip-permissions ${permissions}`,
    owner === 'vpc-endpoint'
      ? shell`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${ownerId} --add-security-group-ids "$GROUP_ID"`
      : attach(ownerId, groups),
  ];
}

function attach(interfaceId: string, groups: readonly (string | undefined)[]): string | undefined {
  const command = shell`aws ec2 modify-network-interface-attribute --network-interface-id ${interfaceId}`;
  if (command === undefined || groups.includes(undefined)) return undefined;
  return `${command} --groups ${groups.join(' ')} "$GROUP_ID"`;
}

/** The parameter `IpPermissions`: for each peer its own ports, and peers with the same ports together. */
function ipPermissions(admissions: readonly Admission[]): readonly ShellObject[] {
  const joined = alike(admissions, ({ protocol, peer }) => `${protocol} ${peer}`).map((same) => ({
    ...same[0],
    ports: joinPorts(same),
  }));
  const samePorts = alike(joined, ({ protocol, ports }) => `${protocol} ${formatPorts(ports)}`);
  return samePorts.flatMap((same) => {
    const [{ protocol, ports }] = same;
    const peers = same.map(({ peer }) => peer);
    return ports.map(({ from, to }) => permission(protocol, from, to, peers));
  });
}

function permission(
  protocol: Admission['protocol'],
  from: number,
  to: number,
  peers: readonly string[],
): ShellObject {
  const groups = peers.filter((peer) => peer.startsWith('sg-'));
  const blocks = peers.filter((peer) => !peer.startsWith('sg-'));
  const v4 = blocks.filter((cidr) => !isV6Block(cidr));
  const v6 = blocks.filter((cidr) => isV6Block(cidr));
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
  return {
    IpProtocol: protocol,
    FromPort: from,
    // For ICMP the two are type and code; -1 is every code (API reference, IpPermission).
    ToPort: isIcmp ? -1 : to,
    ...(groups.length > 0 && { UserIdGroupPairs: groups.map((id) => ({ GroupId: id })) }),
    ...(v4.length > 0 && { IpRanges: v4.map((cidr) => ({ CidrIp: cidr })) }),
    ...(v6.length > 0 && { Ipv6Ranges: v6.map((cidr) => ({ CidrIpv6: cidr })) }),
  };
}
