import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { evidence, judgeEach, known } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import { judgeHealth } from './judge-health.ts';
import { endpointOf, judgeIdentity } from './judge-identity.ts';
import { judgeInstance } from './judge-instance.ts';
import { judgeSoftware } from './judge-software.ts';
import type { GatewayObservation } from './observe.ts';
import type { GatewayReason, GatewaySpec } from './spec.ts';

type AskedGateway = Asked<GatewaySpec, GatewayObservation>;
type Described = Extract<GatewayObservation, { readonly outcome: 'described' }>;
type JudgedGateway = Judged<GatewayReason | CommonReason>;
type ConfigIssue = JudgedFault<GatewayReason>;

export function judgeGateway(asked: readonly AskedGateway[]): JudgedGateway {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedGateway): JudgedGateway {
  const subject = subjectOf(spec);
  switch (observation.outcome) {
    case 'missing':
      return {
        evidence: [{ subject, outcome: 'missing' }],
        faults: [{ reason: 'gateway-missing', subject, values: { gateway: subject } }],
      };
    case 'error-code':
      return judgeErrorCode(subject, observation);
    case 'instance':
      return judgeInstance(spec, observation);
    case 'described': {
      const health = judgeHealth(observation);
      return {
        evidence: [evidenceOf(observation), ...health.evidence],
        faults: [
          ...judgeState(observation),
          ...judgeIdentity(spec, observation),
          ...judgeSoftware(observation),
          ...health.faults,
        ],
      };
    }
  }
}

function subjectOf({ gateway, instance }: GatewaySpec): string {
  return gatewayName(gateway ?? instance ?? '');
}

/**
 * Error codes that say something about the gateway itself. All others say that AWS could not ask it now.
 * Source: Storage Gateway API reference, "Operations" → "Error responses" (Operation error codes).
 */
const REASON_BY_ERROR_CODE: Readonly<Record<string, GatewayReason>> = {
  GatewayNotConnected: 'gateway-offline',
  GatewayNotFound: 'gateway-missing',
  InvalidGateway: 'gateway-missing',
  OutdatedGateway: 'gateway-deprecated',
};

function judgeErrorCode(
  subject: string,
  { errorCode, message, listing }: Extract<GatewayObservation, { readonly outcome: 'error-code' }>,
): JudgedGateway {
  const reason = REASON_BY_ERROR_CODE[errorCode];
  const code = boundedText(errorCode, 60);
  const seen = evidence({
    subject,
    outcome: reason === 'gateway-offline' ? 'offline' : 'error-code',
    errorCode: code,
    message: boundedText(message),
    name: listing?.name && boundedText(listing.name),
    type: listing?.type,
    operationalState: listing?.operationalState,
    softwareVersion: listing?.softwareVersion,
    instance: listing?.ec2InstanceId,
  });
  const values = known({
    gateway: subject,
    errorCode: code,
    softwareVersion: listing?.softwareVersion ?? '-',
    date: listing?.deprecationDate ?? '-',
    instance: listing?.ec2InstanceId,
  });
  return {
    evidence: [seen],
    faults: [
      reason === undefined
        ? { reason: 'gateway-offline', status: 'unknown', subject, values }
        : { reason, subject, values },
    ],
  };
}

function evidenceOf({ gateway, health }: Described): Evidence {
  return evidence({
    subject: gateway.id,
    outcome: stateOf(gateway.state),
    name: gateway.name && boundedText(gateway.name),
    type: gateway.type,
    softwareVersion: gateway.softwareVersion,
    endpointType: gateway.endpointType,
    hostEnvironment: gateway.hostEnvironment,
    instance: gateway.ec2InstanceId,
    lastSoftwareUpdate: gateway.lastSoftwareUpdate,
    nextUpdateAvailableSince: gateway.nextUpdateAvailabilityDate,
    softwareUpdatesEnd: gateway.softwareUpdatesEndDate,
    deprecationDate: gateway.deprecationDate,
    vpcEndpoint: endpointOf(gateway),
    addresses: gateway.addresses,
    healthLog: health.outcome,
  });
}

/** The API's examples write `STATE_RUNNING`, the service answers `RUNNING`. */
function stateOf(state = ''): string {
  return state.toLowerCase().replace('state_', '');
}

/** Words of the console and the API for a gateway that serves nobody; a new word is unknown, not down. */
const NOT_RUNNING = new Set(['shutdown', 'shutting_down', 'shuttingdown', 'stopped', 'disabled', 'stopping']);

function judgeState({ gateway }: Described): readonly ConfigIssue[] {
  const state = stateOf(gateway.state);
  if (state === '' || state === 'running' || state === 'active') return [];
  const values = known({ gateway: gateway.id, state, errorCode: '-', instance: gateway.ec2InstanceId });
  if (state === 'offline') return [{ reason: 'gateway-offline', subject: gateway.id, values }];
  return [
    {
      reason: 'gateway-not-running',
      subject: gateway.id,
      ...(!NOT_RUNNING.has(state) && { status: 'unknown' as const }),
      values,
    },
  ];
}
