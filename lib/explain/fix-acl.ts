import type { NetworkAclEntry } from '../core/aws/network-state.ts';
import { LAST_RULE } from './network-acls.ts';
import { type PortRange, protocolNumber } from './packet.ts';
import { lines, shell } from './shell.ts';

/** What a network ACL must come to allow, before its rule number `before`. */
export interface MissingEntries {
  readonly egress: boolean;
  readonly before: number;
  readonly protocol: 'tcp' | 'udp';
  readonly ports: readonly PortRange[];
  readonly cidrs: readonly string[];
}

/** Steps between new rule numbers, as the guides number them, so that others fit between. */
const STEP = 10;

/** The entries of one direction by their number, as they will be once the commands so far have run. */
export type AclDraft = Map<number, NetworkAclEntry>;

/**
 * Adds allowing entries under free numbers that are tried before the one that denies. Where no lower number is
 * free, the entries from the denying one on move up by one first: their order, and so their meaning, stays.
 *
 * @param draft - changed as the commands will change the ACL, so that further commands fit
 */
export function aclCommands(aclId: string, missing: MissingEntries, draft: AclDraft): string {
  const commands: (string | undefined)[] = [];
  for (const cidr of missing.cidrs) {
    for (const ports of missing.ports) {
      const number = freeNumber(missing.before, draft);
      if (number === undefined) commands.push(...moveUp(aclId, missing.before, draft));
      const entry = allowing(number ?? missing.before, cidr, ports, missing);
      draft.set(entry.ruleNumber, entry);
      commands.push(entryCommand(number === undefined ? 'replace' : 'create', aclId, entry));
    }
  }
  return lines(commands);
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
  cidr: string,
  ports: PortRange,
  missing: MissingEntries,
): NetworkAclEntry {
  const { egress, protocol } = missing;
  return { ruleNumber, egress, protocol, action: 'allow', cidr, fromPort: ports.from, toPort: ports.to };
}

function entryCommand(verb: 'create' | 'replace', aclId: string, entry: NetworkAclEntry): string | undefined {
  const { ruleNumber, egress, protocol, action, cidr, fromPort, toPort } = entry;
  const number = protocolNumber(protocol);
  if (!/^(?:-1|\d{1,3})$/.test(number)) return undefined;
  const head = shell`--network-acl-id ${aclId}`;
  const rule = shell`--rule-number ${ruleNumber} --rule-action ${action}`;
  const block = cidr.includes(':') ? shell`--ipv6-cidr-block ${cidr}` : shell`--cidr-block ${cidr}`;
  if (head === undefined || rule === undefined || block === undefined) return undefined;
  const ports = fromPort === null || toPort === null ? '' : ` --port-range From=${fromPort},To=${toPort}`;
  const direction = egress ? '--egress' : '--ingress';
  return `aws ec2 ${verb}-network-acl-entry ${head} ${direction} ${rule} --protocol ${number} ${block}${ports}`;
}
