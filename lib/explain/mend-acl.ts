import type { NetworkAcl, NetworkAclEntry } from '../core/network-state.ts';
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

/**
 * Adds allowing entries under free numbers that are tried before the one that denies. Where no lower number is
 * free, the entries from the denying one on move up by one first: their order, and so their meaning, stays.
 *
 * @param taken - numbers in use in this direction; those given out are added, so that further commands differ
 */
export function aclCommands(acl: NetworkAcl, missing: MissingEntries, taken: Set<number>): string {
  const commands: (string | undefined)[] = [];
  for (const cidr of missing.cidrs) {
    for (const ports of missing.ports) {
      const number = freeNumber(missing.before, taken);
      if (number !== undefined) {
        taken.add(number);
        commands.push(entryCommand('create', acl.id, allowing(number, cidr, ports, missing)));
        continue;
      }
      commands.push(...moveUp(acl, missing.egress, missing.before, taken));
      commands.push(entryCommand('replace', acl.id, allowing(missing.before, cidr, ports, missing)));
    }
  }
  return lines(commands);
}

function freeNumber(before: number, taken: ReadonlySet<number>): number | undefined {
  if (before === LAST_RULE) {
    const highest = Math.max(0, ...[...taken].filter((number) => number < LAST_RULE));
    const next = (Math.floor(highest / STEP) + 1) * STEP;
    if (next < LAST_RULE) return next;
  }
  for (let number = before - 1; number >= 1; number -= 1) if (!taken.has(number)) return number;
  return undefined;
}

/** Copies each entry of the run that begins at `start` one number higher, the last first. */
function moveUp(
  acl: NetworkAcl,
  egress: boolean,
  start: number,
  taken: Set<number>,
): readonly (string | undefined)[] {
  const commands: (string | undefined)[] = [];
  let end = start;
  while (taken.has(end + 1)) end += 1;
  for (let number = end; number >= start; number -= 1) {
    const entry = acl.entries.find((one) => one.egress === egress && one.ruleNumber === number);
    // A number that was given out a moment ago stands for an entry that these commands do not know.
    if (entry === undefined) return [undefined];
    const verb = number === end ? 'create' : 'replace';
    commands.push(entryCommand(verb, acl.id, { ...entry, ruleNumber: number + 1 }));
  }
  taken.add(end + 1);
  return commands;
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
  const head = shell`--network-acl-id ${aclId}`;
  const rule = shell`--rule-number ${ruleNumber} --protocol ${number} --rule-action ${action}`;
  const block = cidr.includes(':') ? shell`--ipv6-cidr-block ${cidr}` : shell`--cidr-block ${cidr}`;
  if (head === undefined || rule === undefined || block === undefined) return undefined;
  const ports = fromPort === null || toPort === null ? '' : ` --port-range From=${fromPort},To=${toPort}`;
  const direction = egress ? '--egress' : '--ingress';
  return `aws ec2 ${verb}-network-acl-entry ${head} ${direction} ${rule} ${block}${ports}`;
}
