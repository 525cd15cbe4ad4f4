import { asFields, parseFields } from './json.ts';

/** A statement of a policy, as it was written. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of a policy in JSON; undefined for what is no policy. */
export function statementsOf(policy: string): readonly Statement[] | undefined {
  const { Statement: found } = parseFields(policy) ?? {};
  const written = listOf(found);
  const statements = written.map(asFields).filter((one) => one !== undefined);
  return found !== undefined && statements.length === written.length ? statements : undefined;
}

/** A policy writes a list of one as the one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
