import type { GatewayInformation } from '../../../lib/core/aws/storage-gateway-reader.ts';
import type { HealthEntry } from '../../../lib/probes/gateway/health-log.ts';
import type { GatewayObservation, HealthObservation } from '../../../lib/probes/gateway/observe.ts';
import type { Sample } from '../../support/sample.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const ID = 'sgw-12A3456B';
export const ARN = `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${ID}`;
export const NOW_MS = Date.parse('2026-11-21T10:00:00Z');

export const GATEWAY: GatewayInformation = {
  id: ID,
  arn: ARN,
  name: 'filer-1',
  type: 'FILE_S3',
  state: 'RUNNING',
  timezone: 'GMT+9:00',
  addresses: ['10.0.1.20'],
  endpointType: 'STANDARD',
  vpcEndpoint: 'vpce-0123456789abcdef0-abc123.storagegateway.ap-northeast-2.vpce.amazonaws.com',
  softwareVersion: '2.1.4',
  logGroupArn: 'arn:aws:logs:ap-northeast-2:123456789012:log-group:/gw/filer-1:*',
  tags: {},
};

export function entry(type: string, more: Partial<HealthEntry> = {}): HealthEntry {
  return { type, severity: 'ERROR', count: 1, atMs: [NOW_MS - 60_000], details: {}, ...more };
}

export function health(...entries: readonly HealthEntry[]): HealthObservation {
  return { outcome: 'read', truncated: false, unreadable: 0, entries };
}

export function described(
  gateway: Partial<GatewayInformation> = {},
  more: Partial<Extract<GatewayObservation, { outcome: 'described' }>> = {},
): GatewayObservation {
  return withoutUndefined({
    outcome: 'described',
    askedAtMs: NOW_MS,
    gateway: { ...GATEWAY, ...gateway },
    health: health(),
    ...more,
  });
}

const code = (errorCode: string): GatewayObservation => ({
  outcome: 'error-code',
  errorCode,
  message: `${errorCode}.`,
  listing: {
    id: ID,
    arn: ARN,
    name: 'filer-1',
    type: 'FILE_S3',
    softwareVersion: '1.26.0',
    ec2InstanceId: 'i-0123456789abcdef0',
  },
});

const instance = (imageId: string, ...latest: readonly string[]): GatewayObservation => ({
  outcome: 'instance',
  instance: {
    id: 'i-0123456789abcdef0',
    state: 'running',
    imageId,
    privateAddresses: ['10.0.1.20'],
    securityGroupIds: [],
    tags: {},
  },
  latestImages: latest.map((one) => ({ type: 'FILE_S3', imageId: one })),
});

const spec = { gateway: ID, wants: {}, healthMinutes: 60 };
const wanting = (wants: object) => ({ ...spec, wants });
const before = { instance: 'i-0123456789abcdef0', wants: { type: 'file-s3' }, healthMinutes: 60 };

export const specs = [
  spec,
  { gateway: ARN },
  { ...before, healthMinutes: 1440 },
  wanting({ type: 'volume', endpoint: 'public', endpointType: 'fips' }),
];

const failed = (reason: string) => ({ status: 'failed', reason });
const degraded = (reason: string) => ({ status: 'degraded', reason });
const unknown = (reason: string) => ({ status: 'unknown', reason });
const healthy = { status: 'healthy', reason: null };

/** Maintenance on Saturdays at 03:30 in Seoul: 18:30 on Friday in UTC. */
export const SATURDAY = { hourOfDay: 3, minuteOfHour: 30, dayOfWeek: 6, timezone: 'GMT+9:00' };
const IN_WINDOW_MS = Date.parse('2026-11-20T18:35:00Z');

