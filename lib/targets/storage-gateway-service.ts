import * as z from 'zod/mini';
import { familyField, regionField, trustField } from './fields.ts';
import { publicPlaces, trustIn } from './gateway-paths.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

/** The public Storage Gateway names of a Region. */
export const storageGatewayService = defineTarget({
  type: 'storage-gateway-service',
  fields: z.lazy(() =>
    z.strictObject({ region: regionField, family: familyField, via: viaField, trust: trustField }),
  ),
  questions: ({ region, family, via }, context) => {
    const places = publicPlaces(region, family, trustIn(region, context));
    return {
      outcome: 'asks',
      // Where there is no way out but the proxy, it is the only way worth asking.
      questions: proxiedQuestions(via, places, context),
      outside: places.flatMap((place) => [
        ...hostQuestions(place.host, [place], { expect: 'public' }),
        tlsQuestion(place),
      ]),
    };
  },
});
