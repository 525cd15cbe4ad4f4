import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

const SOURCE = fileURLToPath(new URL('delay-line.c', import.meta.url));
const DEVICE = 'delay0';

/** What a wire does to packets, in each direction. */
export interface WireQuality {
  readonly eachWayMs: number;
  /** Up to so much is added, packet by packet. Default none. */
  readonly jitterMs?: number;
  /** Of a million packets; default none. */
  readonly lostPerMillion?: number;
  /** What is lost, and how long each takes, is the same for the same one. */
  readonly seed?: number;
}

/** Joins two namespaces by a wire of this quality; ended by `stop`, it has written `lost N of M`. */
export async function openDelayLine(
  scope: Scope,
  a: Namespace,
  addressOfA: string,
  b: Namespace,
  addressOfB: string,
  { eachWayMs, jitterMs = 0, lostPerMillion = 0, seed = 1 }: WireQuality,
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'delay');
  const program = join(folder, 'delay-line');
  await a.run(['gcc', '-O2', '-Wall', '-Werror', '-o', program, SOURCE]);
  const words = [eachWayMs * 1000, jitterMs * 1000, lostPerMillion, seed].map(String);
  const daemon = a.daemon([program, a.name, DEVICE, b.name, DEVICE, ...words]);
  for (let tries = 0; !daemon.output().includes('ready'); tries += 1) {
    if (tries > 500) throw new Error(`the delay line did not start: ${daemon.output()}`);
    await sleep(10);
  }
  for (const [end, address] of [
    [a, addressOfA],
    [b, addressOfB],
  ] as const) {
    await end.address(DEVICE, address);
    // Long enough for a burst of connects; the default of 500 would lose some.
    await end.run(['ip', 'link', 'set', DEVICE, 'up', 'txqueuelen', '10000']);
  }
  return daemon;
}
