/**
 * Asks and judges in a separate process that is given little processor time: `askStarved` runs this file, and takes
 * the time away once everything is loaded.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../lib/core/finding.ts';
import type { Question } from '../../lib/core/observation.ts';
import { onLoopDelay } from '../../lib/net/loop-watch.ts';
import { askHere } from '../lab/support/ask-here.ts';
import { limitProcessor } from './processor-share.ts';

export interface Starved {
  /** One for each question. */
  readonly findings: readonly Finding[];
  readonly elapsedMs: number;
  /** How late the event loop was, at each look, milliseconds. */
  readonly lateMs: readonly number[];
}

/** What is done to the process that asks. */
export interface Hardship {
  /** Of one core; 0.1 is a tenth. Default all that it wants. */
  readonly share?: number;
  /** How long it is stopped once it has begun. */
  readonly pauseMs?: number;
}

interface Work {
  readonly questions: readonly Question[];
  /** What name servers are asked of; none of the questions has to need one. */
  readonly servers?: readonly string[];
}

const PAUSE_AFTER_MS = 30;

export async function askStarved(work: Work, { share, pauseMs }: Hardship): Promise<Starved> {
  const child = fork(fileURLToPath(import.meta.url), [], { stdio: 'inherit' });
  const pid = child.pid ?? 0;
  try {
    await once(child, 'message');
    const release = share === undefined ? undefined : limitProcessor(pid, share);
    const answered = once(child, 'message');
    child.send(work);
    if (pauseMs !== undefined) {
      await sleep(PAUSE_AFTER_MS);
      child.kill('SIGSTOP');
      await sleep(pauseMs);
      child.kill('SIGCONT');
    }
    const [answer] = (await answered) as [Starved];
    child.kill('SIGKILL');
    await release?.();
    return answer;
  } finally {
    child.kill('SIGKILL');
  }
}

async function askAndJudge({ questions, servers }: Work): Promise<Starved> {
  const lateMs: number[] = [];
  onLoopDelay((ms) => lateMs.push(ms));
  const { findings, elapsedMs } = await askHere(questions, {
    budgetMs: 600_000,
    apart: true,
    ...(servers !== undefined && { servers }),
  });
  return { findings, elapsedMs, lateMs };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once('message', async (work: Work) => {
    const answer = await askAndJudge(work);
    process.send?.(answer);
  });
  process.send?.('ready');
}
