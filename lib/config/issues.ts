import * as z from 'zod/mini';
import { type ConfigIssue, formatPath } from '../core/errors.ts';
import { suggest } from '../core/nearest.ts';
import { boundedText } from '../core/text.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A fault that still knows whether it is about a key or a value, so that its place in a file can be found. */
export interface SchemaIssue {
  readonly path: Path;
  readonly about: 'key' | 'value';
  readonly message: string;
}

/** What a schema makes of a value, or every way in which it does not fit: what was found and what was expected. */
export function fitted<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): { readonly value?: z.output<Schema>; readonly issues: readonly SchemaIssue[] } {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return { value: parsed.data, issues: [] };
  const issues = parsed.error.issues.flatMap(innermost);
  return {
    issues: issues
      .filter((issue) => !isAboutWrongType(issue, issues))
      .flatMap((issue) => describeIssue(issue, schema, value)),
  };
}

/**
 * Of a value that may take several forms, the faults of the form it was meant to have: the one whose own type fits, so
 * that something inside it is wrong.
 */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inside = issue.errors.find((one) =>
    one.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (inside === undefined || inside.length === 0) return [issue];
  return inside.flatMap((one) => innermost({ ...one, path: [...issue.path, ...one.path] }));
}

/** A text has a length too, but where a list is expected there is nothing to say of it. */
function isAboutWrongType(issue: Issue, issues: readonly Issue[]): boolean {
  const isAboutLength = issue.code === 'too_small' || issue.code === 'too_big';
  const here = formatPath(issue.path);
  return isAboutLength && issues.some((one) => one.code === 'invalid_type' && formatPath(one.path) === here);
}

/** The same, for input that is no file. */
export function inputIssues(schema: z.core.$ZodType, value: unknown): readonly ConfigIssue[] {
  return fitted(schema, value).issues.map(({ path, message }) => ({ path: formatPath(path), message }));
}

/** What was found, short enough to be read. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? showText(withoutSecrets(value)) : `${typeof value} ${String(value)}`;
}

/** With its quotes: the space at an end, or the line break, that nobody sees may be all that is wrong. */
function showText(text: string): string {
  const clean = boundedText(text, 60);
  if (clean === text || text.length > 60) return `"${clean}"`;
  const escaped = text.replace(
    /[^\S ]|[\p{Cc}\p{Cf}]/gu,
    (one) => `\\u${one.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** A webhook's path is its password, and so may be what is before the host: neither goes into a message. */
function withoutSecrets(text: string): string {
  return text
    .replace(/^(https?:\/\/)(?:[^/@]*@)?([^/?#]+).*$/is, '$1$2/…')
    .replace(/^(hooks\.slack\.com)\/.*$/is, '$1/…');
}

function describeIssue(issue: Issue, schema: z.core.$ZodType, root: unknown): readonly SchemaIssue[] {
  const { path } = issue;
  const here = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, root, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      about: 'key',
      message: `unknown key${suggest(key, known)}; known keys: ${known.join(', ')}`,
    }));
  }
  if (here === undefined) {
    return [{ path, about: 'value', message: `is missing: ${expectation(issue, schema, root)}` }];
  }
  const options = optionsOf(issue);
  const hint = typeof here === 'string' && options !== undefined ? suggest(here, options) : '';
  const found = issue.code === 'too_big' && Array.isArray(here) ? here.length : showValue(here);
  return [{ path, about: 'value', message: `${expectation(issue, schema, root)}, got ${found}${hint}` }];
}

/** `expected …`. A schema with its own words keeps them. */
function expectation(issue: Issue, schema: z.core.$ZodType, root: unknown): string {
  if (issue.message.startsWith('expected ')) return issue.message;
  const options = optionsOf(issue);
  if (options !== undefined) return `expected ${options.length === 1 ? '' : 'one of '}${options.join(', ')}`;
  if (issue.code === 'invalid_type')
    return `expected ${typeInWords(issue.expected, schema, root, issue.path)}`;
  if (issue.code === 'too_small')
    return `expected at least ${issue.minimum}${unitOf(issue.origin, Number(issue.minimum))}`;
  if (issue.code === 'too_big')
    return `expected at most ${issue.maximum}${unitOf(issue.origin, Number(issue.maximum))}`;
  if (issue.code === 'invalid_union') {
    const forms = issue.errors.flatMap((one) =>
      one
        .slice(0, 1)
        .map((inner) => expectation({ ...inner, path: [...issue.path, ...inner.path] }, schema, root)),
    );
    const words = forms.map((form) => form.replace(/^expected /, '')).join(', or ');
    return `expected ${words || 'another form'}`;
  }
  return `expected another value (${boundedText(issue.message)})`;
}

function optionsOf(issue: Issue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union' || !('options' in issue)) return undefined;
  return Array.isArray(issue.options) ? issue.options.map(String) : undefined;
}

const TYPES_IN_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function typeInWords(expected: string, schema: z.core.$ZodType, root: unknown, path: Path): string {
  const words = TYPES_IN_WORDS[expected] ?? expected;
  if (expected !== 'object') return words;
  const known = keysAt(schema, root, path);
  return known.length === 0 ? words : `${words} with the keys ${known.join(', ')}`;
}

function unitOf(origin: string, count: number): string {
  if (origin === 'array') return count === 1 ? ' entry' : ' entries';
  return origin === 'string' ? (count === 1 ? ' character' : ' characters') : '';
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    root,
  );
}

/** The keys that may stand in the mapping at a path; none where it is no mapping. */
function keysAt(schema: z.core.$ZodType, root: unknown, path: Path): readonly string[] {
  let current: z.core.$ZodType | undefined = unwrap(schema, root);
  path.forEach((step, index) => {
    const def = (current as z.core.$ZodTypes | undefined)?._zod.def;
    const inner =
      def?.type === 'object' ? def.shape[String(step)] : def?.type === 'array' ? def.element : undefined;
    current = inner === undefined ? undefined : unwrap(inner, valueAt(root, path.slice(0, index + 1)));
  });
  const def = (current as z.core.$ZodTypes | undefined)?._zod.def;
  return def?.type === 'object' ? Object.keys(def.shape) : [];
}

/** Takes off what only wraps, and chooses from a union what the value says it is: by its discriminator, or as a list or a mapping. */
function unwrap(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  // The base class hides `def`; `$ZodTypes` is the union of everything zod can build.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default' || def.type === 'nullable') {
    return unwrap(def.innerType, value);
  }
  if (def.type !== 'union') return schema;
  if (!('discriminator' in def)) {
    const form = Array.isArray(value) ? 'array' : 'object';
    return def.options.find((option) => option._zod.def.type === form) ?? schema;
  }
  const key = String(def.discriminator);
  const chosen = def.options.find((option) => {
    const discriminators = option._zod.propValues?.[key];
    return discriminators?.has(valueAt(value, [key]) as z.core.util.Primitive) ?? false;
  });
  return chosen ?? schema;
}
