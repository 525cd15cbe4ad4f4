import * as z from 'zod/mini';
import type { MemberAccount } from '../core/organization.ts';
import { boundedText } from '../core/text.ts';
import { accountName } from './fields.ts';
import { type SchemaIssue, showValue } from './issues.ts';
import { at, listAt } from './rule-kit.ts';
import { MOST_ACCOUNTS } from './schema.ts';

/** An entry of `accounts` that stands for every account of its organizational unit. */
export interface UnitEntry {
  readonly index: number;
  readonly unit: string;
}

/** What a unit came to. */
export interface ExpandedUnit {
  readonly unit: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly leftOut: readonly { readonly id: string; readonly why: string }[];
}

export interface Expansion {
  /** The file with an entry for each account. */
  readonly value: unknown;
  /** For each entry where it stood in the file as written. */
  readonly origins: readonly number[];
  readonly units: readonly ExpandedUnit[];
  readonly faults: readonly SchemaIssue[];
}

/** The entries of a file that name a unit alone. */
export function unitEntries(root: unknown): readonly UnitEntry[] {
  return listAt(root, 'accounts').flatMap((entry, index) => {
    const unit = at(entry, 'organizationalUnit');
    return isUnit(entry) && typeof unit === 'string' ? [{ index, unit }] : [];
  });
}

function isUnit(entry: unknown): boolean {
  return at(entry, 'id') === undefined && at(entry, 'name') === undefined;
}

/**
 * The file with an entry for each account in place of each unit. An account that has an entry of its own keeps it.
 *
 * @param root - a file that the schema accepts
 * @param members - by unit
 * @param hub - the installation's own account, which is no other one
 */
export function expandUnits(
  root: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, readonly MemberAccount[]>,
  hub: string,
): Expansion {
  const written = listAt(root, 'accounts');
  const own = new Set(written.map((entry) => at(entry, 'id')).filter((id) => id !== undefined));
  const units = unitEntries(root).map((entry) => ({
    ...entry,
    ...sorted(members.get(entry.unit) ?? [], own, hub),
  }));
  const byIndex = new Map(units.map((one) => [one.index, one]));
  const entries = written.flatMap((entry, index) => {
    const accounts = byIndex.get(index)?.accounts;
    return accounts === undefined
      ? [{ entry, index }]
      : accounts.map(({ id, name }) => ({ entry: { ...(entry as object), id, name }, index }));
  });
  return {
    value: { ...root, accounts: entries.map(({ entry }) => entry) },
    origins: entries.map(({ index }) => index),
    units: units.map(({ unit, accounts, leftOut }) => ({
      unit,
      accounts: accounts.map(({ id, name }) => ({ id, name })),
      leftOut,
    })),
    faults: [
      ...units.flatMap((one) => [...emptyIssues(one), ...namelessIssues(one)]),
      ...sharedIssues(entries, byIndex),
      ...(entries.length > MOST_ACCOUNTS
        ? [about(units[0]?.index ?? 0, `expected at most ${MOST_ACCOUNTS} accounts, got ${entries.length}`)]
        : []),
    ],
  };
}

/** What a unit that cannot be listed means to the person who wrote it. */
export function unlistedIssue({ index, unit }: UnitEntry, why: string): SchemaIssue {
  return about(index, `${why}, got ${showValue(unit)}`);
}

interface NamedMember {
  readonly id: string;
  readonly name: string;
  /** As AWS has it. */
  readonly called: string;
}

function sorted(accounts: readonly MemberAccount[], own: ReadonlySet<unknown>, hub: string) {
  const judged = accounts.map((account) => ({ ...account, why: whyLeftOut(account, own, hub) }));
  return {
    accounts: judged.flatMap(({ id, name, why }): readonly NamedMember[] =>
      why === undefined ? [{ id, name: shortName(name), called: name }] : [],
    ),
    leftOut: judged.flatMap(({ id, why }) => (why === undefined ? [] : [{ id, why }])),
  };
}

function whyLeftOut(
  { id, state, isManagement }: MemberAccount,
  own: ReadonlySet<unknown>,
  hub: string,
): string | undefined {
  if (state !== 'ACTIVE') return boundedText(state, 30).toLowerCase().replaceAll('_', ' ');
  if (id === hub) return "the installation's own account";
  // CloudFormation User Guide, "Create CloudFormation StackSets with service-managed permissions".
  if (isManagement) return 'the management account, where stack sets deploy nothing';
  return own.has(id) ? 'it has an entry' : undefined;
}

/** `Shop (Production)` as a name of vantages and alarms: `shop-production`, of 16 characters at most. */
function shortName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 16)
    .replace(/-+$/, '');
}

function emptyIssues({ index, unit, accounts, leftOut }: UnitEntry & ExpandedUnit): readonly SchemaIssue[] {
  if (accounts.length > 0) return [];
  const others = leftOut
    .slice(0, 5)
    .map(({ id, why }) => `${id} is left out: ${why}`)
    .join('; ');
  const got = leftOut.length === 0 ? 'which is empty' : `where ${others}`;
  return [about(index, `expected a unit with accounts to watch, got ${showValue(unit)}, ${got}`)];
}

function namelessIssues({
  index,
  accounts,
}: UnitEntry & { readonly accounts: readonly NamedMember[] }): readonly SchemaIssue[] {
  return accounts
    .filter(({ name }) => !z.safeParse(accountName, name).success)
    .map(({ id, called }) =>
      about(
        index,
        `expected accounts whose names begin with a letter from a to z, got ${showValue(called)} of ${id}: write this account with "id" and "name"`,
      ),
    );
}

/** Two accounts that have one name once they are all there, and an account that two units hold. */
function sharedIssues(
  entries: readonly { readonly entry: unknown; readonly index: number }[],
  units: ReadonlyMap<number, { readonly accounts: readonly NamedMember[] }>,
): readonly SchemaIssue[] {
  const firstById = new Map<unknown, number>();
  const firstByName = new Map<unknown, unknown>();
  return entries.flatMap(({ entry, index }): readonly SchemaIssue[] => {
    const [id, name] = [at(entry, 'id'), at(entry, 'name')];
    const known = firstById.get(id);
    if (known !== undefined && units.has(index))
      return [
        about(
          index,
          `expected accounts that no other unit of the file holds, got ${id} of accounts[${known}] again`,
        ),
      ];
    firstById.set(id, index);
    const other = firstByName.get(name);
    firstByName.set(name, other ?? id);
    if (other === undefined || !(units.has(index) || units.has(firstById.get(other) ?? -1))) return [];
    const message = `expected accounts with different names, got ${other} and ${id}, which are both "${name}": write one of them with "id" and "name"`;
    return [about(units.has(index) ? index : (firstById.get(other) ?? index), message)];
  });
}

function about(index: number, message: string): SchemaIssue {
  return { path: ['accounts', index, 'organizationalUnit'], about: 'value', message };
}
