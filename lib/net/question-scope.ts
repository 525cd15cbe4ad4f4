import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What this machine itself does to a question while it is asked: let it wait, look late at its sockets, ask others
 * beside it. That belongs to the run and not to any peer, so it travels beside the arguments of every attempt, not in
 * them.
 */
export interface QuestionScope {
  /** Stops the question's clock while one of its attempts waits for a place of ours; call the answer to go on. */
  readonly hold: () => () => void;
  /** A silence was heard while we were too late to hear: it proves nothing about the peer. */
  readonly doubt: () => void;
  /** How late this process was since the question began, milliseconds; what it waited for our own places is left out. */
  readonly lateMs: () => number;
  /** Told of every attempt, and whether our own kernel refused it before anything was sent. */
  readonly tried: (address: string, byOurKernel: boolean) => void;
  /** What all questions of one run share. */
  readonly run: RunMemory;
}

/** Things that are kept for one run, each by its own key. */
export type RunMemory = Map<RunKey<unknown>, unknown>;

/** Names one thing that questions of a run share, and makes it for the first of them. */
export interface RunKey<T> {
  readonly make: () => T;
}

const scopes = new AsyncLocalStorage<QuestionScope>();

/** Runs all attempts of one question in its scope. */
export function inQuestion<T>(scope: QuestionScope, ask: () => T): T {
  return scopes.run(scope, ask);
}

/** The question that is being asked; undefined where somebody connects without one. */
export function currentQuestion(): QuestionScope | undefined {
  return scopes.getStore();
}

/** What the questions of this run share under a key; a question without a run shares with nobody. */
export function sharedInRun<T>(key: RunKey<T>): T {
  const run = currentQuestion()?.run;
  if (run === undefined) return key.make();
  if (!run.has(key)) run.set(key, key.make());
  // Only this function writes to a run, and what it writes under a key is what the key makes.
  return run.get(key) as T;
}
