import { readFileSync } from 'node:fs';
import { isOwnAddressHere } from './own-kernel.ts';
import { sharedInRun } from './question-scope.ts';
import { connectTcp } from './tcp.ts';

/** Every network namespace has its counters there (Linux proc_pid_net(5), `dev`); elsewhere nothing can be told. */
const COUNTERS = '/proc/net/dev';
/** Others may send meanwhile: an attempt beside which a packet left or came proves nothing. */
const TRIES = 6;
/** This number of attempts of which nothing left is no chance. */
const PROOFS = 2;
/** Of one run: a sweep of closed ports must not become one of counters. */
const MOST_PLACES = 8;

const ASKED = { make: () => ({ places: 0 }) };
/** Two at once would be each other's packets. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Whether it is this machine that refuses connections to an address and port, by a rule of its firewall for what goes
 * out: the error is that of a peer (a reset and "port unreachable" are ECONNREFUSED), and comes from nowhere but
 * loopback. Measured with nftables: `reject`, with any ICMP code or a TCP reset, counts one packet received at `lo` and none
 * sent or received by any other interface.
 *
 * @returns false too where it cannot be told
 */
export async function refusesItself(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (countPackets() === undefined || isOwnAddressHere(address)) return false;
  const asked = sharedInRun(ASKED);
  asked.places += 1;
  if (asked.places > MOST_PLACES) return false;
  const before = last;
  const answer = before.then(() => tryAlone(address, port, timeoutMs, signal));
  last = answer.catch(() => undefined);
  return await answer;
}

async function tryAlone(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const endsAtMs = performance.now() + timeoutMs;
  let proofs = 0;
  for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) return false;
    const before = countPackets();
    const connection = await connectTcp(address, port, leftMs, signal);
    const after = countPackets();
    if (connection.outcome === 'open') connection.socket.destroy();
    if (connection.outcome !== 'refused' && connection.outcome !== 'unreachable') return false;
    if (before === undefined || after === undefined) return false;
    const byWire = after.byWire - before.byWire;
    const byLoopback = after.byLoopback - before.byLoopback;
    if (byLoopback === 0) return false;
    if (byWire === 0) proofs += 1;
    if (proofs === PROOFS) return true;
  }
  return false;
}

/** Packets that loopback received, and those that every other interface received or sent. */
function countPackets(): { readonly byLoopback: number; readonly byWire: number } | undefined {
  let text: string;
  try {
    text = readFileSync(COUNTERS, 'utf8');
  } catch {
    return undefined;
  }
  let [byLoopback, byWire] = [0, 0];
  for (const line of text.split('\n')) {
    // `name: bytes packets …` of eight received figures, then of eight sent ones.
    const [name, figures] = line.split(':', 2);
    const words = figures?.trim().split(/\s+/);
    if (name === undefined || words === undefined) continue;
    const [received, sent] = [Number(words[1]), Number(words[9])];
    if (name.trim() === 'lo') byLoopback += received;
    else byWire += received + sent;
  }
  return { byLoopback, byWire };
}
