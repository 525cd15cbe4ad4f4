import type { ClientIdentity } from '../core/client-identity.ts';
import type { Observation } from '../core/observation.ts';
import type { PlannedQuestion } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import { deadlineIn, MINUTE_MS, systemClock } from '../core/time.ts';
import { type Reach, reachOfMachine } from '../net/reach.ts';
import { createResolver } from '../net/resolve.ts';
import { askAll } from '../stages/check/probe.ts';

export interface LocalAsk {
  readonly probes: readonly Probe[];
  readonly timeoutMs: number;
  /** `ADDRESS:PORT` of DNS servers; default the system's. */
  readonly dnsServers?: readonly string[];
  readonly hostsFile?: string;
  /** default what this machine has addresses of */
  readonly reach?: Reach;
  readonly identity?: ClientIdentity;
  /** What control kinds read AWS with. */
  readonly aws?: unknown;
  readonly onAnswer?: (index: number, observation: Observation) => void;
  readonly onCrash?: (error: unknown) => void;
}

/** A run is over when every question had its time, however many waves they needed. */
const RUN_LIMIT_MS = 15 * MINUTE_MS;

/** Asks the questions from this machine, in this process. */
export async function askLocally(
  questions: readonly PlannedQuestion[],
  { probes, timeoutMs, dnsServers, hostsFile, reach, identity, aws, onAnswer, onCrash }: LocalAsk,
): Promise<readonly Observation[]> {
  const names = createResolver({
    timeoutMs,
    reach: reach ?? reachOfMachine(),
    ...(dnsServers !== undefined && { servers: dnsServers }),
    ...(hostsFile !== undefined && { hostsFile }),
  });
  return await askAll(
    questions.map(({ question }) => question),
    {
      probes,
      clock: systemClock,
      names,
      deadline: deadlineIn(systemClock, RUN_LIMIT_MS),
      ...(identity !== undefined && { identity }),
      ...(aws !== undefined && { aws }),
      ...(onAnswer !== undefined && { onAnswer }),
      ...(onCrash !== undefined && { onCrash }),
    },
  );
}
