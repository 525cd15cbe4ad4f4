import * as z from 'zod/mini';
import type { Question } from '../core/observation.ts';
import { isAddress } from '../net/addresses.ts';
import { addressOrBlock, awsId, tagsField } from '../probes/kit/fields.ts';
import { beyondField, portsBeyond, readBeyond } from './beyond.ts';
import { mtuField } from './fields.ts';
import { CONTROL_TIMEOUT_MS, mtuQuestions } from './questions.ts';
import { defineTarget, isFollowed } from './target.ts';

/** An attachment of a transit gateway, and what must be reached through it. */
export const transitGatewayAttachment = defineTarget({
  type: 'transit-gateway-attachment',
  fields: z.lazy(() =>
    z
      .strictObject({
        attachment: z.optional(awsId('tgw-attach')),
        /** Follows an attachment that is made anew under another id. */
        tags: z.optional(tagsField),
        /** Prefixes that the transit table, and the VPC's own tables, must know the way to. */
        reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(20))),
        /** Subnets of the attached VPC that need a route to the gateway; those of the vantage where something is asked beyond. */
        subnets: z.optional(z.array(awsId('subnet')).check(z.minLength(1), z.maxLength(50))),
        beyond: beyondField,
        mtu: mtuField,
      })
      .check(
        z.refine(
          ({ attachment, tags }) => attachment !== undefined || tags !== undefined,
          'expected an attachment: its id under "attachment", or the tags it carries under "tags"',
        ),
      ),
  ),
  questions: (target, { place }) => {
    const beyond = readBeyond(target.beyond);
    const addresses = [...new Set(beyond.map(({ host }) => host).filter(isAddress))];
    const reaches = [...new Set([...(target.reaches ?? []), ...addresses])].slice(0, 20);
    const subnets = target.subnets ?? (beyond.length > 0 ? place?.subnets : undefined);
    const attachment: Question = {
      kind: 'transit-gateway',
      timeoutMs: CONTROL_TIMEOUT_MS,
      ...(target.attachment !== undefined && { attachment: target.attachment }),
      ...(target.tags !== undefined && { tags: target.tags }),
      ...(reaches.length > 0 && { reaches }),
      ...(subnets !== undefined && { subnets: [...subnets] }),
    };
    return {
      outcome: 'asks',
      questions: [
        attachment,
        ...portsBeyond(beyond),
        ...beyond.flatMap(({ host, port }) => mtuQuestions(target.mtu, host, port)),
      ],
    };
  },
  discovered: {
    by: 'transit-gateway',
    check: 'transit-gateway',
    fields: (found) => (found.type === 'transit-gateway-attachment' ? { attachment: found.id } : undefined),
    covers: ({ attachment, tags }, found) => isFollowed(found, { id: attachment, tags }),
  },
});
