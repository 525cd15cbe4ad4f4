import { suggest } from '../core/nearest.ts';
import { type SchemaIssue, showValue } from './issues.ts';
import { again, at, listAt, ordinal, twice } from './rule-kit.ts';

/** What accounts together must obey, and what their vantages must. */
export function accountIssues(root: unknown): readonly SchemaIssue[] {
  const accounts = listAt(root, 'accounts');
  return [
    ...twice(accounts, ['accounts'], 'account'),
    ...again(accounts, 'id').map(({ value, index, first }) => ({
      path: ['accounts', index, 'id'],
      about: 'value' as const,
      message: `expected another account, got ${showValue(value)}, which is the ${ordinal(first)} one already`,
    })),
    ...accounts.flatMap((account, index) => [
      ...halfNamed(account, index),
      ...regionIssues(account, index),
      ...repeatedVantages(account, index),
    ]),
  ];
}

/** Either is needed where the other stands; an entry with neither is a whole organizational unit. */
function halfNamed(account: unknown, index: number): readonly SchemaIssue[] {
  const keys = ['id', 'name'];
  const missing = keys.filter((key) => at(account, key) === undefined);
  if (missing.length !== 1) return [];
  const present = keys.find((key) => !missing.includes(key));
  const message = `is missing: expected it beside "${present}" (an entry with neither stands for every account of its organizational unit)`;
  return missing.map((key) => ({ path: ['accounts', index, key], about: 'value', message }));
}

function repeatedVantages(account: unknown, index: number): readonly SchemaIssue[] {
  const vantages = listAt(account, 'vantages');
  const placed = vantages.map((vantage) => ({
    name: `${at(vantage, 'region') ?? ''} ${at(vantage, 'name')}`,
  }));
  return again(placed, 'name').map(({ index: place, first }) => ({
    path: ['accounts', index, 'vantages', place, 'name'],
    about: 'value' as const,
    message: `expected another name, got ${showValue(at(vantages[place], 'name'))}, which names the ${ordinal(first)} vantage of this account and Region already`,
  }));
}

function regionIssues(account: unknown, index: number): readonly SchemaIssue[] {
  const regions = listAt(account, 'regions').map((value) => ({ value }));
  const named = [...new Set(regions.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])))];
  const repeated = again(regions, 'value').map(({ value, index: place, first }) => ({
    path: ['accounts', index, 'regions', place],
    about: 'value' as const,
    message: `expected another Region, got ${showValue(value)}, which is the ${ordinal(first)} one already`,
  }));
  const vantages = listAt(account, 'vantages').flatMap((vantage, place): readonly SchemaIssue[] => {
    const region = at(vantage, 'region');
    const path = ['accounts', index, 'vantages', place];
    if (at(vantage, 'vpc') === undefined && at(vantage, 'name') !== undefined) {
      const message = 'is missing: a vantage of another account stands in a VPC, with its subnets';
      return [{ path: [...path, 'vpc'], about: 'value', message }];
    }
    if (region === undefined && named.length > 1) {
      const message = `is missing: expected one of ${named.join(', ')}`;
      return [{ path: [...path, 'region'], about: 'value', message }];
    }
    if (typeof region !== 'string' || named.includes(region)) return [];
    const message = `expected a Region of this account (${named.join(', ')}), got ${showValue(region)}${suggest(region, named)}`;
    return [{ path: [...path, 'region'], about: 'value', message }];
  });
  return [...repeated, ...vantages];
}
