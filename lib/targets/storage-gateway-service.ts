import * as z from 'zod/mini';
import { partitionOf } from '../catalogue/regions.ts';
import { publicEndpoints } from '../catalogue/storage-gateway.ts';
import { familyField, regionField } from './fields.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

/** The public Storage Gateway names of a Region. */
export const storageGatewayService = defineTarget({
  type: 'storage-gateway-service',
  fields: z.strictObject({ region: regionField, family: familyField, via: viaField }),
  questions: ({ region, family, via }, context) => {
    const { trust, reachesInternet } = context;
    if (!reachesInternet && via === undefined) return { outcome: 'left-out', why: 'no-way-out' };
    const rootTrust = trust === undefined ? (partitionOf(region)?.trust ?? 'public') : { roots: trust };
    const endpoints = publicEndpoints(region, family);
    // Where there is no way out but the proxy, it is the only way worth asking.
    const direct = reachesInternet ? endpoints : [];
    return {
      outcome: 'asks',
      questions: [
        ...direct.flatMap(({ host, port, role }) => [
          ...hostQuestions(host, [{ port, serves: role }], { expect: 'public' }),
          tlsQuestion({ host, port, serves: role, trust: rootTrust }),
        ]),
        ...proxiedQuestions(
          via,
          endpoints.map(({ host, port, role }) => ({ host, port, serves: role, trust: rootTrust })),
          context,
        ),
      ],
    };
  },
});
