import * as z from 'zod/mini';
import { partitionOf } from '../catalogue/regions.ts';
import { publicEndpoints } from '../catalogue/storage-gateway.ts';
import { familyField, regionField } from './fields.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';

/** The public Storage Gateway names of a Region. */
export const storageGatewayService = defineTarget({
  type: 'storage-gateway-service',
  fields: z.strictObject({ region: regionField, family: familyField }),
  questions: ({ region, family }, { trust, reachesInternet }) => {
    if (!reachesInternet) return { outcome: 'left-out', why: 'no-way-out' };
    const rootTrust = trust === undefined ? (partitionOf(region)?.trust ?? 'public') : { roots: trust };
    return {
      outcome: 'asks',
      questions: publicEndpoints(region, family).flatMap(({ host, port, role }) => [
        ...hostQuestions(host, [{ port, serves: role }], { expect: 'public' }),
        tlsQuestion({ host, port, serves: role, trust: rootTrust }),
      ]),
    };
  },
});
