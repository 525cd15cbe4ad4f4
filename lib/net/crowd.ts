import { currentQuestion, sharedInRun } from './question-scope.ts';

/**
 * How many connections of ours one address has at once. Servers and firewalls limit them for each source ("limit_conn",
 * nginx; `connlimit`, iptables-extensions(8); "MaxStartups", sshd_config(5)) and cut off what is beyond: then it is our
 * own crowd that fails.
 */
const open = new Map<string, number>();
const emptied = new Map<string, Set<() => void>>();

/** Counts a connection to an address; call the answer when it has ended. */
export function joinCrowd(address: string): () => void {
  open.set(address, connectionsTo(address) + 1);
  let isIn = true;
  return () => {
    if (!isIn) return;
    isIn = false;
    const left = connectionsTo(address) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
    for (const look of [...(emptied.get(address) ?? [])]) look();
  };
}

/** Connections of this process to an address, on their way or open. */
function connectionsTo(address: string): number {
  return open.get(address) ?? 0;
}

/** Fewer than this at once is no crowd that anybody limits. */
const CROWD = 3;

/** Begins to watch; the answer says whether there was a crowd when it began or is one now. */
export function watchCrowd(address: string): () => boolean {
  const atStart = connectionsTo(address);
  return () => Math.max(atStart, connectionsTo(address)) >= CROWD;
}

/** What came of asking alone, by address: where that never helps, it is not the crowd. */
interface AloneTally {
  helped: number;
  useless: number;
  /** Ends when the last one who asks alone has ended. */
  turn: Promise<void>;
}
const TALLIES = { make: () => new Map<string, AloneTally>() };
/** After this many that were cut off alone too, the others are believed at once. */
const ENOUGH_USELESS = 3;

/**
 * Asks again with no other connection to the address open, one question after the other. The question's clock stands
 * still while it waits.
 *
 * @returns undefined where asking alone has shown to change nothing
 */
export async function askAlone<T>(
  address: string,
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T | undefined> {
  const tallies = sharedInRun(TALLIES);
  const tally = tallies.get(address) ?? { helped: 0, useless: 0, turn: Promise.resolve() };
  tallies.set(address, tally);
  const before = tally.turn;
  let end = () => {};
  tally.turn = new Promise<void>((resolve) => {
    end = resolve;
  });
  try {
    const resume = currentQuestion()?.hold();
    try {
      await before;
      if (tally.helped === 0 && tally.useless >= ENOUGH_USELESS) return undefined;
      await untilNobodyAsks(address);
    } finally {
      resume?.();
    }
    const answer = await ask();
    if (isGood(answer)) tally.helped += 1;
    else tally.useless += 1;
    return answer;
  } finally {
    end();
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
