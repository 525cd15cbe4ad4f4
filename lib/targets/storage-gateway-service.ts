import * as z from 'zod/mini';
import { familyField, regionField } from './fields.ts';
import { publicPlaces, trustIn } from './gateway-paths.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

/** The public Storage Gateway names of a Region. */
export const storageGatewayService = defineTarget({
  type: 'storage-gateway-service',
  fields: z.strictObject({ region: regionField, family: familyField, via: viaField }),
  questions: ({ region, family, via }, context) => {
    const { reachesInternet } = context;
    if (!reachesInternet && via === undefined) return { outcome: 'left-out', why: 'no-way-out' };
    const places = publicPlaces(region, family, trustIn(region, context));
    // Where there is no way out but the proxy, it is the only way worth asking.
    const direct = reachesInternet ? places : [];
    return {
      outcome: 'asks',
      questions: [
        ...direct.flatMap((place) => [
          ...hostQuestions(place.host, [place], { expect: 'public' }),
          tlsQuestion(place),
        ]),
        ...proxiedQuestions(via, places, context),
      ],
    };
  },
});
