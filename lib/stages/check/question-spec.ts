import type { Question } from '../../core/observation.ts';
import type { Probe, SpecParser } from '../../core/probe.ts';

type Parsed = ReturnType<SpecParser<unknown>['safeParse']>;

/** Questions do not change, and each is of one kind. */
const parsed = new WeakMap<Question, Parsed>();

/** What a question's kind makes of its fields: parsed once, for the question and for the judge. */
export function specOf(probe: Probe, question: Question): Parsed {
  const known = parsed.get(question);
  if (known !== undefined) return known;
  const { kind: _kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } = question;
  const spec = probe.spec.safeParse(fields);
  parsed.set(question, spec);
  return spec;
}
