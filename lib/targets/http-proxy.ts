import * as z from 'zod/mini';
import { TUNNEL_PROTOCOLS } from '../net/tunnel.ts';
import { hostPortField } from './fields.ts';
import { parseHostPort } from './host-port.ts';
import { hostQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/**
 * A proxy: whether it is there. What must be reached through it is asked by the targets that name it with `via`; what
 * they find when it is not there is explained by this target.
 */
export const httpProxy = defineTarget({
  type: 'http-proxy',
  fields: z.lazy(() =>
    z.strictObject({
      address: hostPortField,
      protocol: z._default(z.enum(TUNNEL_PROTOCOLS), 'http'),
    }),
  ),
  questions: ({ address, protocol }) => {
    const where = parseHostPort(address);
    const serves = protocol === 'http' ? 'HTTP proxy' : 'SOCKS proxy';
    return {
      outcome: 'asks',
      questions: 'fault' in where ? [] : hostQuestions(where.host, [{ port: where.port, serves }]),
    };
  },
});
