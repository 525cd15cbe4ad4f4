import * as z from 'zod/mini';
import { partitionOfHost } from '../catalogue/regions.ts';
import { clockField, hostPortField, mtuField, trustField } from './fields.ts';
import { parseHostPort } from './host-port.ts';
import { hostQuestions, mtuQuestions, ourClockQuestion, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

/** Any TLS port. AWS's own names must end at an Amazon root, others at any public one. */
export const tls = defineTarget({
  type: 'tls',
  fields: z.lazy(() =>
    z.strictObject({
      address: hostPortField,
      via: viaField,
      mtu: mtuField,
      clock: clockField,
      trust: trustField,
    }),
  ),
  questions: ({ address, via, mtu, clock }, context) => {
    const { trust } = context;
    const where = parseHostPort(address);
    if ('fault' in where) return { outcome: 'asks', questions: [] };
    const { host, port } = where;
    const rootTrust = trust === undefined ? (partitionOfHost(host)?.trust ?? 'public') : { roots: trust };
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(host, [{ port }]),
        tlsQuestion({ host, port, trust: rootTrust }),
        ...mtuQuestions(mtu, host, port),
        ...(clock === true ? [ourClockQuestion(host, port)] : []),
        ...proxiedQuestions(via, [{ host, port, trust: rootTrust }], context),
      ],
    };
  },
});
