import * as z from 'zod/mini';
import { awsIdPattern, isAwsId } from '../../core/aws/aws-object.ts';
import { isAddress } from '../../net/addresses.ts';

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

/** A DNS server, as `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`. */
export const dnsServer = z
  .string()
  .check(
    z.refine(
      (text) => isAddress(/^\[?(.*?)\]?:\d{1,5}$/.exec(text)?.[1] ?? '') || isAddress(text),
      'expected the address of a DNS server such as 10.0.1.10 or 10.0.1.10:53',
    ),
  );

/** An AWS id of that prefix. */
export function awsId(prefix: string): z.ZodMiniString {
  return z
    .string()
    .check(z.regex(awsIdPattern(prefix), `expected an id such as ${prefix}-0123456789abcdef0`));
}

/** An IP literal. */
export const ipAddress = z.string().check(z.refine(isAddress, 'expected an IP address'));

/** An IP literal, or a CIDR block. */
export const addressOrBlock = z
  .string()
  .check(
    z.refine(
      (text) => isAddress(text) || isBlock(text),
      'expected an IP address or a CIDR block such as 10.60.0.0/16',
    ),
  );

function isBlock(text: string): boolean {
  const [, address = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  return isAddress(address) && Number(prefix) <= (address.includes(':') ? 128 : 32);
}

/** Tags an AWS object must carry, all of them. A value is at most 256 characters, a key 128 (EC2 User Guide, "Tag restrictions"). */
export const tagsField = z
  .record(z.string().check(z.minLength(1), z.maxLength(128)), z.string().check(z.maxLength(256)))
  .check(z.refine((tags) => Object.keys(tags).length > 0, 'expected at least one tag'));

/** Whether the text is a VPC endpoint's id, and not one of its DNS names. */
export function isEndpointId(text: string): boolean {
  return isAwsId('vpce', text);
}

const GATEWAY = /^(arn:aws[a-z-]*:storagegateway:[a-z0-9-]+:\d{12}:gateway\/)?sgw-[0-9A-Fa-f]{8,17}$/;

/** A gateway's id such as `sgw-12A3456B`, or the ARN, which saves a listing. */
export const gatewayId = z
  .string()
  .check(z.regex(GATEWAY, 'expected a gateway id such as sgw-12A3456B, or its ARN'));
