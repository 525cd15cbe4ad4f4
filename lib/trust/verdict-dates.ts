import { soonAfterMs } from '../catalogue/certificate-expiry.ts';
import type { Certificate } from './certificate.ts';

/** A time between two dates, without them; milliseconds since the Unix epoch. */
export interface Between {
  readonly afterMs: number;
  readonly beforeMs: number;
}

/** The dates of certificates that are next to a moment: between them, no date changes what is said of them. */
export function datesAround(
  certificates: readonly Pick<Certificate, 'notBeforeMs' | 'notAfterMs'>[],
  atMs: number,
): Between {
  const dates = certificates.flatMap((one) => [one.notBeforeMs, one.notAfterMs, soonAfterMs(one)]);
  return {
    afterMs: Math.max(...dates.filter((date) => date <= atMs)),
    beforeMs: Math.min(...dates.filter((date) => date >= atMs)),
  };
}

export function isBetween({ afterMs, beforeMs }: Between, atMs: number): boolean {
  return afterMs < atMs && atMs < beforeMs;
}
