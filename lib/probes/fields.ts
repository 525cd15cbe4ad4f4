import * as z from 'zod/mini';
import { isAddress } from '../net/addresses.ts';

/** Fields that questions of several kinds share. Each refuses what could not be asked, in words. */

export const portNumber = z
  .number()
  .check(
    z.int(),
    z.minimum(1, 'expected a port from 1 to 65535'),
    z.maximum(65_535, 'expected a port from 1 to 65535'),
  );

/** A label may hold letters, digits, hyphens and underscores (RFC 1123 §2.1; underscores occur in practice). */
const HOST_NAME = /^(?=.{1,253}\.?$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?$/i;

export function isHost(text: string): boolean {
  return isAddress(text) || (HOST_NAME.test(text) && !/^[0-9.]+$/.test(text));
}

/** A host name or an IP literal without brackets. */
export const hostName = z.string().check(z.refine(isHost, 'expected a host name or an IP address'));
