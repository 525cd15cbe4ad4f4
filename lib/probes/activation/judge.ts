import { publicEndpoints } from '../../catalogue/storage-gateway.ts';
import type { Evidence } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { isAddress } from '../../net/addresses.ts';
import { judgeEach } from '../kit/findings.ts';
import type { ActivationAnswer, ActivationObservation, ActivationSeen } from './observe.ts';
import type { ActivationReason, ActivationSpec } from './spec.ts';

type AskedActivation = Asked<ActivationSpec, ActivationObservation>;
type ConfigIssue = JudgedFault<ActivationReason>;

/** One address that answers as a gateway is enough: a machine may have several, and activation takes one. */
export function judgeActivation(asked: readonly AskedActivation[]): Judged<ActivationReason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedActivation): Judged<ActivationReason> {
  const { host, port } = spec;
  const subject = placeName(host, port);
  if (observation.outcome === 'unresolved') {
    return {
      evidence: [{ subject, outcome: 'unresolved', port, lookup: observation.lookup }],
      faults: [
        {
          reason: 'activation-port-closed',
          subject,
          port,
          dueTo: 'dns',
          values: { ...valuesOf(spec), address: host, how: 'unresolved' },
        },
      ],
    };
  }
  const { answers } = observation;
  const evidence = answers.map((one) => evidenceOf(subject, spec, one));
  if (answers.some(({ seen }) => seen.outcome === 'key')) return { evidence, faults: [] };
  return { evidence, faults: answers.flatMap((one) => faultOf(subject, spec, one)) };
}

function evidenceOf(
  subject: string,
  spec: ActivationSpec,
  { address, attempts, seen }: ActivationAnswer,
): Evidence {
  const { outcome, ...fields } = seen;
  return { subject, outcome, address, port: spec.port, attempts, mintKey: spec.mintKey, ...fields };
}

function faultOf(
  subject: string,
  spec: ActivationSpec,
  { address, seen }: ActivationAnswer,
): readonly ConfigIssue[] {
  const judged = judgeSeen(seen, spec.mintKey);
  if (judged === undefined) return [];
  const [reason, values] = judged;
  return [{ reason, subject, address, port: spec.port, values: { ...valuesOf(spec), ...values } }];
}

function judgeSeen(
  seen: ActivationSeen,
  mintKey: boolean,
): readonly [ActivationReason, JsonObject] | undefined {
  switch (seen.outcome) {
    case 'key':
    case 'http':
      return undefined;
    case 'error':
      return ['activation-gateway-cannot-reach-aws', { how: 'error-answer', said: saidBy(seen) }];
    case 'redirect':
      return ['activation-wrong-address', { how: 'leads-away', said: seen.leadsTo }];
    case 'web-page':
      return ['activation-wrong-address', { how: 'web-page', said: saidBy(seen) }];
    case 'not-http':
      return ['activation-not-a-gateway', { how: 'speaks-otherwise', said: seen.firstBytes }];
    case 'closed':
    case 'reset':
      return ['activation-not-a-gateway', { how: 'hangs-up', said: seen.outcome }];
    case 'silent':
      // A gateway that is asked for a key waits for AWS; one that is asked nothing has nothing to wait for.
      return mintKey
        ? ['activation-gateway-cannot-reach-aws', { how: 'no-answer', said: 'silent' }]
        : ['activation-not-a-gateway', { how: 'says-nothing', said: 'silent' }];
    case 'no-connection':
      return ['activation-port-closed', { how: seen.how }];
  }
}

function saidBy({ said, status }: { readonly said: string; readonly status: number }): string {
  return said || `HTTP ${status}`;
}

function valuesOf({ host, region, vpcEndpoint }: ActivationSpec): JsonObject {
  return {
    region,
    endpoint: vpcEndpoint ?? publicActivationName(region),
    activationPort: vpcEndpoint === undefined ? 443 : 1027,
    ...(isAddress(host) ? {} : { name: host }),
  };
}

function publicActivationName(region: string): string | undefined {
  return publicEndpoints(region, 'standard').find(({ role }) => role === 'anon-cp')?.host;
}
