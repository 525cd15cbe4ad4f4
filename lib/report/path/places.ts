import type { Evidence } from '../../core/finding.ts';
import type { PlaceField } from '../../core/path.ts';
import { hostOf } from '../text/evidence.ts';

/** Where something was seen, as far as it is known; what is missing stands for any. */
export interface Place {
  readonly host: string | undefined;
  readonly address: string | undefined;
  readonly port: number | undefined;
}

export const ANYWHERE: Place = { host: undefined, address: undefined, port: undefined };

/** The places of an evidence entry, told apart by some of its fields. */
export function placesOf(
  evidence: Evidence,
  by: readonly PlaceField[],
  each: 'addresses' | undefined,
): readonly Place[] {
  const { subject, address, port } = evidence;
  const place: Place = {
    host: by.includes('host') ? hostOf(subject, port) : undefined,
    address: by.includes('address') ? address : undefined,
    port: by.includes('port') ? port : undefined,
  };
  const several = each === undefined ? undefined : evidence[each];
  if (!Array.isArray(several)) return [place];
  return several.filter((one) => typeof one === 'string').map((one) => ({ ...place, address: one }));
}

export function keyOf({ host, address, port }: Place): string {
  return `${host ?? ''}\n${address ?? ''}\n${port ?? ''}`;
}

/** A place and everything it is a part of, itself first. */
export function widerPlaces(place: Place): readonly Place[] {
  const all: Place[] = [];
  for (const port of known(place.port))
    for (const address of known(place.address))
      for (const host of known(place.host)) all.push({ host, address, port });
  return all;
}

function known<T>(value: T | undefined): readonly (T | undefined)[] {
  return value === undefined ? [undefined] : [value, undefined];
}

/** Those that no other one is a part of: `host` goes where `host, address, port` is known. */
export function mostExact(places: readonly Place[]): readonly Place[] {
  const exact = new Map(places.map((place) => [keyOf(place), place]));
  for (const place of places) {
    for (const wider of widerPlaces(place).slice(1)) exact.delete(keyOf(wider));
  }
  return [...exact.values()];
}
