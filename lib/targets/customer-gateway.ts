import * as z from 'zod/mini';
import { hostField } from './fields.ts';
import { nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** A VPN device of one's own. Never an AWS tunnel address: its silence towards a stranger proves nothing. */
export const customerGateway = defineTarget({
  type: 'customer-gateway',
  fields: z.lazy(() =>
    z.strictObject({
      address: hostField,
      /** Whether the device answers addresses it has no tunnel with: then silence is a failure. */
      answersStrangers: z._default(z.boolean(), false),
    }),
  ),
  questions: ({ address, answersStrangers }) => ({
    outcome: 'asks',
    questions: [...nameQuestions(address), { kind: 'ike', host: address, answersStrangers }],
  }),
});
