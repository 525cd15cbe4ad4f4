import type { Asked, Judged } from '../../core/probe.ts';
import { judgeEndpoints } from './judge-endpoints.ts';
import { judgeInstances } from './judge-instances.ts';
import { judgePreflight } from './judge-preflight.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';

/** The endpoint with its subnet, then each instance; of one that is still to be created, what stands in its way. */
export function judgeInstanceConnect(
  asked: readonly Asked<InstanceConnectSpec, InstanceConnectObservation>[],
): Judged<InstanceConnectReason> {
  const parts = asked.flatMap(({ spec, observation }) =>
    spec.preflight === undefined
      ? [judgeEndpoints(spec, observation), judgeInstances(spec, observation)]
      : [judgePreflight(spec.preflight, observation)],
  );
  return { evidence: parts.flatMap((part) => part.evidence), faults: parts.flatMap((part) => part.faults) };
}
