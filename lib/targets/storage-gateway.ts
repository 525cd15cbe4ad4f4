import * as z from 'zod/mini';
import { GATEWAY_TYPES, type GatewayType } from '../catalogue/gateway-types.ts';
import { APPLIANCE_SERVICES, CLIENT_PROTOCOLS, PROTOCOLS_OF_TYPE } from '../catalogue/storage-gateway.ts';
import type { Question } from '../core/observation.ts';
import { hostField } from './fields.ts';
import { hostQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** A gateway appliance: the ports its clients use, what answers there, and its own clock. */
export const storageGateway = defineTarget({
  type: 'storage-gateway',
  fields: z.strictObject({
    address: hostField,
    gatewayType: z._default(z.enum(GATEWAY_TYPES), 'file-s3'),
    /** What its clients speak, where that is less than its type could. */
    protocols: z.optional(z.array(z.enum(CLIENT_PROTOCOLS)).check(z.minLength(1))),
    /** Its id, for what only AWS can tell. */
    gateway: z.optional(
      z.string().check(z.regex(/^sgw-[0-9A-Fa-f]{8,17}$/, 'expected an id such as sgw-12A3456B')),
    ),
  }),
  questions: ({ address, gatewayType, protocols, gateway }) => {
    const services = servicesOf(gatewayType, protocols);
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(address, services),
        ...services.flatMap(({ port, serves, hello, required }): readonly Question[] =>
          hello === undefined
            ? []
            : [{ kind: 'hello', host: address, port, protocols: [hello], required, serves }],
        ),
        { kind: 'clock', host: address },
        ...(gateway === undefined ? [] : [{ kind: 'gateway', gateway }]),
      ],
    };
  },
});

function servicesOf(type: GatewayType, protocols: readonly string[] | undefined) {
  const spoken = protocols ?? PROTOCOLS_OF_TYPE[type];
  return APPLIANCE_SERVICES.filter(({ protocol }) => spoken.includes(protocol));
}
