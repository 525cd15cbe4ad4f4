import * as z from 'zod/mini';
import { awsId } from '../probes/kit/fields.ts';
import { trustIn } from './gateway-paths.ts';
import { CONTROL_TIMEOUT_MS, hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';

/** "Endpoints support traffic only over TCP"; the services of AWS listen on 443 (PrivateLink Guide, "AWS services that integrate"). */
const PORT = 443;

/**
 * An interface endpoint of any service, by id: its state, and whether it answers over TLS. It is no type of `targets:`:
 * a command line names it. Storage Gateway's have a type of their own, with all their ports.
 */
export const vpcEndpointTarget = defineTarget({
  type: 'vpc-endpoint',
  fields: z.lazy(() =>
    z.strictObject({
      endpoint: awsId('vpce'),
      /** AWS serves it, and not a partner: then its port and its roots are known. */
      ofAws: z.boolean(),
    }),
  ),
  questions: ({ endpoint, ofAws }, context) => {
    const known = context.endpoints.get(endpoint);
    const state = { kind: 'vpc-endpoint', timeoutMs: CONTROL_TIMEOUT_MS, endpoint };
    if (known === undefined || !ofAws) return { outcome: 'asks', questions: [state] };
    const { dnsName: host, region, addresses } = known;
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(host, [{ port: PORT }], {
          expect: 'private',
          ...(addresses.length > 0 && { addresses }),
        }),
        tlsQuestion({ host, port: PORT, trust: trustIn(region, context) }),
        state,
      ],
    };
  },
});
