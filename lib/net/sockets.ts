/**
 * How many sockets may be open at once. A Lambda has 1,024 file descriptors (AWS "Lambda quotas"), and
 * past them every connect fails with EMFILE at once, which would look like a network fault.
 */
export const SOCKET_LIMIT = 900;

let free = SOCKET_LIMIT;
const waiting: (() => void)[] = [];

/** Takes one of the places; call the answer, once, to give it back. Waits its turn when all are taken. */
export async function takeSocket(): Promise<() => void> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
}
