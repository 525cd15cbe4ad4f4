import type { DeviceConnection, DeviceNote, Setting } from './device-connection.ts';
import { optional, readSwitch, Section, type Written } from './written-config.ts';

interface Block {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly own: Map<string, Setting<string>>;
  readonly also: string[];
}

/** `also` may lead in circles; a file with more sections than that is no configuration. */
const MOST_BLOCKS = 1000;

/** One file of the form of ipsec.conf. */
export interface ConfFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads ipsec.conf and its parts as Openswan, Libreswan and strongSwan's starter do: sections begin in the first
 * column, settings are indented, `%default` holds for all, `also=` takes over another section. Source: ipsec.conf(5).
 *
 * @param files - together one configuration: a section may take over one of another file
 */
export function readIpsecConf(files: readonly ConfFile[], notes: DeviceNote[]): readonly DeviceConnection[] {
  const blocks = files.flatMap((one) => blocksOf(one, notes)).slice(0, MOST_BLOCKS);
  const defaults = blocks.filter(({ name }) => name === '%default');
  return blocks
    .filter(({ name }) => name !== '%default')
    .map((block) => {
      const written = settingsOf(block, blocks, defaults);
      return toConnection(block, new Section(written, notes));
    })
    .filter((one) => one.remote.address !== undefined || one.remote.id !== undefined);
}

function blocksOf({ file, text }: ConfFile, notes: DeviceNote[]): readonly Block[] {
  const blocks: Block[] = [];
  let current: Block | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.replace(/(^|\s)#.*/, '').trimEnd();
    if (content === '') continue;
    if (!/^\s/.test(content)) {
      current = undefined;
      const [, kind, rest = ''] = /^(conn|config|ca|version|include)\b(.*)/.exec(content) ?? [];
      if (kind === 'conn') {
        current = { name: rest.trim(), file, line, own: new Map(), also: [] };
        blocks.push(current);
      } else if (kind === 'include') {
        notes.push({ file, line, what: 'include-not-read', text: rest.trim() });
      } else if (kind === undefined) {
        notes.push({ file, line, what: 'line-not-known', text: content });
      }
      continue;
    }
    const [, key, value = ''] = /^\s*([\w-]+)\s*=(.*)/.exec(content) ?? [];
    if (key === undefined || current === undefined) continue;
    const bare = value.trim().replace(/^"(.*)"$/, '$1');
    if (key === 'also') current.also.push(...bare.split(/\s/));
    else current.own.set(key.toLowerCase(), { key, value: bare, file, line });
  }
  return blocks;
}

/** A section's own settings stand before those of `also`, and those before the defaults. */
function settingsOf(block: Block, all: readonly Block[], defaults: readonly Block[]): Written {
  const settings = new Map<string, Setting<string>>();
  const seen = new Set<Block>();
  const take = (one: Block) => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const [key, setting] of one.own) if (!settings.has(key)) settings.set(key, setting);
    for (const name of one.also) all.filter((other) => other.name === name).forEach(take);
  };
  take(block);
  defaults.forEach(take);
  return settings;
}

function toConnection({ name, file, line }: Block, section: Section): DeviceConnection {
  const side = (which: 'left' | 'right') => ({
    ...optional('address', addressOf(section.text(which))),
    ...optional('id', idOf(section.text(`${which}id`))),
    ...optional('subnets', section.list(`${which}subnets`, `${which}subnet`)),
  });
  return {
    name,
    file,
    line,
    format: 'ipsec.conf',
    // Which side is whose is found out by the device from its own addresses; AWS's configurations put it left.
    local: side('left'),
    remote: side('right'),
    ...optional(
      'ikeVersions',
      section.as((text) => IKEV2.get(text.toLowerCase()), 'ikev2') ??
        section.as((text) => KEY_EXCHANGE.get(text.toLowerCase()), 'keyexchange'),
    ),
    ...optional('phase1', section.proposals('ike')),
    ...optional('phase2', section.proposals('esp', 'phase2alg')),
    ...optional('usesForwardSecrecy', section.as(readSwitch, 'pfs')),
    ...optional('phase1LifetimeSeconds', section.seconds('ikelifetime')),
    ...optional('phase2LifetimeSeconds', section.seconds('salifetime', 'keylife', 'lifetime')),
    ...optional('dpdDelaySeconds', section.seconds('dpddelay')),
    ...optional('dpdAction', section.text('dpdaction')),
    ...optional('startup', section.as(readAuto, 'auto')),
    ...optional('mtuBytes', section.as(readBytes, 'mtu')),
    ...optional('natTraversal', section.as(readSwitch, 'encapsulation', 'forceencaps')),
  };
}

/** `%defaultroute`, `%any` and interfaces are no address. */
function addressOf(setting: Setting<string> | undefined): Setting<string> | undefined {
  return setting === undefined || setting.value.startsWith('%') ? undefined : setting;
}

/** An `@` says that the name is not to be looked up. */
function idOf(setting: Setting<string> | undefined): Setting<string> | undefined {
  return setting && { ...setting, value: setting.value.replace(/^@/, '') };
}

type Versions = readonly ('ikev1' | 'ikev2')[];
const IKEV2: ReadonlyMap<string, Versions> = new Map<string, Versions>([
  ['insist', ['ikev2']],
  ['yes', ['ikev2']],
  ['no', ['ikev1']],
  ['never', ['ikev1']],
  ['permit', ['ikev1', 'ikev2']],
  ['propose', ['ikev1', 'ikev2']],
]);
const KEY_EXCHANGE: ReadonlyMap<string, Versions> = new Map<string, Versions>([
  ['ike', ['ikev1', 'ikev2']],
  ['ikev1', ['ikev1']],
  ['ikev2', ['ikev2']],
]);

function readAuto(text: string): 'start' | 'wait' | undefined {
  const word = text.toLowerCase();
  if (word === 'start') return 'start';
  return ['add', 'ignore', 'route', 'ondemand', 'keep'].includes(word) ? 'wait' : undefined;
}

function readBytes(text: string): number | undefined {
  return /^\d{2,5}$/.test(text) ? Number(text) : undefined;
}
