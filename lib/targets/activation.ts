import * as z from 'zod/mini';
import { activationSpec } from '../probes/activation/spec.ts';
import { nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** A gateway on the point of being activated. It is no type of `targets:`: only a person asks for this. */
export const activationTarget = defineTarget({
  type: 'activation',
  fields: z.extend(activationSpec, {
    /** AWS is asked on the way, so a key takes longer than other answers, milliseconds. */
    timeoutMs: z.optional(z.number()),
  }),
  questions: ({ name: _name, timeoutMs, ...spec }) => ({
    outcome: 'asks',
    questions: [
      ...nameQuestions(spec.host),
      { kind: 'activation', ...spec, ...(timeoutMs !== undefined && { timeoutMs }) },
      { kind: 'clock', host: spec.host },
    ],
  }),
});
