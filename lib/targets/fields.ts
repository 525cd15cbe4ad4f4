import * as z from 'zod/mini';
import { REGIONS } from '../catalogue/regions.ts';
import { FAMILIES } from '../catalogue/storage-gateway.ts';
import { hostName, isEndpointId, isHost } from '../probes/kit/fields.ts';
import { readPemRoots } from '../trust/pem-roots.ts';
import { parseHostPort } from './host-port.ts';

/** Fields that targets of several types share. */

export const regionField = z
  .string()
  .check(z.refine((text) => REGIONS.includes(text), 'expected an AWS Region such as ap-northeast-2'));

export const familyField = z._default(z.enum(FAMILIES), 'standard');

export const hostPortField = z
  .string()
  .check(
    z.refine((text) => !('fault' in parseHostPort(text)), 'expected HOST:PORT, an IPv6 address in brackets'),
  );

export const hostField = hostName;

/** A VPC endpoint's id or DNS name. What begins as an id and has no dot is a mistyped id, not the name of a host. */
export function isEndpoint(text: string): boolean {
  return isEndpointId(text) || (isHost(text) && !/^vpce-[^.]*$/i.test(text));
}

/** A dozen roots; more is the bundle of a distribution, which is not wanted for one target. */
const MAX_TRUST_CHARACTERS = 40_000;

/**
 * `trust`: PEM certificates of one's own roots, in the file itself, for it is all that a deployed function has. They
 * stand in place of the roots that the target's certificates must end at otherwise. Where a field says it, `plan.ts`
 * makes the questions of the target with it.
 */
export const trustField = z.optional(
  z.string().check(
    z.maxLength(
      MAX_TRUST_CHARACTERS,
      `expected at most ${MAX_TRUST_CHARACTERS} characters of PEM certificates`,
    ),
    z.check(({ value, issues }) => {
      const read = readPemRoots(value, ' in this file');
      if ('roots' in read) return;
      for (const message of read.faults) issues.push({ code: 'custom', message, input: value });
    }),
  ),
);

/** `mtu: true`: whether full packets pass is measured as well; it opens some twenty connections an address. */
export const mtuField = z.optional(z.boolean());

/** `clock: true`: the vantage's own clock is compared with the Date header of the server, which must be right. */
export const clockField = z.optional(z.boolean());
