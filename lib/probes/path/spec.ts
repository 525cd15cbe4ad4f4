import * as z from 'zod/mini';
import { awsIdPattern } from '../../core/aws/aws-object.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { isAddress } from '../../net/addresses.ts';
import { isHost, portNumber } from '../kit/fields.ts';

function id(prefix: string, example = `${prefix}-0123456789abcdef0`) {
  return z.string().check(z.regex(awsIdPattern(prefix), `expected an id such as ${example}`));
}

const CIDR = /^(.+)\/(\d{1,3})$/;
function isBlock(text: string): boolean {
  const [, address = '', prefix = ''] = CIDR.exec(text) ?? [];
  return isAddress(address) && Number(prefix) <= (address.includes(':') ? 128 : 32);
}

const address = z.string().check(z.refine(isAddress, 'expected an IP address'));
/** What to call the end in the report; its id or address where it has no name. */
const name = z.optional(z.string().check(z.minLength(1), z.maxLength(80)));

/** One of the ways to name an end. */
const end = z.union([
  z.strictObject({ eni: id('eni'), name }),
  z.strictObject({ instance: id('i'), name }),
  /** Id or DNS name of an interface endpoint. */
  z.strictObject({
    vpcEndpoint: z
      .string()
      .check(z.refine(isHost, 'expected an id such as vpce-0123456789abcdef0, or a DNS name')),
    name,
  }),
  /** What has no network interface of its own to read: a function, an Instance Connect endpoint. */
  z.strictObject({
    subnets: z.array(id('subnet')).check(z.minLength(1), z.maxLength(50)),
    securityGroups: z.array(id('sg')).check(z.minLength(1), z.maxLength(50)),
    name,
  }),
  /** Looked for in `vpc`, else in the VPC of the other end; outside AWS where it is in neither. */
  z.strictObject({ address, vpc: z.optional(id('vpc')), name }),
]);
export type PathSpecEnd = z.infer<typeof end>;

const segment = z.strictObject({
  /** Said in the report: `gateway to endpoint`. */
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  from: end,
  to: end,
  ports: z.array(portNumber).check(z.minLength(1), z.maxLength(100)),
  protocol: z._default(z.enum(['tcp', 'udp']), 'tcp'),
  /** Ports that are only needed at times degrade the finding where they are blocked. */
  required: z._default(z.boolean(), true),
  /** The address or block the target sees where it is not the source's own: clients an endpoint preserves. */
  seenAs: z.optional(
    z
      .string()
      .check(z.refine((text) => isAddress(text) || isBlock(text), 'expected an IP address or a CIDR block')),
  ),
  /** What a missing route ought to lead to. */
  via: z.optional(
    z.union([
      z.strictObject({ kind: z.literal('virtual-private-gateway'), id: id('vgw') }),
      z.strictObject({ kind: z.literal('transit-gateway'), id: id('tgw') }),
      z.strictObject({ kind: z.literal('vpc-peering-connection'), id: id('pcx') }),
      z.strictObject({ kind: z.literal('nat-gateway'), id: id('nat') }),
    ]),
  ),
  /** The ports the source asks from, where its system is known: 32768-60999 on Linux, 49152-65535 on Windows. */
  asksFrom: z.optional(z.strictObject({ from: portNumber, to: portNumber })),
});

/** Which ends must reach which, on which ports, as far as AWS's own rules go. */
export const pathSpec = z.lazy(() =>
  z.strictObject({ segments: z.array(segment).check(z.minLength(1), z.maxLength(50)) }),
);
export type PathSpec = z.infer<typeof pathSpec>;
export type PathSpecSegment = PathSpec['segments'][number];

/** Gravest first: groups are set by hand and change most, routes least. */
export const PATH_REASONS = {
  'path-security-group-blocks': { status: 'failed', severity: 'critical' },
  'path-network-acl-blocks': { status: 'failed', severity: 'critical' },
  'path-no-route': { status: 'failed', severity: 'critical' },
  'path-blackhole': { status: 'failed', severity: 'critical' },
  /** Something that could block was not found or cannot be read. */
  'path-undecided': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type PathReason = keyof typeof PATH_REASONS;
