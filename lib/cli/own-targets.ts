import { type ConfigIssue, InputError } from '../core/errors.ts';
import type { PlannedTarget } from '../core/plan.ts';
import type { Target } from '../targets/target.ts';
import type { Kind } from './own-kind.ts';

/** A target of this type asks one question of this kind, with the target's own fields. */
export function targetTypeOf({ probe: { kind } }: Kind): Target {
  return {
    type: kind,
    questions: ({ name: _, ...fields }) => ({ outcome: 'asks', questions: [{ kind, ...fields }] }),
    // Its fields are parsed by the kind's own `spec`; the registry's schemas are for gatewatch.yaml.
  } as Pick<Target, 'type' | 'questions'> as Target;
}

/** What a program asks of: a target as gatewatch.yaml writes it, or one of a kind of its own. */
interface AskedTarget {
  readonly name: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * The targets of a request that are of these kinds; undefined in the place of others.
 *
 * @throws {InputError} `bad-usage` with every fault of their fields, and every kind that is there twice
 */
export function targetsOfKinds(
  targets: readonly AskedTarget[],
  kinds: readonly Kind[],
): readonly (PlannedTarget | undefined)[] {
  const faults: ConfigIssue[] = [];
  const seen = new Set<string>();
  for (const [index, { probe }] of kinds.entries())
    for (const name of [probe.kind, ...Object.keys(probe.reasons)]) {
      if (seen.has(name)) faults.push({ path: `kinds[${index}]`, message: `"${name}" is there twice` });
      seen.add(name);
    }
  const own = targets.map(({ name, type, ...fields }, index): PlannedTarget | undefined => {
    const kind = kinds.find(({ probe }) => probe.kind === type);
    if (kind === undefined) return undefined;
    const parsed = kind.probe.spec.safeParse(fields);
    if (parsed.success) return { name, type, fields };
    for (const { path, message } of parsed.error.issues)
      faults.push({ path: [`targets[${index}]`, ...path.map(String)].join('.'), message });
    return undefined;
  });
  if (faults.length > 0) throw new InputError('bad-usage', faults);
  return own;
}
