import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending } from '../core/time.ts';
import { currentQuestion, sharedInRun } from './question-scope.ts';

/**
 * How many connections of ours one address has at once. Servers and firewalls limit them for each source ("limit_conn",
 * nginx; `connlimit`, iptables-extensions(8); "MaxStartups", sshd_config(5)) and cut off what is beyond: then it is our
 * own crowd that fails.
 */
const open = new Map<string, number>();
const emptied = new Map<string, Set<() => void>>();

/** Counts a connection to an address; call the answer, once, when it has ended. */
export function joinCrowd(address: string): () => void {
  open.set(address, connectionsTo(address) + 1);
  return () => {
    const left = connectionsTo(address) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
    const looks = emptied.get(address);
    if (looks !== undefined) for (const look of [...looks]) look();
  };
}

/** Connections of this process to an address, on their way or open. */
export function connectionsTo(address: string): number {
  return open.get(address) ?? 0;
}

/** Fewer than this at once is no crowd that anybody limits. */
const CROWD = 3;

/** How many others an address must have taken: a limit of one is one. A silence costs a whole time-out to look at twice. */
const TOOK: Readonly<Record<CrowdedOut, number>> = { 'cut-off': 0, refused: 1, silent: CROWD };

const TAKEN = { make: () => new Map<string, number>() };

/** Notes that an address has taken a connection. */
export function noteTaken(address: string): void {
  const taken = sharedInRun(TAKEN);
  taken.set(address, (taken.get(address) ?? 0) + 1);
}

/** How a connection of many may have met a limit. */
export type CrowdedOut =
  /** It was taken, and ended. */
  | 'cut-off'
  /** It was refused, as a rule does that rejects with a reset. */
  | 'refused'
  /** Nothing came back, as of a rule that drops. */
  | 'silent';

/**
 * Whether what befell a connection may be a limit's doing: there was a crowd when it began, or is one now. What was never
 * let in is suspected only where the address took others.
 *
 * @param before - `connectionsTo` the address when it began
 */
export function mayBeLimited(address: string, before: number, how: CrowdedOut): boolean {
  return (
    Math.max(before, connectionsTo(address)) >= CROWD && (sharedInRun(TAKEN).get(address) ?? 0) >= TOOK[how]
  );
}

/** What came of asking alone, by address: where that never helps, it is not the crowd. */
interface AloneTally {
  helped: number;
  useless: number;
  /** Ends when the last one who asks alone has ended. */
  turn: Promise<void>;
  /** Ends when it is known that there is a limit: from then on those who wait do so for us. */
  readonly proved: Promise<void>;
  readonly prove: () => void;
}
const TALLIES = { make: () => new Map<string, AloneTally>() };
/** After this many that fared no better alone, the others are believed at once. A silence costs a whole time-out. */
const ENOUGH_USELESS = { 'cut-off': 3, refused: 3, silent: 1 } as const;
/** What limits connections notices a moment after us that one has ended. */
const FORGOTTEN_AFTER_MS = 50;
const LATER_MS = [100, 300];

function newTally(): AloneTally {
  const { promise: proved, resolve: prove } = Promise.withResolvers<void>();
  return { helped: 0, useless: 0, turn: Promise.resolve(), proved, prove };
}

/**
 * Asks again with no other connection to the address open, one question after the other. The question's clock is
 * stopped while it waits; for what was never let in only once it is known that there is a limit.
 *
 * @param patienceMs - for what was never let in: the most it waits of its own time while no limit is known. Others may
 *   wait for an answer that never comes, and a refusal must be reported in time.
 * @returns undefined where asking alone has shown to change nothing, or the time is over
 */
export async function askAlone<T>(
  address: string,
  how: CrowdedOut,
  patienceMs: number,
  signal: Ending,
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T | undefined> {
  const tallies = sharedInRun(TALLIES);
  const tally = tallies.get(address) ?? newTally();
  tallies.set(address, tally);
  const before = tally.turn;
  const { promise: turn, resolve: end } = Promise.withResolvers<void>();
  tally.turn = turn;
  try {
    const isAlone = await waitForTurn(address, how, patienceMs, tally, before);
    if (!isAlone || signal.aborted) return undefined;
    let answer = await ask();
    // Where there is a limit, what counts connections may be slower than that.
    for (const pauseMs of how !== 'silent' && tally.helped > 0 ? LATER_MS : []) {
      if (isGood(answer) || signal.aborted) break;
      await sleep(pauseMs);
      answer = await ask();
    }
    if (isGood(answer)) {
      tally.helped += 1;
      tally.prove();
    } else tally.useless += 1;
    return answer;
  } finally {
    // Who gives up must not let others in before their turn.
    void before.then(end);
  }
}

/** Waits until all before have asked and nobody is connected; false where it gives up, or asking alone changes nothing. */
async function waitForTurn(
  address: string,
  how: CrowdedOut,
  patienceMs: number,
  tally: AloneTally,
  before: Promise<void>,
): Promise<boolean> {
  const resumes = [how === 'cut-off' ? currentQuestion()?.hold() : undefined];
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    if (how === 'cut-off') return;
    timer = setTimeout(() => {
      isOver = true;
      resolve();
    }, patienceMs);
  });
  try {
    await Promise.race([before, tally.proved, patience]);
    if (tally.helped > 0) resumes.push(currentQuestion()?.hold());
    else if (isOver) return false;
    await before;
    if (tally.helped === 0 && tally.useless >= ENOUGH_USELESS[how]) return false;
    const nobodyAsks = untilNobodyAsks(address);
    await Promise.race([nobodyAsks, tally.proved, patience]);
    if (tally.helped === 0 && isOver) return false;
    await nobodyAsks;
    if (how !== 'silent') await sleep(FORGOTTEN_AFTER_MS);
    return true;
  } finally {
    clearTimeout(timer);
    for (const resume of resumes) resume?.();
  }
}

async function untilNobodyAsks(address: string): Promise<void> {
  if (connectionsTo(address) === 0) return;
  const looks = emptied.get(address) ?? new Set();
  emptied.set(address, looks);
  await new Promise<void>((resolve) => {
    const look = () => {
      if (connectionsTo(address) > 0) return;
      looks.delete(look);
      if (looks.size === 0) emptied.delete(address);
      resolve();
    };
    looks.add(look);
  });
}
