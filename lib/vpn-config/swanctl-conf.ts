import { SharedKey } from '../wire/shared-key.ts';
import type { DeviceConnection, DeviceNote, DeviceSecret, Setting } from './device-connection.ts';
import type { ConfFile } from './ipsec-conf.ts';
import { optional, Section } from './written-config.ts';

interface Node {
  readonly name: string;
  readonly line: number;
  readonly settings: Map<string, Setting<string>>;
  readonly children: Node[];
}

/** Deeper than any configuration; a file that goes on opening sections is refused at this depth. */
const DEEPEST = 16;

/**
 * Reads swanctl.conf: nested sections, `key = value` to the end of the line, a section that inherits as `name : other`.
 * Sources: swanctl.conf(5), strongswan.conf(5) "FILE SYNTAX".
 */
export function readSwanctlConf(
  { file, text }: ConfFile,
  notes: DeviceNote[],
): { readonly connections: readonly DeviceConnection[]; readonly secrets: readonly DeviceSecret[] } {
  const root = parse(file, text, notes);
  const sections = (name: string) => root.children.filter((one) => one.name === name);
  return {
    connections: sections('connections').flatMap(({ children }) =>
      children.flatMap((one) => toConnections(one, file, notes)),
    ),
    secrets: sections('secrets').flatMap(({ children }) => children.flatMap((one) => toSecret(one, file))),
  };
}

/** Tokens: a brace, the end of a line, a quoted text, or the rest of a line up to one of these. */
function parse(file: string, text: string, notes: DeviceNote[]): Node {
  const root: Node = { name: '', line: 1, settings: new Map(), children: [] };
  const open: Node[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    let rest = withoutComment(raw).trim();
    while (rest !== '') {
      const parent = open.at(-1) ?? root;
      const include = /^include\s+(.+)/.exec(rest);
      const section = /^([^\s={}]+)\s*(?::[^{}=]+)?\{/.exec(rest);
      const setting = /^([\w.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^{}]*?))\s*(?=\}|$)/.exec(rest);
      if (rest.startsWith('}')) {
        open.pop();
        rest = rest.slice(1).trim();
      } else if (include !== null) {
        notes.push({ file, line, what: 'include-not-read', text: include[1] ?? '' });
        rest = '';
      } else if (section !== null && open.length < DEEPEST) {
        const node: Node = { name: section[1] ?? '', line, settings: new Map(), children: [] };
        parent.children.push(node);
        open.push(node);
        rest = rest.slice(section[0].length).trim();
      } else if (setting !== null) {
        const [whole, key = '', quoted, plain = ''] = setting;
        parent.settings.set(key, { key, value: quoted ?? plain, file, line });
        rest = rest.slice(whole.length);
      } else {
        notes.push({ file, line, what: 'line-not-known', text: rest.slice(0, 80) });
        rest = '';
      }
    }
  }
  return root;
}

/** A `#` inside quotes belongs to the value. */
function withoutComment(line: string): string {
  const [kept = ''] = /(?:[^"#]|"(?:[^"\\]|\\.)*")*/.exec(line) ?? [];
  return kept;
}

function toConnections(node: Node, file: string, notes: DeviceNote[]): readonly DeviceConnection[] {
  const section = new Section(node.settings, notes);
  const [local, remote] = ['local', 'remote'].map(
    (name) =>
      new Section(node.children.find((one) => one.name.startsWith(name))?.settings ?? new Map(), notes),
  );
  const [children] = node.children.filter(({ name }) => name === 'children');
  const one = (child: Node | undefined): DeviceConnection => {
    const childSection = new Section(child?.settings ?? new Map(), notes);
    const proposals = childSection.proposals('esp_proposals');
    return {
      name: child === undefined ? node.name : `${node.name}.${child.name}`,
      file,
      line: node.line,
      format: 'swanctl.conf',
      local: {
        ...optional('address', firstAddress(section.list('local_addrs'))),
        ...optional('id', local?.text('id')),
        ...optional('subnets', childSection.list('local_ts')),
      },
      remote: {
        ...optional('address', firstAddress(section.list('remote_addrs'))),
        ...optional('id', remote?.text('id')),
        ...optional('subnets', childSection.list('remote_ts')),
      },
      ...optional(
        'ikeVersions',
        section.as((text) => VERSIONS.get(text), 'version'),
      ),
      ...optional('phase1', section.proposals('proposals')),
      ...optional('phase2', proposals),
      ...optional('phase1LifetimeSeconds', section.seconds('rekey_time', 'reauth_time')),
      ...optional('phase2LifetimeSeconds', childSection.seconds('rekey_time', 'life_time')),
      ...optional('dpdDelaySeconds', section.seconds('dpd_delay')),
      ...optional('dpdAction', childSection.text('dpd_action')),
      ...optional(
        'startup',
        childSection.as((text) => STARTS.get(text), 'start_action'),
      ),
      ...optional(
        'natTraversal',
        section.as((text) => (text === 'yes' ? true : text === 'no' ? false : undefined), 'encap'),
      ),
    };
  };
  return children === undefined || children.children.length === 0
    ? [one(undefined)]
    : children.children.map((child) => one(child));
}

function firstAddress(list: Setting<readonly string[]> | undefined): Setting<string> | undefined {
  const [value] = list?.value ?? [];
  return list === undefined || value === undefined || value.startsWith('%') ? undefined : { ...list, value };
}

const VERSIONS: ReadonlyMap<string, readonly ('ikev1' | 'ikev2')[]> = new Map([
  ['0', ['ikev1', 'ikev2'] as const],
  ['1', ['ikev1'] as const],
  ['2', ['ikev2'] as const],
]);

const STARTS: ReadonlyMap<string, 'start' | 'wait'> = new Map([
  ['start', 'start'],
  ['trap|start', 'start'],
  ['none', 'wait'],
  ['trap', 'wait'],
] as const);

function toSecret({ name, line, settings }: Node, file: string): readonly DeviceSecret[] {
  const secret = settings.get('secret');
  if (!name.startsWith('ike') || secret === undefined || secret.value === '') return [];
  const ids = [...settings.values()].filter(({ key }) => key.startsWith('id')).map(({ value }) => value);
  return [{ file, line, ids, key: new SharedKey(secretBytes(secret.value)) }];
}

/** `0x` begins hexadecimal, `0s` Base64 (swanctl.conf(5), `secrets.ike<suffix>.secret`; ipsec.secrets(5)). */
export function secretBytes(text: string): Buffer {
  if (/^0x[0-9a-f]+$/i.test(text)) return Buffer.from(text.slice(2), 'hex');
  if (text.startsWith('0s')) return Buffer.from(text.slice(2), 'base64');
  return Buffer.from(text);
}
