import * as z from 'zod/mini';
import { hostPortField } from './fields.ts';
import { parseHostPort } from './host-port.ts';
import { hostQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** Any TCP port. */
export const tcp = defineTarget({
  type: 'tcp',
  fields: z.lazy(() => z.strictObject({ address: hostPortField })),
  questions: ({ address }) => {
    const where = parseHostPort(address);
    return {
      outcome: 'asks',
      questions: 'fault' in where ? [] : hostQuestions(where.host, [{ port: where.port }]),
    };
  },
});