export const samples: readonly (Sample<object, GatewayObservation> & { readonly name: string })[] = [
  { name: 'a running gateway', spec, observation: described(), expect: healthy },
  {
    name: 'the state as the API’s examples write it',
    spec,
    observation: described({ state: 'STATE_RUNNING' }),
    expect: healthy,
  },
  {
    name: 'a vanished gateway',
    spec,
    observation: { outcome: 'missing' },
    expect: failed('gateway-missing'),
  },
  {
    name: 'a gateway deleted since it was listed',
    spec,
    observation: code('GatewayNotFound'),
    expect: failed('gateway-missing'),
  },
  {
    name: 'a disconnected gateway',
    spec,
    observation: code('GatewayNotConnected'),
    expect: failed('gateway-offline'),
  },
  {
    name: 'an error code that says nothing of the gateway',
    spec,
    observation: code('GatewayProxyNetworkConnectionBusy'),
    expect: unknown('gateway-offline'),
  },
  {
    name: 'an appliance too old to be asked',
    spec,
    observation: code('OutdatedGateway'),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'a gateway that says offline itself',
    spec,
    observation: described({ state: 'OFFLINE' }),
    expect: failed('gateway-offline'),
  },
  {
    name: 'a gateway that was shut down',
    spec,
    observation: described({ state: 'SHUTDOWN' }),
    expect: failed('gateway-not-running'),
  },
  {
    name: 'a state nobody knew',
    spec,
    observation: described({ state: 'HIBERNATING' }),
    expect: unknown('gateway-not-running'),
  },
  {
    name: 'another type than wanted',
    spec: wanting({ type: 'tape' }),
    observation: described(),
    expect: failed('gateway-wrong-type'),
  },
  {
    name: 'a stored volume where a volume is wanted',
    spec: wanting({ type: 'volume' }),
    observation: described({ type: 'STORED', softwareVersion: '3.0.1' }),
    expect: healthy,
  },
  {
    name: 'public where the endpoint is wanted',
    spec: wanting({ endpoint: 'vpce-0123456789abcdef0' }),
    observation: described({ vpcEndpoint: undefined }),
    expect: failed('gateway-wrong-endpoint'),
  },
  {
    name: 'the endpoint where public is wanted',
    spec: wanting({ endpoint: 'public' }),
    observation: described(),
    expect: failed('gateway-wrong-endpoint'),
  },
  {
    name: 'the wanted endpoint by its id',
    spec: wanting({ endpoint: 'vpce-0123456789abcdef0' }),
    observation: described(),
    expect: healthy,
  },
  {
    name: 'the wanted endpoint by a zonal name',
    spec: wanting({
      endpoint:
        'VPCE-0123456789abcdef0-abc123-ap-northeast-2a.storagegateway.ap-northeast-2.vpce.amazonaws.com.',
    }),
    observation: described(),
    expect: healthy,
  },
  {
    name: 'standard where FIPS is wanted',
    spec: wanting({ endpointType: 'fips' }),
    observation: described(),
    expect: failed('gateway-wrong-endpoint'),
  },
  {
    name: 'a deprecation date that is still to come',
    spec,
    observation: described({ deprecationDate: '2027-06-30' }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'an appliance on Amazon Linux 2, told by its version',
    spec,
    observation: described({ softwareVersion: '1.26.5' }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'an update offered five weeks ago',
    spec,
    observation: described({ nextUpdateAvailabilityDate: '2026-10-15T03:00:00' }, { maintenance: SATURDAY }),
    expect: degraded('gateway-update-overdue'),
  },
  {
    name: 'an update offered last week',
    spec,
    observation: described({ nextUpdateAvailabilityDate: '2026-11-14T03:00:00' }, { maintenance: SATURDAY }),
    expect: healthy,
  },
  {
    name: 'an old image before activation',
    spec: before,
    observation: instance('ami-0aaaaaaaaaaaaaaaa', 'ami-0bbbbbbbbbbbbbbbb'),
    expect: degraded('gateway-image-outdated'),
  },
  {
    name: 'the newest image before activation',
    spec: before,
    observation: instance('ami-0bbbbbbbbbbbbbbbb', 'ami-0bbbbbbbbbbbbbbbb'),
    expect: healthy,
  },
  {
    name: 'no image to compare with',
    spec: before,
    observation: instance('ami-0bbbbbbbbbbbbbbbb'),
    expect: healthy,
  },
  {
    name: 'a clock out of sync',
    spec,
    observation: described(
      {},
      { health: health(entry('GatewayClockOutOfSync', { details: { gatewayTimeDriftSeconds: '12300' } })) },
    ),
    expect: failed('gateway-clock-out-of-sync'),
  },
  {
    name: 'an error of the list',
    spec,
    observation: described({}, { health: health(entry('S3AccessDenied')) }),
    expect: failed('gateway-health-error'),
  },
  {
    name: 'a restart inside the maintenance window',
    spec,
    observation: described(
      {},
      { maintenance: SATURDAY, health: health(entry('Reboot', { severity: 'INFO', atMs: [IN_WINDOW_MS] })) },
    ),
    expect: healthy,
  },
  {
    name: 'a restart outside the maintenance window',
    spec,
    observation: described(
      {},
      {
        maintenance: SATURDAY,
        health: health(entry('Reboot', { severity: 'INFO', atMs: [IN_WINDOW_MS, IN_WINDOW_MS + 3_600_000] })),
      },
    ),
    expect: degraded('gateway-health-error'),
  },
  {
    name: 'a failed check during a test of the monitor',
    spec,
    observation: described(
      {},
      { health: health(entry('HealthCheckFailure'), entry('AvailabilityMonitorTest', { severity: 'INFO' })) },
    ),
    expect: healthy,
  },
  {
    name: 'a failed check without a test',
    spec,
    observation: described({}, { health: health(entry('HealthCheckFailure')) }),
    expect: degraded('gateway-health-error'),
  },
  {
    name: 'an ERROR of a type nobody knew',
    spec,
    observation: described({}, { health: health(entry('QuantumFlux')) }),
    expect: degraded('gateway-health-error'),
  },
  {
    name: 'an INFO of a type nobody knew',
    spec,
    observation: described({}, { health: health(entry('QuantumFlux', { severity: 'INFO' })) }),
    expect: healthy,
  },
  {
    name: 'a health log that may not be read',
    spec,
    observation: described({}, { health: { outcome: 'access-denied', action: 'logs:FilterLogEvents' } }),
    expect: unknown('access-denied'),
  },
  {
    name: 'a gateway that is shut down, with a health log that may not be read',
    spec,
    observation: described(
      { state: 'SHUTDOWN' },
      { health: { outcome: 'access-denied', action: 'logs:FilterLogEvents' } },
    ),
    expect: failed('gateway-not-running'),
  },
  {
    name: 'no health log at all',
    spec,
    observation: described({ logGroupArn: undefined }, { health: { outcome: 'off' } }),
    expect: healthy,
  },
];
