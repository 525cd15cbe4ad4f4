import * as z from 'zod/mini';
import { GATEWAY_TYPES } from '../catalogue/gateway-types.ts';
import { activationSpec } from '../probes/activation/spec.ts';
import { awsId } from '../probes/kit/fields.ts';
import { nameQuestions } from './questions.ts';
import { imageQuestion } from './storage-gateway.ts';
import { defineTarget } from './target.ts';

/** A gateway on the point of being activated. It is no type of `targets:`: only a person asks for this. */
export const activationTarget = defineTarget({
  type: 'activation',
  fields: z.extend(activationSpec, {
    /** AWS is asked on the way, so a key takes longer than other answers, milliseconds. */
    timeoutMs: z.optional(z.number()),
    /** The EC2 instance it runs on, and what it is to become: is its image the newest? */
    image: z.optional(z.strictObject({ instance: awsId('i'), type: z.optional(z.enum(GATEWAY_TYPES)) })),
  }),
  questions: ({ name: _name, timeoutMs, image, ...spec }) => ({
    outcome: 'asks',
    questions: [
      ...nameQuestions(spec.host),
      { kind: 'activation', ...spec, ...(timeoutMs !== undefined && { timeoutMs }) },
      { kind: 'clock', host: spec.host },
      ...(image === undefined ? [] : [imageQuestion(image.instance, image.type)]),
    ],
  }),
});
