import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import { judgeHealth } from './judge-health.ts';
import { judgeIdentity } from './judge-identity.ts';
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
  return gateway === undefined ? (instance ?? '') : gatewayName(gateway);
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
  const evidence: Evidence = {
    subject,
    outcome: reason === 'gateway-offline' ? 'offline' : 'error-code',
    errorCode: code,
    message: boundedText(message),
    ...(listing?.name !== undefined && { name: boundedText(listing.name) }),
    ...(listing?.type !== undefined && { type: listing.type }),
    ...(listing?.operationalState !== undefined && { operationalState: listing.operationalState }),
    ...(listing?.softwareVersion !== undefined && { softwareVersion: listing.softwareVersion }),
    ...(listing?.ec2InstanceId !== undefined && { instance: listing.ec2InstanceId }),
  };
  const values = {
    gateway: subject,
    errorCode: code,
    since: '-',
    softwareVersion: listing?.softwareVersion ?? '-',
    date: '-',
    ...(listing?.ec2InstanceId !== undefined && { instance: listing.ec2InstanceId }),
  };
  return {
    evidence: [evidence],
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
    outcome: stateOf(gateway.state) || 'described',
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
    vpcEndpoint: gateway.vpcEndpoint ?? 'public',
    addresses: gateway.addresses,
    healthLog: health.outcome,
  });
}

/** The API's examples write `STATE_RUNNING`, the service answers `RUNNING`. */
function stateOf(state: string | undefined): string {
  return (state ?? '')
    .toUpperCase()
    .replace(/^STATE_/, '')
    .toLowerCase();
}

/** Words of the console and the API for a gateway that serves nobody; a new word is unknown, not down. */
const NOT_RUNNING = new Set(['shutdown', 'shutting_down', 'shuttingdown', 'stopped', 'disabled', 'stopping']);

function judgeState({ gateway }: Described): readonly ConfigIssue[] {
  const state = stateOf(gateway.state);
  if (state === '' || state === 'running' || state === 'active') return [];
  const values = { gateway: gateway.id, state, errorCode: '-', since: '-', ...instanceOf(gateway) };
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

function instanceOf(gateway: Described['gateway']) {
  return gateway.ec2InstanceId === undefined ? {} : { instance: gateway.ec2InstanceId };
}
