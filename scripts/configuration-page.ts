import { editorSchema } from '../lib/config/json-schema.ts';
import { asFields } from '../lib/core/json.ts';
import { CONFIGURATION_PROSE } from './configuration-prose.ts';

/** One key of gatewatch.yaml. */
export interface ConfigurationKey {
  /** `vantages.name`; of a target `tls.address`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: string | undefined;
  readonly prose: string | undefined;
}

/** What is the same elsewhere is said once: of the installation's own account, and of mailboxes. */
const SAID_ONCE: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => key.replace(/^accounts\./, ''),
  (key) => key.replace(/^notify\.\w+\.quiet/, 'notify.email.quiet'),
  (key) => key.replace(/^notify\.\w+\.name/, 'notify.slack.name'),
];

/** Every key that the schema knows, in its order. Keys that all targets share come once, under their own name. */
export function configurationKeys(): readonly ConfigurationKey[] {
  const keys = new Map<string, ConfigurationKey>();
  const visit = (node: unknown, path: string) => {
    const schema = asFields(node);
    if (schema === undefined) return;
    for (const variant of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((one) =>
      Array.isArray(one) ? one : [],
    ))
      visit(variant, path);
    if (schema.items !== undefined) visit(schema.items, path);
    const properties = asFields(schema.properties) ?? {};
    const targetType = asFields(properties.type)?.const;
    const at = typeof targetType === 'string' ? targetType : path;
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
    for (const [name, value] of Object.entries(properties)) {
      const own = at === '' ? name : `${at}.${name}`;
      const isTarget = typeof targetType === 'string';
      const shared =
        isTarget && CONFIGURATION_PROSE[own] === undefined && CONFIGURATION_PROSE[name] !== undefined;
      const key = shared ? name : own;
      if (!keys.has(key))
        keys.set(key, {
          path: key,
          type: typeOf(value),
          required: required.includes(name) && asFields(value)?.default === undefined,
          fallback: fallbackOf(value),
          prose: SAID_ONCE.map((same) => CONFIGURATION_PROSE[same(key)]).find((one) => one !== undefined),
        });
      visit(value, own);
    }
  };
  visit(JSON.parse(editorSchema()), '');
  return [...keys.values()];
}

function typeOf(value: unknown): string {
  const { type, enum: choices, const: only, items, anyOf } = asFields(value) ?? {};
  if (Array.isArray(choices)) return choices.map((one) => `\`${String(one)}\``).join(', ');
  if (only !== undefined) return `\`${String(only)}\``;
  if (type === 'array') return `list of ${typeOf(items) || 'objects'}`;
  if (typeof type === 'string') return type;
  return Array.isArray(anyOf) ? [...new Set(anyOf.map(typeOf))].filter((one) => one !== '').join(' or ') : '';
}

function fallbackOf(value: unknown): string | undefined {
  const fallback = asFields(value)?.default;
  return fallback === undefined || (typeof fallback === 'object' && fallback !== null)
    ? undefined
    : `\`${String(fallback)}\``;
}

const INTRODUCTION = `# Configuration

Every key of \`gatewatch.yaml\`, made from its schema by \`npm run docs\`. Editors complete and check the file by
[the schema](gatewatch.schema.json). A key that is unknown, or has a value that cannot be used, is reported with its line.

A small example:

\`\`\`yaml
language: en
schedule: rate(5 minutes)
alarm: { failing: 2, of: 3 }
notify:
  email: [{ to: storage-oncall@example.com }]
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0, subnet-0fedcba9876543210]
    discover: [storage-gateway, vpn]
    targets:
      - { name: sgw-endpoint, type: storage-gateway-endpoint, endpoint: vpce-0123456789abcdef0 }
\`\`\`
`;

/** docs/configuration.md */
export function configurationPage(): string {
  const keys = configurationKeys();
  const top = keys.filter(({ path }) => /^(?!.*-)[a-zA-Z]+(\.|$)/.test(path));
  const sections = Map.groupBy(keys, ({ path }) => (path.includes('.') ? (path.split('.')[0] ?? '') : ''));
  const shared = new Set([
    'name',
    'type',
    'measurements',
    'was',
    'owner',
    'via',
    'region',
    'mtu',
    'clock',
    'trust',
    'beyond',
    'subnets',
    'tags',
    'answersStrangers',
  ]);
  const lines = [INTRODUCTION];
  lines.push('## Top level', '', ...table((sections.get('') ?? []).filter(({ path }) => !shared.has(path))));
  for (const [name, its] of sections) {
    if (name !== '' && top.some(({ path }) => path === name)) lines.push('', `## ${name}`, '', ...table(its));
  }
  lines.push(
    '',
    '## Keys that targets share',
    '',
    ...table((sections.get('') ?? []).filter(({ path }) => shared.has(path))),
  );
  for (const [name, its] of sections) {
    if (name !== '' && !top.some(({ path }) => path === name))
      lines.push('', `### type: ${name}`, '', ...table(its));
  }
  return `${lines.join('\n')}\n`;
}

function table(keys: readonly ConfigurationKey[]): readonly string[] {
  return [
    '| key | value | default | what it is for |',
    '| --- | --- | --- | --- |',
    ...keys.map(
      ({ path, type, required, fallback, prose = '' }) =>
        `| \`${path}\` | ${type} | ${required ? 'required' : (fallback ?? '')} | ${prose.replaceAll('|', '\\|')} |`,
    ),
  ];
}
