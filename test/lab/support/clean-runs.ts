/**
 * One run after the other from inside a namespace, each as a schedule would start it: a separate process keeps asking, and
 * reports of each run what was not healthy and what was asked more than once.
 */
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Question } from '../../../lib/core/observation.ts';
import { askHere } from './ask-here.ts';
import type { Namespace } from './netns.ts';

export interface CleanRuns {
  readonly runs: number;
  /** `check reason` of each finding that was not healthy, with the run's number. */
  readonly unwell: readonly string[];
  /** Answers of each kind, and how many of them took more than one attempt. */
  readonly asked: Readonly<Record<string, { readonly answers: number; readonly again: number }>>;
}

/** @param side - how many processes share the runs */
export async function repeatFrom(
  namespace: Namespace,
  questions: readonly Question[],
  runs: number,
  side: number,
): Promise<CleanRuns> {
  const shares = Array.from({ length: side }, (_, n) => Math.floor(runs / side) + (n < runs % side ? 1 : 0));
  const done = await Promise.all(
    shares.map(async (share): Promise<CleanRuns> => {
      const argv = [process.execPath, fileURLToPath(import.meta.url)];
      const input = JSON.stringify({ questions, runs: share });
      const { stdout } = await namespace.run(argv, { input, timeoutMs: 290_000 });
      return JSON.parse(stdout);
    }),
  );
  return done.reduce((whole, one) => ({
    runs: whole.runs + one.runs,
    unwell: [...whole.unwell, ...one.unwell],
    asked: Object.fromEntries(
      Object.entries(whole.asked).map(([kind, { answers, again }]) => {
        const more = one.asked[kind] ?? { answers: 0, again: 0 };
        return [kind, { answers: answers + more.answers, again: again + more.again }];
      }),
    ),
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { questions, runs }: { questions: Question[]; runs: number } = JSON.parse(await text(process.stdin));
  const unwell: string[] = [];
  const asked: Record<string, { answers: number; again: number }> = {};
  for (let run = 1; run <= runs; run += 1) {
    const { findings } = await askHere(questions, { budgetMs: 20_000 });
    for (const { check, status, reason, evidence } of findings) {
      if (status !== 'healthy') unwell.push(`${check} ${status} ${reason}, run ${run}`);
      const count = asked[check] ?? { answers: 0, again: 0 };
      asked[check] = count;
      for (const { attempts } of evidence) {
        if (typeof attempts !== 'number') continue;
        count.answers += 1;
        if (attempts > 1) count.again += 1;
      }
    }
  }
  process.stdout.write(JSON.stringify({ runs, unwell, asked } satisfies CleanRuns));
}
