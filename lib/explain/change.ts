import type { NetworkAclEntry, RouteTargetKind } from '../core/aws/network-state.ts';
import type { PortRange, RuleProtocol } from './packet.ts';

/** One run of ports that one peer must be admitted on. `peer` is the id of a group, or a CIDR block. */
export type Admission = {
  readonly protocol: RuleProtocol;
  readonly from: number;
  readonly to: number;
  readonly peer: string;
};

/** As `NetworkAclEntry`, but JSON to the compiler too. */
type AclEntry = Pick<NetworkAclEntry, keyof NetworkAclEntry>;

/**
 * What a fix changes, in terms that let the fixes of a whole report be planned together (`planFixes`): plain JSON,
 * so that it can travel with an explanation from the kind that found it.
 */
export type Change =
  | {
      readonly kind: 'group-rules';
      readonly groupId: string;
      readonly direction: 'ingress' | 'egress';
      readonly admissions: readonly Admission[];
    }
  /** Its own group for what carries only the default group of its VPC. */
  | {
      readonly kind: 'new-group';
      readonly owner: 'vpc-endpoint' | 'network-interface';
      readonly ownerId: string;
      readonly vpcId: string;
      /** The groups an interface carries already: setting its groups sets all of them. */
      readonly groupIds: readonly string[];
      /** Whether its VPC has an IPv6 block: then a new group allows all IPv6 outbound too. */
      readonly isDualStack: boolean;
      readonly direction: 'ingress' | 'egress';
      readonly admissions: readonly Admission[];
    }
  | {
      readonly kind: 'acl-entries';
      readonly aclId: string;
      readonly egress: boolean;
      /** New entries must come before this rule number. */
      readonly before: number;
      readonly admissions: readonly Admission[];
      /** The direction's entries as they were read. */
      readonly entries: readonly AclEntry[];
    }
  | {
      readonly kind: 'route';
      readonly tableId: string;
      readonly verb: 'create' | 'replace';
      readonly destination: string;
      readonly targetKind: RouteTargetKind | null;
      /** Null where it is for the reader to fill in. */
      readonly targetId: string | null;
    }
  /** Commands that depend on no other change. */
  | { readonly kind: 'commands'; readonly commands: readonly string[] };

/** Changes with the same key change the same thing, and are made by the same commands. */
export function changeKey(change: Change): string {
  switch (change.kind) {
    case 'group-rules':
      return `${change.kind} ${change.groupId} ${change.direction}`;
    case 'new-group':
      return `${change.kind} ${change.ownerId} ${change.direction}`;
    case 'acl-entries':
      return `${change.kind} ${change.aclId} ${change.egress}`;
    case 'route':
      return `${change.kind} ${change.tableId} ${change.destination}`;
    case 'commands':
      return `${change.kind} ${change.commands.join('\n')}`;
  }
}

const V6_PLACEHOLDER = '<source-ipv6-cidr>';

/** Whether a block belongs to IPv6, in commands a separate option. */
export function isV6Block(cidr: string): boolean {
  return cidr.includes(':') || cidr === V6_PLACEHOLDER;
}

/** An address as a block of one. A source behind a gateway that hides it is for the reader to fill in. */
export function cidrOf(text: string): string {
  if (text === '0.0.0.0/0') return '<source-cidr>';
  if (text === '::/0') return V6_PLACEHOLDER;
  if (text.includes('/')) return text;
  return text.includes(':') ? `${text}/128` : `${text}/32`;
}

export function admissionsOf(
  protocol: Admission['protocol'],
  ports: PortRange,
  peers: readonly string[],
): readonly Admission[] {
  return peers.map((peer) => ({ protocol, ...ports, peer }));
}
