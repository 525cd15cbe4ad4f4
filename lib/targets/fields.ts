import * as z from 'zod/mini';
import { REGIONS } from '../catalogue/regions.ts';
import { FAMILIES } from '../catalogue/storage-gateway.ts';
import { hostName, isEndpointId, isHost } from '../probes/kit/fields.ts';
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

/** `mtu: true`: whether full packets pass is measured as well; it opens some twenty connections an address. */
export const mtuField = z.optional(z.boolean());
