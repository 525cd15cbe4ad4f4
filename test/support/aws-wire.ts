import type { NormalizedSchema } from '@smithy/core/schema';

/**
 * AWS's wire formats as the *server* speaks them, driven by the schemas that every SDK v3 client exports:
 * EC2 query and AWS query (form in, XML out) and AWS JSON 1.x. Values are in the SDK's shape: member names as in
 * the API reference, times as `Date`, blobs as `Uint8Array`.
 *
 * What a schema does not know is refused loudly: a misspelt member in a test must not look like an absent one.
 * Source: Smithy 2.0, "AWS EC2 query protocol", "AWS query protocol", "AWS JSON 1.0 / 1.1 protocol".
 */
export type Dialect = 'ec2' | 'query' | 'json';
export type Shape = Readonly<Record<string, unknown>>;

const TIMESTAMP_EPOCH_SECONDS = 7;

/** Reads a form body's parameters into the operation's input. */
export function decodeForm(schema: NormalizedSchema, form: URLSearchParams, dialect: Dialect): Shape {
  const tree: FormTree = { children: new Map() };
  for (const [key, value] of form) {
    if (key === 'Action' || key === 'Version') continue;
    let node = tree;
    for (const step of key.split('.')) {
      const next = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, next);
      node = next;
    }
    node.text = value;
  }
  return readForm(schema, tree, dialect) as Shape;
}

interface FormTree {
  text?: string;
  readonly children: Map<string, FormTree>;
}

function readForm(ns: NormalizedSchema, node: FormTree, dialect: Dialect): unknown {
  if (ns.isStructSchema()) {
    const byKey = new Map(
      [...ns.structIterator()].map(([name, m]) => [formKey(name, m, dialect), { name, m }]),
    );
    return Object.fromEntries(
      [...node.children].map(([key, child]) => {
        const member = byKey.get(key);
        if (member === undefined) throw new Error(`${ns.getName()} has no parameter "${key}"`);
        return [member.name, readForm(member.m, child, dialect)];
      }),
    );
  }
  if (ns.isListSchema()) {
    const flat = dialect === 'ec2' || ns.getMergedTraits().xmlFlattened !== undefined;
    const item = ns.getValueSchema();
    const items = flat ? node : node.children.get(item.getMergedTraits().xmlName ?? 'member');
    return [...(items?.children ?? [])]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, child]) => readForm(item, child, dialect));
  }
  if (ns.isMapSchema()) {
    const flat = ns.getMergedTraits().xmlFlattened !== undefined;
    const entries = flat ? node : node.children.get('entry');
    const [key, value] = [ns.getKeySchema(), ns.getValueSchema()];
    const named = (member: NormalizedSchema, usual: string) =>
      String(member.getMergedTraits().xmlName ?? usual);
    return Object.fromEntries(
      [...(entries?.children.values() ?? [])].map(({ children }) => [
        children.get(named(key, 'key'))?.text ?? '',
        readForm(value, children.get(named(value, 'value')) ?? { children: new Map() }, dialect),
      ]),
    );
  }
  return readText(ns, node.text ?? '');
}

function formKey(name: string, member: NormalizedSchema, dialect: Dialect): string {
  const { ec2QueryName, xmlName } = member.getMergedTraits();
  const key = typeof xmlName === 'string' ? xmlName : name;
  if (dialect !== 'ec2') return key;
  return typeof ec2QueryName === 'string' ? ec2QueryName : `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

function readText(ns: NormalizedSchema, text: string): unknown {
  if (ns.isBooleanSchema()) return text === 'true';
  if (ns.isNumericSchema()) return Number(text);
  if (ns.isTimestampSchema()) return new Date(text);
  return text;
}

/** Reads a JSON body into the operation's input: only times differ from plain JSON. */
export function decodeJson(ns: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (ns.isStructSchema()) {
    const members = ns.getMemberSchemas();
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, decodeJson(memberOf(ns, members, name), one)]),
    );
  }
  if (ns.isListSchema()) return (value as unknown[]).map((one) => decodeJson(ns.getValueSchema(), one));
  if (ns.isTimestampSchema())
    return typeof value === 'number' ? new Date(value * 1000) : new Date(String(value));
  return value;
}

/** Writes an operation's output as a JSON value. */
export function encodeJson(ns: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (ns.isStructSchema()) {
    const members = ns.getMemberSchemas();
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([name, one]) => [name, encodeJson(memberOf(ns, members, name), one)]),
    );
  }
  if (ns.isListSchema()) return listOf(ns, value).map((one) => encodeJson(ns.getValueSchema(), one));
  if (ns.isMapSchema()) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, encodeJson(ns.getValueSchema(), one)]),
    );
  }
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value;
}

/** Writes an operation's whole XML answer. */
export function encodeXml(
  operation: string,
  ns: NormalizedSchema,
  value: unknown,
  dialect: Dialect,
  about: { readonly requestId: string; readonly xmlns: string },
): string {
  const body = ns.isUnitSchema() ? '' : xmlContent(ns, value ?? {});
  const inner =
    dialect === 'ec2'
      ? `<requestId>${about.requestId}</requestId>${body}`
      : `<${operation}Result>${body}</${operation}Result><ResponseMetadata><RequestId>${about.requestId}</RequestId></ResponseMetadata>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${about.xmlns}">${inner}</${operation}Response>`;
}

function xmlContent(ns: NormalizedSchema, value: unknown): string {
  if (ns.isStructSchema()) {
    const members = ns.getMemberSchemas();
    return Object.entries(value as object)
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([name, one]) => {
        const member = memberOf(ns, members, name);
        const tag = member.getMemberTraits().xmlName ?? name;
        const flat = member.isListSchema() && member.getMergedTraits().xmlFlattened !== undefined;
        return flat
          ? listOf(member, one)
              .map((item) => element(tag, xmlContent(member.getValueSchema(), item)))
              .join('')
          : element(tag, xmlContent(member, one));
      })
      .join('');
  }
  if (ns.isListSchema()) {
    const tag = ns.getValueSchema().getMergedTraits().xmlName ?? 'member';
    return listOf(ns, value)
      .map((item) => element(tag, xmlContent(ns.getValueSchema(), item)))
      .join('');
  }
  if (ns.isMapSchema()) {
    const keyTag = ns.getKeySchema().getMergedTraits().xmlName ?? 'key';
    const valueTag = ns.getValueSchema().getMergedTraits().xmlName ?? 'value';
    return Object.entries(value as object)
      .map(([key, one]) =>
        element(
          'entry',
          element(keyTag, escapeXml(key)) + element(valueTag, xmlContent(ns.getValueSchema(), one)),
        ),
      )
      .join('');
  }
  if (value instanceof Date) {
    const epoch =
      ns.getMergedTraits().timestampFormat === 'epoch-seconds' || ns.getSchema() === TIMESTAMP_EPOCH_SECONDS;
    return epoch ? String(value.getTime() / 1000) : value.toISOString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return escapeXml(String(value));
}

function element(tag: string, content: string): string {
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${tag}>`;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function memberOf(
  ns: NormalizedSchema,
  members: Readonly<Record<string, NormalizedSchema>>,
  name: string,
): NormalizedSchema {
  const member = members[name];
  if (member === undefined) throw new Error(`${ns.getName()} has no member "${name}"`);
  return member;
}

function listOf(ns: NormalizedSchema, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${ns.getMemberName()} takes a list`);
  return value;
}
