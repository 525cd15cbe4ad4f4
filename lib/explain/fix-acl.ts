import type { NetworkAclEntry } from '../core/aws/network-state.ts';
import { alike } from './alike.ts';
import { type Admission, type Change, isV6Block } from './change.ts';
import { LAST_RULE } from './network-acls.ts';
import { protocolNumber } from './packet.ts';
import { joinPorts } from './ports.ts';
import { shell } from './shell.ts';

/** Steps between new rule numbers, as the guides number them, so that others fit between. */
const STEP = 10;

/**
 * Rules of one direction, for each address family, the `*` rule included: the quota, and what it can be raised to
 * ("Amazon VPC quotas", rules per network ACL).
 */
export const ACL_QUOTA = { rules: 20, most: 40 } as const;

/** The entries of one direction by their number, as they will be once the commands so far have run. */
type AclDraft = Map<number, NetworkAclEntry>;

type AclEntries = Extract<Change, { readonly kind: 'acl-entries' }>;

export interface AclPlan {
  /** An undefined one could not be written. */
  readonly commands: readonly (string | undefined)[];
  /** How many rules the direction has then, of the family that has more, the `*` rule included. */
  readonly rules: number;
}

/**
 * Adds allowing entries under free numbers that are tried before the ones that deny. Where no lower number is
 * free, the entries from the denying one on move up by one first: their order, and so their meaning, stays.
 *
 * @param changes - of one direction of one network ACL, all of a report
 */
export function planAcl(changes: readonly [AclEntries, ...AclEntries[]]): AclPlan {
  const [{ aclId, egress, entries }] = changes;
  const draft: AclDraft = new Map(entries.map((entry) => [entry.ruleNumber, entry]));
  const commands: (string | undefined)[] = [];
  for (const { before, admission } of wantedEntries(changes)) {
    const number = freeNumber(before, draft);
    if (number === undefined) commands.push(...moveUp(aclId, before, draft));
    const entry = allowing(number ?? before, egress, admission);
    draft.set(entry.ruleNumber, entry);
    commands.push(entryCommand(number === undefined ? 'replace' : 'create', aclId, entry));
  }
  return { commands, rules: countRules([...draft.values()]) };
}

/** One entry for each peer and run of ports, before the lowest rule that denies any of it. */
function wantedEntries(
  changes: readonly AclEntries[],
): readonly { readonly before: number; readonly admission: Admission }[] {
  const wanted = changes.flatMap(({ before, admissions }) =>
    admissions.map((admission) => ({ before, admission })),
  );
  return alike(wanted, ({ admission }) => `${admission.protocol} ${admission.peer}`).flatMap((same) => {
    const before = Math.min(...same.map((one) => one.before));
    const [first] = same;
    const ports = joinPorts(same.map(({ admission }) => admission));
    return ports.map((range) => ({ before, admission: { ...first.admission, ...range } }));
  });
}

function countRules(entries: readonly NetworkAclEntry[]): number {
  const own = entries.filter(({ ruleNumber }) => ruleNumber < LAST_RULE);
  const v6 = own.filter(({ cidr }) => isV6Block(cidr)).length;
  return Math.max(v6, own.length - v6) + 1;
}

function freeNumber(before: number, draft: AclDraft): number | undefined {
  if (before === LAST_RULE) {
    const highest = Math.max(0, ...[...draft.keys()].filter((number) => number < LAST_RULE));
    const next = (Math.floor(highest / STEP) + 1) * STEP;
    if (next < LAST_RULE) return next;
  }
  for (let number = before - 1; number >= 1; number -= 1) if (!draft.has(number)) return number;
  return undefined;
}

/** Copies each entry of the run that begins at `start` one number higher, the last first. */
function moveUp(aclId: string, start: number, draft: AclDraft): readonly (string | undefined)[] {
  const run: NetworkAclEntry[] = [];
  for (let entry = draft.get(start); entry !== undefined; entry = draft.get(entry.ruleNumber + 1)) {
    run.push(entry);
  }
  return run.toReversed().map((entry, index) => {
    const moved = { ...entry, ruleNumber: entry.ruleNumber + 1 };
    draft.set(moved.ruleNumber, moved);
    return entryCommand(index === 0 ? 'create' : 'replace', aclId, moved);
  });
}

function allowing(
  ruleNumber: number,
  egress: boolean,
  { protocol, from, to, peer }: Admission,
): NetworkAclEntry {
  return { ruleNumber, egress, protocol, action: 'allow', cidr: peer, fromPort: from, toPort: to };
}

function entryCommand(verb: 'create' | 'replace', aclId: string, entry: NetworkAclEntry): string | undefined {
  const { ruleNumber, egress, protocol, action, cidr, fromPort, toPort } = entry;
  const number = protocolNumber(protocol);
  if (!/^(?:-1|\d{1,3})$/.test(number)) return undefined;
  const head = shell`--network-acl-id ${aclId}`;
  const rule = shell`--rule-number ${ruleNumber} --rule-action ${action}`;
  const block = isV6Block(cidr) ? shell`--ipv6-cidr-block ${cidr}` : shell`--cidr-block ${cidr}`;
  if (head === undefined || rule === undefined || block === undefined) return undefined;
  const direction = egress ? '--egress' : '--ingress';
  const ports = portOptions(number, fromPort, toPort);
  return `aws ec2 ${verb}-network-acl-entry ${head} ${direction} ${rule} --protocol ${number} ${block}${ports}`;
}

/** Of ICMP an entry names the type and the code, of TCP and UDP the ports. */
function portOptions(protocol: string, from: number | null, to: number | null): string {
  if (protocol === '1' || protocol === '58') return ` --icmp-type-code Code=-1,Type=${from ?? -1}`;
  return from === null || to === null ? '' : ` --port-range From=${from},To=${to}`;
}
