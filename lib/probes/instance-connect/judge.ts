import type { Asked, Judged } from '../../core/probe.ts';
import { joinJudged, judgeEach } from '../kit/findings.ts';
import { judgeAddressTypes } from './judge-address-types.ts';
import { judgeEndpoints } from './judge-endpoints.ts';
import { judgeInstances } from './judge-instances.ts';
import { judgePreflight } from './judge-preflight.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';

/** The endpoint with its subnet, then each instance; of one that is still to be created, what is in its way. */
export function judgeInstanceConnect(
  asked: readonly Asked<InstanceConnectSpec, InstanceConnectObservation>[],
): Judged<InstanceConnectReason> {
  return judgeEach(asked, ({ spec, observation }) =>
    spec.preflight === undefined
      ? joinJudged([
          judgeEndpoints(spec, observation),
          judgeInstances(spec, observation),
          judgeAddressTypes(spec, observation),
        ])
      : judgePreflight(spec.preflight, observation),
  );
}
