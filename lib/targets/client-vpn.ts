import * as z from 'zod/mini';
import type { Question } from '../core/observation.ts';
import { addressOrBlock, awsId } from '../probes/kit/fields.ts';
import { clientVpnHost } from './openvpn.ts';
import { CONTROL_TIMEOUT_MS, nameQuestions } from './questions.ts';
import { defineTarget, isFollowed } from './target.ts';

/** An AWS Client VPN endpoint by id: AWS tells its name, port and transport. */
export const clientVpn = defineTarget({
  type: 'client-vpn',
  fields: z.lazy(() =>
    z.strictObject({
      endpoint: awsId('cvpn-endpoint'),
      /** Prefixes that users must be authorised for. */
      reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(50))),
      /** Whether the endpoint answers a client's first packet before it knows it: then silence is a failure. */
      answersStrangers: z._default(z.boolean(), false),
    }),
  ),
  questions: ({ endpoint, reaches, answersStrangers }, { clientVpns }) => {
    const rules: Question = {
      kind: 'client-vpn',
      timeoutMs: CONTROL_TIMEOUT_MS,
      endpoint,
      ...(reaches !== undefined && { reaches }),
    };
    const known = clientVpns?.get(endpoint);
    if (known === undefined) return { outcome: 'asks', questions: [rules] };
    const host = clientVpnHost(known.dnsName);
    const { port, transport } = known;
    return {
      outcome: 'asks',
      questions: [rules],
      // Its addresses are public ones: from a network without a way out only AWS can be asked.
      outside: [...nameQuestions(host), { kind: 'openvpn', host, port, transport, answersStrangers }],
    };
  },
  discovered: {
    by: 'client-vpn',
    check: 'client-vpn',
    fields: (found) => (found.type === 'client-vpn' ? { endpoint: found.id } : undefined),
    covers: ({ endpoint }, found) => isFollowed(found, { id: endpoint }),
  },
});
