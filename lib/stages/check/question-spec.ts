import type { Question } from '../../core/observation.ts';
import type { Probe, SpecParser } from '../../core/probe.ts';

type Parsed = ReturnType<SpecParser<unknown>['safeParse']>;

/** Questions do not change, and each is of one kind. */
const parsed = new WeakMap<Question, Parsed>();

/** What the kind of a question makes of its own fields: parsed once, whoever asks and whoever judges. */
export function specOf(probe: Probe, question: Question): Parsed {
  const known = parsed.get(question);
  if (known !== undefined) return known;
  const { kind: _kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } = question;
  const spec = probe.spec.safeParse(fields);
  parsed.set(question, spec);
  return spec;
}
