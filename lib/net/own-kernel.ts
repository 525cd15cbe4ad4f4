import { networkInterfaces } from 'node:os';
import { sharedInRun } from './question-scope.ts';

/** What errors of an attempt are: `true` where our own kernel raised them, and no network had a say. */
export type IsOurs = (outcome: string) => boolean;

/** The outcomes that a kernel gives by itself. */
const OWN_OUTCOMES: readonly string[] = ['unreachable', 'refused', 'reset'];

/** Begins an attempt; the answer says whether its error is our own kernel's word. */
export function watchOwnKernel(address: string): IsOurs {
  const isAtOnce = startsNow();
  return (outcome) =>
    (outcome === 'unreachable' && isAtOnce()) ||
    // This machine's own addresses are answered by itself, whatever its network is like.
    (OWN_OUTCOMES.includes(outcome) && isOwnAddressHere(address));
}

/** Whether an interface of this machine holds the address. */
export function isOwnAddressHere(address: string): boolean {
  return sharedInRun(OWN_ADDRESSES).has(address);
}

const OWN_ADDRESSES = {
  make: () =>
    new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address))),
};

/**
 * Whether an error came before the network could have a say. connect(2) answers at once where the machine has no
 * route, no address or no permission: the error is there before the event loop has listened even once. What a router
 * rejects takes a round trip.
 */
function startsNow(): () => boolean {
  const turn = turns;
  if (!isCounting) {
    isCounting = true;
    setImmediate(count);
  }
  return () => turn === turns;
}

let turns = 0;
let isCounting = false;

function count(): void {
  turns += 1;
  isCounting = false;
}
