import { httpDate, httpsDate } from './http-date.ts';
import { ntp } from './ntp.ts';
import { smb2 } from './smb2.ts';
import type { ClockSource } from './source.ts';

/** THE list of sources, the most exact first. Adding one is its file and one line here. */
export const SOURCES = {
  ntp,
  smb2,
  'http-date': httpDate,
  'https-date': httpsDate,
} as const satisfies Readonly<Record<string, ClockSource>>;

export type ClockSourceName = keyof typeof SOURCES;

/** Where each is served, unless the question says otherwise (IANA Service Name and Port Number registry). */
export const DEFAULT_SOURCES: readonly { readonly source: ClockSourceName; readonly port: number }[] = [
  { source: 'ntp', port: 123 },
  { source: 'smb2', port: 445 },
  { source: 'http-date', port: 80 },
];
