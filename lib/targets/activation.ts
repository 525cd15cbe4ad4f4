import * as z from 'zod/mini';
import { GATEWAY_TYPES } from '../catalogue/gateway-types.ts';
import type { Question } from '../core/observation.ts';
import { activationSpec } from '../probes/activation/spec.ts';
import { awsId } from '../probes/kit/fields.ts';
import { wayQuestions } from './gateway-paths.ts';
import { CONTROL_TIMEOUT_MS, nameQuestions } from './questions.ts';
import { imageQuestion } from './storage-gateway.ts';
import { defineTarget } from './target.ts';
import { proxyNamed, viaField } from './through-proxy.ts';

/** A gateway on the point of being activated. It is no type of `targets:`: only a person asks for this. */
export const activationTarget = defineTarget({
  type: 'activation',
  fields: z.lazy(() =>
    z.extend(activationSpec._zod.innerType, {
      /** AWS is asked on the way, so a key takes longer than other answers, milliseconds. */
      timeoutMs: z.optional(z.number()),
      /** The EC2 instance it runs on, and what it is to become: is its image the newest? */
      image: z.optional(z.strictObject({ instance: awsId('i'), type: z.optional(z.enum(GATEWAY_TYPES)) })),
      /** The VPC it is in: to the public endpoints, no Storage Gateway endpoint of it may have private DNS. */
      vpc: z.optional(awsId('vpc')),
      /** The proxy it will use: the rules are read from the gateway to it, and on from there. */
      via: viaField,
    }),
  ),
  questions: ({ name: _name, timeoutMs, image, vpc, via, ...spec }, { siblings = [] }) => ({
    outcome: 'asks',
    questions: [
      ...nameQuestions(spec.host),
      { kind: 'activation', ...spec, ...(timeoutMs !== undefined && { timeoutMs }) },
      { kind: 'clock', host: spec.host },
      ...(image === undefined ? [] : [imageQuestion(image.instance, image.type)]),
      ...endpointQuestions(spec.vpcEndpoint, vpc),
      ...wayQuestions({
        instance: image?.instance,
        address: spec.host,
        endpoint: spec.vpcEndpoint,
        proxy: via === undefined ? undefined : proxyNamed(via, siblings),
      }),
    ],
  }),
});

/** The endpoint it is to be activated through; to the public ones, those beside it that could capture their names. */
function endpointQuestions(endpoint: string | undefined, vpc: string | undefined): readonly Question[] {
  if (endpoint !== undefined) return [{ kind: 'vpc-endpoint', endpoint, timeoutMs: CONTROL_TIMEOUT_MS }];
  if (vpc === undefined) return [];
  const wants = { privateDns: 'off', zones: 1 };
  return [{ kind: 'vpc-endpoint', vpc, wants, timeoutMs: CONTROL_TIMEOUT_MS }];
}
