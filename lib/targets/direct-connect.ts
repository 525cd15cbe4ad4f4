import * as z from 'zod/mini';
import type { Question } from '../core/observation.ts';
import { virtualInterfaceId } from '../probes/direct-connect/spec.ts';
import { beyondField, portsBeyond, readBeyond } from './beyond.ts';
import { mtuField } from './fields.ts';
import { CONTROL_TIMEOUT_MS, mtuQuestions } from './questions.ts';
import { defineTarget, isFollowed } from './target.ts';

/** A virtual interface of Direct Connect, and what must answer beyond it. */
export const directConnect = defineTarget({
  type: 'direct-connect',
  fields: z.lazy(() =>
    z.strictObject({
      virtualInterface: virtualInterfaceId,
      beyond: beyondField,
      mtu: mtuField,
    }),
  ),
  questions: (target) => {
    const beyond = readBeyond(target.beyond);
    const { virtualInterface } = target;
    const question: Question = { kind: 'direct-connect', timeoutMs: CONTROL_TIMEOUT_MS, virtualInterface };
    return {
      outcome: 'asks',
      questions: [
        question,
        ...portsBeyond(beyond),
        ...beyond.flatMap(({ host, port }) => mtuQuestions(target.mtu, host, port)),
      ],
    };
  },
  discovered: {
    by: 'direct-connect',
    check: 'direct-connect',
    fields: (found) => (found.type === 'direct-connect' ? { virtualInterface: found.id } : undefined),
    covers: ({ virtualInterface }, found) => isFollowed(found, { id: virtualInterface }),
  },
});
