/**
 * Asks questions from where this process runs: questions as JSON on standard input, observations and findings
 * as JSON on standard output.
 */
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ClientIdentity } from '../../../lib/core/client-identity.ts';
import type { Finding } from '../../../lib/core/finding.ts';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { createResolver, type ResolverOptions } from '../../../lib/net/resolve.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { type AskContext, askAll } from '../../../lib/stages/check/probe.ts';

export interface Answers {
  /** One for each question, in order. */
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  /** From the first question to the last observation, without the start of the process. */
  readonly elapsedMs: number;
}

export interface AskOptions extends Partial<ResolverOptions> {
  /** All questions together; default 15,000. */
  readonly budgetMs?: number;
  /** One question after the other, as separate runs would ask; default all side by side. */
  readonly inTurn?: boolean;
  /** Each question is of a separate target, and has a separate finding. */
  readonly apart?: boolean;
  /** Shown to servers that ask for a client certificate. */
  readonly identity?: ClientIdentity;
}

/** What is seen from where this process runs, through the same stages as the product. */
export async function askHere(questions: readonly Question[], options: AskOptions = {}): Promise<Answers> {
  const { budgetMs = 15_000, inTurn = false, apart = false, identity, ...resolver } = options;
  const startedMs = systemClock.monotonicMs();
  const context: AskContext = {
    probes: PROBES,
    clock: systemClock,
    names: createResolver({ timeoutMs: 1000, ...resolver }),
    deadline: deadlineIn(systemClock, budgetMs),
    onCrash: (error) => console.error(error),
    ...(identity !== undefined && { identity }),
  };
  const observations: Observation[] = [];
  if (inTurn) for (const question of questions) observations.push(...(await askAll([question], context)));
  else observations.push(...(await askAll(questions, context)));
  const elapsedMs = systemClock.monotonicMs() - startedMs;
  const findings = judgeAll(
    questions.flatMap((question, index) => {
      const observation = observations[index];
      const target = apart ? `peer-${index}` : 'peer';
      const planned = { vantage: 'lab', target, question, shown: true };
      return observation === undefined ? [] : [{ planned, observation }];
    }),
    PROBES,
  );
  return { observations, findings, elapsedMs };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { questions, options }: { questions: Question[]; options: AskOptions } = JSON.parse(
    await text(process.stdin),
  );
  process.stdout.write(JSON.stringify(await askHere(questions, options)));
}
