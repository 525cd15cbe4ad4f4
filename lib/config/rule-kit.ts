import { asFields } from '../core/json.ts';
import { type SchemaIssue, showValue } from './issues.ts';

/** What rules about several values of a file that was read, and not yet accepted, are made with. */

/** A vantage as it stands in the file, with the name it has everywhere else. */
export interface PlacedVantage {
  readonly vantage: unknown;
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

export function twice(
  items: readonly unknown[],
  path: readonly PropertyKey[],
  what: string,
  fold = asWritten,
): readonly SchemaIssue[] {
  return again(items, 'name', fold).map(({ value, index, first }) => ({
    path: [...path, index, 'name'],
    about: 'value' as const,
    message: `expected another name, got ${showValue(value)}, which names the ${ordinal(first)} ${what} already`,
  }));
}

/** Texts under one key that stood in an item before, as far as `fold` tells them apart. */
export function again(items: readonly unknown[], key: string, fold = asWritten) {
  const values = items.map((item) => at(item, key));
  const folded = values.map((value) => (typeof value === 'string' ? fold(value) : undefined));
  return folded.flatMap((text, index) => {
    const first = folded.indexOf(text);
    return text === undefined || first === index ? [] : [{ value: values[index], index, first }];
  });
}

function asWritten(text: string): string {
  return text;
}

/** A name as it stands in the file, and what messages say where there is none. */
export function nameIn(value: unknown): string {
  return value === undefined ? '(no name)' : String(value);
}

export function ordinal(index: number): string {
  return ['first', 'second', 'third'][index] ?? `${index + 1}th`;
}

export function at(value: unknown, key: string): unknown {
  return asFields(value)?.[key];
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}
