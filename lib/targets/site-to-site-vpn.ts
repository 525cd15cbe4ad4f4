import * as z from 'zod/mini';
import { awsIdPattern } from '../core/aws/aws-object.ts';
import type { JsonObject } from '../core/json.ts';
import type { Question } from '../core/observation.ts';
import { isoTime } from '../core/time.ts';
import { isAddress } from '../net/addresses.ts';
import { awsId, ipAddress, tagsField } from '../probes/kit/fields.ts';
import { OUTSIDE_ADDRESSES } from '../probes/vpn/fingerprints.ts';
import { beyondField, portsBeyond, readBeyond } from './beyond.ts';
import { mtuField } from './fields.ts';
import type { HostPort } from './host-port.ts';
import { CONTROL_TIMEOUT_MS, mtuQuestions } from './questions.ts';
import { defineTarget, isFollowed, type TargetContext } from './target.ts';

/** A server in the VPC that must reach what lies beyond. */
const instanceOrInterface = z
  .string()
  .check(
    z.regex(awsIdPattern('(?:i|eni)'), 'expected an id such as i-0123456789abcdef0 or eni-0123456789abcdef0'),
  );

/** A Site-to-Site VPN connection, what must answer beyond it, and the servers that must reach that. */
export const siteToSiteVpn = defineTarget({
  type: 'site-to-site-vpn',
  fields: z.lazy(() =>
    z
      .strictObject({
        vpn: z.optional(awsId('vpn')),
        /** Follows a connection that is made anew under another id. */
        tags: z.optional(tagsField),
        beyond: beyondField,
        mtu: mtuField,
        /** Whether what the tunnels carried in the last hour is judged: one direction only, or each on a different tunnel. */
        traffic: z._default(z.boolean(), false),
        /** The outside addresses that the device is configured with. */
        expectOutsideAddresses: z.optional(z.array(ipAddress).check(z.minLength(1), z.maxLength(8))),
        /** The device's own public address. */
        expectCustomerGatewayAddress: z.optional(ipAddress),
        /** Subnets that need a route into the tunnel; those of the vantage where something is asked beyond. */
        subnets: z.optional(z.array(awsId('subnet')).check(z.minLength(1), z.maxLength(50))),
        /** Servers whose rules must let them reach every address beyond. */
        from: z.optional(z.array(instanceOrInterface).check(z.minLength(1), z.maxLength(20))),
      })
      .check(
        z.refine(
          ({ vpn, tags }) => vpn !== undefined || tags !== undefined,
          'expected a connection: its id under "vpn", or the tags it carries under "tags"',
        ),
      ),
  ),
  questions: (target, { place, lastGood }) => {
    const beyond = readBeyond(target.beyond);
    const addresses = [...new Set(beyond.map(({ host }) => host).filter(isAddress))];
    // What is asked beyond from this VPC needs the tunnel to end in this VPC, and a route in the vantage's subnets.
    const asksFromHere = beyond.length > 0 && place !== undefined;
    const subnets = target.subnets ?? (asksFromHere ? place.subnets : undefined);
    const connection: Question = {
      kind: 'vpn',
      timeoutMs: CONTROL_TIMEOUT_MS,
      ...(target.vpn !== undefined && { vpn: target.vpn }),
      ...(target.tags !== undefined && { tags: target.tags }),
      ...(target.expectOutsideAddresses !== undefined && {
        expectOutsideAddresses: target.expectOutsideAddresses,
      }),
      ...(target.expectCustomerGatewayAddress !== undefined && {
        expectCustomerGatewayAddress: target.expectCustomerGatewayAddress,
      }),
      ...(target.traffic && { traffic: true }),
      ...lastAddresses(target.name, lastGood),
      ...(asksFromHere && { vpc: place.vpc }),
      ...(subnets !== undefined && { subnets: [...subnets] }),
      ...(addresses.length > 0 && { reaches: addresses }),
    };
    return {
      outcome: 'asks',
      questions: [
        connection,
        ...portsBeyond(beyond),
        ...beyond.flatMap(({ host, port }) => mtuQuestions(target.mtu, host, port)),
        ...pathQuestions(target.from ?? [], beyond),
      ],
    };
  },
  discovered: {
    by: 'vpn',
    check: 'vpn',
    fields: (found) => (found.type === 'site-to-site-vpn' ? { vpn: found.id } : undefined),
    covers: ({ vpn, tags }, found) => isFollowed(found, { id: vpn, tags }),
  },
});

/** The most that a question may hold. */
const MAX_ADDRESSES = 8;

/** What the device was last known to call. */
function lastAddresses(name: string, lastGood: TargetContext['lastGood'] = []): JsonObject {
  const last = lastGood.find(
    ({ target, check, subject }) => target === name && check === 'vpn' && subject === OUTSIDE_ADDRESSES,
  );
  const addresses = (last?.marks ?? []).map(({ id }) => id).filter(isAddress);
  if (addresses.length === 0) return {};
  const lastWellUntil = isoTime(last?.endedMs);
  return {
    lastOutsideAddresses: addresses.slice(0, MAX_ADDRESSES),
    ...(lastWellUntil !== undefined && { lastWellUntil }),
  };
}

/** Whether AWS's rules let each server reach each address beyond, there and back. */
function pathQuestions(from: readonly string[], beyond: readonly HostPort[]): readonly Question[] {
  const segments = from.flatMap((id) =>
    [...Map.groupBy(beyond, ({ host }) => host)]
      .filter(([host]) => isAddress(host))
      .map(([address, ports]) => ({
        name: `${id} to ${address}`,
        from: id.startsWith('eni-') ? { eni: id } : { instance: id },
        to: { address },
        ports: [...new Set(ports.map(({ port }) => port))],
      })),
  );
  return segments.length === 0
    ? []
    : [{ kind: 'path', timeoutMs: CONTROL_TIMEOUT_MS, segments: segments.slice(0, 50) }];
}
