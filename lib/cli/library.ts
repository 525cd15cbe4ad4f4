import { parseConfig } from '../config/load.ts';
import { InputError } from '../core/errors.ts';
import type { Explanation } from '../core/finding.ts';
import type { Locale } from '../core/locale.ts';
import type { PlannedTarget } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { evaluatePath } from '../explain/evaluate.ts';
import { explainPaths } from '../explain/explanation.ts';
import type { NetworkState, PathQuestion, PathVerdict } from '../explain/packet.ts';
import { indexState } from '../explain/state-index.ts';
import { PROBES } from '../probes/registry.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../stages/check/probe.ts';
import { TARGETS } from '../targets/registry.ts';
import { defineKind, type Kind, type KindContext, type KindDefinition } from './own-kind.ts';
import { targetsOfKinds, targetTypeOf } from './own-targets.ts';
import { runFromHere } from './run-from-here.ts';

/**
 * What a program imports from `gatewatch`. Everything here is public: a change is a line marked [CHANGE] in the changelog.
 */

/** A target as gatewatch.yaml writes it: `{ name: 'filer', type: 'tcp', address: '10.0.0.5:445' }`. */
export interface CheckTarget {
  readonly name: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface CheckRequest {
  /** Of gatewatch's types, or of a kind of your own. */
  readonly targets: readonly CheckTarget[];
  /** Checks of your own, beside gatewatch's. */
  readonly kinds?: readonly Kind[];
  /** Only these checks are shown; default all that the targets have. */
  readonly checks?: readonly string[];
  /** default `en` */
  readonly language?: Locale;
  /** Time for one question, all its attempts together, milliseconds; default 3000. */
  readonly timeoutMs?: number;
  /** How often one address is asked; default 2. */
  readonly attempts?: number;
}

/**
 * Checks targets from this machine, as `gatewatch check` does without AWS: nothing is written, nothing is printed.
 *
 * @throws {InputError} `bad-usage` with every fault of the targets
 */
export async function runChecks(request: CheckRequest): Promise<Report> {
  const { kinds = [] } = request;
  const targets = parseTargets(request.targets, kinds);
  const nobody = { write: () => true } as unknown as NodeJS.WriteStream;
  return await runFromHere(
    {
      targets,
      siblings: targets,
      ...(request.checks !== undefined && { kinds: request.checks }),
      output: 'json',
      ...(request.language !== undefined && { locale: request.language }),
      timeoutMs: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      ...(request.timeoutMs !== undefined && { longestMs: request.timeoutMs }),
      attempts: request.attempts ?? DEFAULT_ATTEMPTS,
      explain: false,
      strict: false,
      debug: false,
    },
    { stdout: nobody, stderr: nobody },
    {
      types: [...TARGETS, ...kinds.map(targetTypeOf)],
      probes: [...PROBES, ...kinds.map(({ probe }) => probe)],
    },
  );
}

/** The same schema, the same rules and the same messages as for a file; the places are those of the request. */
function parseTargets(targets: readonly CheckTarget[], kinds: readonly Kind[]): readonly PlannedTarget[] {
  const own = targetsOfKinds(targets, kinds);
  // A target of a kind of one's own is a TCP target to the file's rules: its name is one of the others.
  const known = targets.map((target, index) =>
    own[index] === undefined ? target : { name: target.name, type: 'tcp', address: 'localhost:1' },
  );
  try {
    const { vantages } = parseConfig(JSON.stringify({ vantages: [{ name: 'here', targets: known }] }));
    const parsed = vantages.flatMap((vantage) => vantage.targets);
    return parsed.map((target, index) => own[index] ?? target);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const faults = error.faults.map(({ path, message }) => ({
      path: path.replace('vantages[0].', ''),
      message,
    }));
    throw new InputError('bad-usage', faults);
  }
}

/** Whether the rules let a packet and its answer through, and what stops it. */
export interface ExplainedPath {
  readonly verdict: PathVerdict;
  /** What stops it, each with the command that fixes it. */
  readonly explanations: readonly Explanation[];
}

/** Evaluates security groups, network ACLs and routes, both ways. Pure: AWS is not asked. */
export function explainPath(question: PathQuestion, state: NetworkState): ExplainedPath {
  const index = indexState(state);
  const verdict = evaluatePath(question, index);
  return {
    verdict,
    explanations: explainPaths([{ question, verdict }], index).map(({ explanation }) => explanation),
  };
}

export type {
  Explanation,
  Kind,
  KindContext,
  KindDefinition,
  NetworkState,
  PathQuestion,
  PathVerdict,
  Report,
};
export { defineKind };
