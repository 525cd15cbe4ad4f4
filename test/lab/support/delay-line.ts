import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Namespace, Scope } from './netns.ts';

const SOURCE = fileURLToPath(new URL('delay-line.c', import.meta.url));
const DEVICE = 'delay0';

/** Joins two namespaces by a wire on which every packet takes this long, in both directions. */
export async function openDelayLine(
  scope: Scope,
  a: Namespace,
  addressOfA: string,
  b: Namespace,
  addressOfB: string,
  eachWayMs: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-delay-'));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'delay-line');
  await a.run(['gcc', '-O2', '-Wall', '-Werror', '-o', program, SOURCE]);
  const daemon = a.daemon([program, a.name, DEVICE, b.name, DEVICE, String(eachWayMs * 1000)]);
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
}
