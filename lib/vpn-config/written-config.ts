import type { DeviceNote, Place, Setting } from './device-connection.ts';
import { type ReadProposals, readProposals } from './proposals.ts';

/** A key with its value and place, as one line of a file gives it. */
export type Written = ReadonlyMap<string, Setting<string>>;

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `28800`, `8h`, `1d`: seconds; undefined where it is no time. */
function readSeconds(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d{1,9})\s*([smhdw])?$/.exec(text.toLowerCase()) ?? [];
  const unitSeconds = UNIT_SECONDS[unit];
  return number === undefined || unitSeconds === undefined ? undefined : Number(number) * unitSeconds;
}

/** Reads the settings of one section; what nobody knows becomes a note. */
export class Section {
  readonly #written: Written;
  readonly #notes: DeviceNote[];

  constructor(written: Written, notes: DeviceNote[]) {
    this.#written = written;
    this.#notes = notes;
  }

  /** The first of the keys that is written, with its value. */
  text(...keys: readonly string[]): Setting<string> | undefined {
    return keys.map((key) => this.#written.get(key)).find((one) => one !== undefined && one.value !== '');
  }

  /** The same, understood; what `read` gives up on is noted. */
  as<T>(read: (text: string) => T | undefined, ...keys: readonly string[]): Setting<T> | undefined {
    const found = this.text(...keys);
    if (found === undefined) return undefined;
    const value = read(found.value);
    if (value === undefined) {
      this.note(found, `${found.key}=${found.value}`);
      return undefined;
    }
    return { ...found, value };
  }

  seconds(...keys: readonly string[]): Setting<number> | undefined {
    return this.as(readSeconds, ...keys);
  }

  list(...keys: readonly string[]): Setting<readonly string[]> | undefined {
    return this.as((text) => text.split(/[\s,{}]/).filter((one) => one !== ''), ...keys);
  }

  proposals(...keys: readonly string[]): Setting<ReadProposals['proposals']> | undefined {
    const found = this.text(...keys);
    if (found === undefined) return undefined;
    const { proposals, unknown } = readProposals(found.value);
    if (unknown.length > 0) this.note(found, `${found.key}: ${unknown.join(', ')}`);
    return proposals.length === 0 ? undefined : { ...found, value: proposals };
  }

  note({ file, line }: Place, text: string): void {
    this.#notes.push({ file, line, what: 'value-not-known', text });
  }
}

const YES = ['yes', 'true', 'on', '1', 'force', 'forced', 'always'];
const NO = ['no', 'false', 'off', '0', 'never'];

/** The switches of all three programs. */
export function readSwitch(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** A field of an object; none where there is no value. */
export function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}
