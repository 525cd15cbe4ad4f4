import * as z from 'zod/mini';
import { GATEWAY_NTP_HOSTS, NTP_OVER_TCP, NTP_PORT } from '../catalogue/clock.ts';
import { hostField } from './fields.ts';
import { hostQuestions, nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** Time servers, judged together: the majority tells the time. */
export const ntp = defineTarget({
  type: 'ntp',
  fields: z.lazy(() =>
    z.strictObject({
      hosts: z._default(z.array(hostField).check(z.minLength(1)), [...GATEWAY_NTP_HOSTS]),
      /** Also asks TCP 123, which the gateway's port table names; for information. */
      tcp: z._default(z.boolean(), false),
    }),
  ),
  questions: ({ hosts, tcp }) => {
    const names = hosts.flatMap((host) => nameQuestions(host));
    const overTcp = hosts.flatMap((host) =>
      hostQuestions(host, [{ port: NTP_PORT, serves: NTP_OVER_TCP, required: false }]).filter(
        ({ kind }) => kind === 'port',
      ),
    );
    const questions = [
      ...names,
      ...(tcp ? overTcp : []),
      { kind: 'ntp', hosts: hosts.map((host) => ({ host, port: NTP_PORT })) },
    ];
    const isOutside = hosts.every((host) => GATEWAY_NTP_HOSTS.includes(host));
    return isOutside
      ? { outcome: 'asks', questions: [], outside: questions }
      : { outcome: 'asks', questions };
  },
});
