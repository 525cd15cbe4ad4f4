/**
 * Whether an error came before the network could have a say. connect(2) answers at once where the machine has no
 * route, no address or no permission: the error is there before the event loop has listened even once. What a router
 * rejects takes a round trip.
 */
export function startsNow(): () => boolean {
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
