import type { Evidence } from '../../core/finding.ts';
import type { Json } from '../../core/json.ts';

/** Fields with a place of their own in every output. */
const PLACED = new Set(['subject', 'address', 'port', 'outcome', 'attempts', 'faults', 'blockedBy']);

/** Evidence at which something is wrong before the rest. */
export function faultyFirst(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...evidence].sort((a, b) => Number(b.faults !== undefined) - Number(a.faults !== undefined));
}

/** The fields that have no place of their own, as far as they fit into a line. */
export function ownFields(evidence: Evidence): readonly (readonly [name: string, value: Json | undefined])[] {
  return Object.entries(evidence).filter(([name, value]) => !PLACED.has(name) && isPlain(value));
}

/** What an evidence entry is about: the subject, and the address where it says more than the subject. */
export function describeSubject({ subject, address }: Evidence): string {
  return address === undefined || subject.startsWith(address) ? subject : `${subject} (${address})`;
}

function isPlain(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value))
    return value.length > 0 && value.length <= 8 && value.every((one) => typeof one !== 'object');
  return typeof value !== 'object';
}

/** `rootKey` as `root key`. */
export function spaced(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

/** The host of a subject as `placeName` writes it; a subject without that port is a host already. */
export function hostOf(subject: string, port: number | undefined): string {
  if (port === undefined || !subject.endsWith(`:${port}`)) return subject;
  return subject.slice(0, -`:${port}`.length).replace(/^\[(.*)\]$/, '$1');
}
