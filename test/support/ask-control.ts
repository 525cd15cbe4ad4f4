import { createAwsAccess } from '../../lib/aws/access.ts';
import type { Observation } from '../../lib/core/observation.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { deadlineIn, systemClock } from '../../lib/core/time.ts';
import { askAll } from '../../lib/stages/check/probe.ts';
import type { readClients } from './read-clients.ts';

/** Asks one question of a control kind as `watch` does, through the real readers and the SDK. */
export async function askControl(
  probe: Probe,
  spec: object,
  { clients }: Pick<Awaited<ReturnType<typeof readClients>>, 'clients'>,
  clock = systemClock,
): Promise<Observation> {
  const crashes: unknown[] = [];
  const [observation] = await askAll([{ kind: probe.kind, timeoutMs: 10_000, ...spec }], {
    probes: [probe],
    clock,
    deadline: deadlineIn(clock, 20_000),
    names: { lookup: () => Promise.reject(new Error('control kinds resolve no names')), servers: [] },
    aws: createAwsAccess(clients),
    onCrash: (error) => crashes.push(error),
  });
  if (crashes.length > 0) throw crashes[0];
  if (observation === undefined) throw new Error('no observation');
  return observation;
}
