import type { GatewayInformation, GatewayListing } from '../../../lib/core/aws/storage-gateway-reader.ts';
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

const code = (errorCode: string, listing: Partial<GatewayListing> = {}): GatewayObservation =>
  withoutUndefined({
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
      operationalState: 'ACTIVE',
      deprecationDate: '2026-06-30',
      ...listing,
    },
  });

const ofImage = (
  image: { readonly imageId?: string; readonly imageName?: string },
  latest: Readonly<Record<string, string>>,
): GatewayObservation => ({
  outcome: 'instance',
  instance: {
    id: 'i-0123456789abcdef0',
    state: 'running',
    ...(image.imageId !== undefined && { imageId: image.imageId }),
    privateAddresses: ['10.0.1.20'],
    securityGroupIds: [],
    tags: {},
  },
  ...(image.imageName !== undefined && { imageName: image.imageName }),
  latestImages: Object.entries(latest).map(([type, imageId]) => ({ type, imageId })),
});

/** Stored volumes have no parameter; volumes and tapes share their images. */
const LATEST = {
  FILE_S3: 'ami-0bbbbbbbbbbbbbbbb',
  FILE_FSX: 'ami-0dddddddddddddddd',
  CACHED: 'ami-0cccccccccccccccc',
};
const OLD_FSX = { imageId: 'ami-0aaaaaaaaaaaaaaaa', imageName: 'aws-storage-gateway-FILE_FSX-1.0.0' };

const spec = { gateway: ID, wants: {}, healthMinutes: 60 };
const wanting = (wants: object) => ({ ...spec, wants });
const before = { instance: 'i-0123456789abcdef0', wants: { type: 'file-s3' }, healthMinutes: 60 };
const beforeWanting = (wants: object) => ({ ...before, wants });

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

const MONTHLY = { hourOfDay: 3, minuteOfHour: 30, dayOfMonth: 1, timezone: 'GMT+9:00' };
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
    name: 'a vanished instance',
    spec: before,
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
    name: 'an id that the API takes for no gateway',
    spec,
    observation: code('InvalidGateway'),
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
    name: 'an appliance too old to be asked, whose version and date nobody knows',
    spec,
    observation: code('OutdatedGateway', { softwareVersion: undefined, deprecationDate: undefined }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'a gateway that says offline itself',
    spec,
    observation: described({ state: 'OFFLINE', ec2InstanceId: 'i-0123456789abcdef0' }),
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
    name: 'a type that AWS does not tell',
    spec: wanting({ type: 'tape' }),
    observation: described({ type: undefined }),
    expect: healthy,
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
    name: 'public where public is wanted',
    spec: wanting({ endpoint: 'public' }),
    observation: described({ vpcEndpoint: '' }),
    expect: healthy,
  },
  {
    name: 'public where a name is wanted that is of no endpoint',
    spec: wanting({ endpoint: 'storagegateway.example.com' }),
    observation: described({ vpcEndpoint: undefined }),
    expect: failed('gateway-wrong-endpoint'),
  },
  {
    name: 'another endpoint, whose id begins alike',
    spec: wanting({ endpoint: 'vpce-0123456789abcdef1' }),
    observation: described(),
    expect: failed('gateway-wrong-endpoint'),
  },
  {
    name: 'a name of somebody else that holds the id',
    spec: wanting({ endpoint: 'my-vpce-0123456789abcdef0.example.com' }),
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
    name: 'the wanted endpoint type, as the API writes it',
    spec: wanting({ endpointType: 'fips-dualstack' }),
    observation: described({ endpointType: 'FIPS_DUALSTACK' }),
    expect: healthy,
  },
  {
    name: 'an endpoint type that AWS does not tell',
    spec: wanting({ endpointType: 'fips' }),
    observation: described({ endpointType: undefined }),
    expect: healthy,
  },
  {
    name: 'a deprecation date that is still to come, of a version that nobody knows',
    spec,
    observation: described({ deprecationDate: '2027-06-30', softwareVersion: undefined }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'an appliance on Amazon Linux 2, told by its version',
    spec,
    observation: described({ softwareVersion: '1.26.5' }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'a newer version of two digits, without a date',
    spec,
    observation: described({ softwareVersion: '10.0.1', deprecationDate: '' }),
    expect: healthy,
  },
  {
    name: 'a low version of a type for which AWS names no first one',
    spec,
    observation: described({ type: 'FILE_FSX_SMB', softwareVersion: '1.0.0' }),
    expect: healthy,
  },
  {
    name: 'an appliance whose updates have ended',
    spec,
    observation: described({ softwareUpdatesEndDate: '2026-11-01' }),
    expect: degraded('gateway-deprecated'),
  },
  {
    name: 'an appliance whose updates are still to end',
    spec,
    observation: described({ softwareUpdatesEndDate: '2027-11-01' }),
    expect: healthy,
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
    name: 'an update that waits longer than two weekly windows, of an appliance that tells little',
    spec,
    observation: described({
      nextUpdateAvailabilityDate: '2026-11-06T18:59:59',
      softwareVersion: undefined,
    }),
    expect: degraded('gateway-update-overdue'),
  },
  {
    name: 'an update that waits exactly two weekly windows',
    spec,
    observation: described({ nextUpdateAvailabilityDate: '2026-11-06T19:00:00' }, { maintenance: SATURDAY }),
    expect: healthy,
  },
  {
    name: 'an update that waits for its monthly window',
    spec,
    observation: described({ nextUpdateAvailabilityDate: '2026-10-20T03:00:00' }, { maintenance: MONTHLY }),
    expect: healthy,
  },
  {
    name: 'an update that has missed its monthly window',
    spec,
    observation: described({ nextUpdateAvailabilityDate: '2026-10-15T03:00:00' }, { maintenance: MONTHLY }),
    expect: degraded('gateway-update-overdue'),
  },
  {
    name: 'an old image before activation',
    spec: before,
    observation: ofImage({ imageId: 'ami-0aaaaaaaaaaaaaaaa' }, LATEST),
    expect: degraded('gateway-image-outdated'),
  },
  {
    name: 'the newest image before activation',
    spec: before,
    observation: ofImage({ imageId: LATEST.FILE_S3 }, LATEST),
    expect: healthy,
  },
  {
    name: 'no image to compare with',
    spec: before,
    observation: ofImage({ imageId: LATEST.FILE_S3 }, {}),
    expect: healthy,
  },
  {
    name: 'an image that AWS does not tell',
    spec: before,
    observation: ofImage({}, LATEST),
    expect: healthy,
  },
  {
    name: 'an old image of another type than wanted',
    spec: before,
    observation: ofImage(OLD_FSX, LATEST),
    expect: failed('gateway-wrong-type'),
  },
  {
    name: 'the newest image of volumes where a tape is wanted',
    spec: beforeWanting({ type: 'tape' }),
    observation: ofImage({ imageId: LATEST.CACHED }, LATEST),
    expect: failed('gateway-wrong-type'),
  },
  {
    name: 'an old image of a known type where nobody says what is wanted',
    spec: beforeWanting({}),
    observation: ofImage(OLD_FSX, LATEST),
    expect: degraded('gateway-image-outdated'),
  },
  {
    name: 'an image that nobody knows, where nobody says what is wanted',
    spec: beforeWanting({}),
    observation: ofImage({ imageId: 'ami-0aaaaaaaaaaaaaaaa', imageName: 'golden-linux' }, LATEST),
    expect: degraded('gateway-image-outdated'),
  },
  {
    name: 'a clock out of sync, the log does not say how far',
    spec,
    observation: described({}, { health: health(entry('GatewayClockOutOfSync')) }),
    expect: failed('gateway-clock-out-of-sync'),
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
    name: 'an error of the list, of a gateway on EC2',
    spec,
    observation: described(
      { ec2InstanceId: 'i-0123456789abcdef0', ec2InstanceRegion: 'ap-northeast-2' },
      { health: health(entry('S3AccessDenied', { atMs: [NOW_MS - 60_000, NOW_MS - 90_000] })) },
    ),
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
    name: 'failed checks during a test of the monitor, and one long before',
    spec,
    observation: described(
      {},
      {
        health: health(
          entry('HealthCheckFailure', { atMs: [NOW_MS - 1_800_000, NOW_MS - 660_000] }),
          entry('AvailabilityMonitorTest', { severity: 'INFO' }),
        ),
      },
    ),
    expect: degraded('gateway-health-error'),
  },
  {
    name: 'a failed check ten minutes before a test of the monitor',
    spec,
    observation: described(
      {},
      {
        health: health(
          entry('HealthCheckFailure', { atMs: [NOW_MS - 660_000] }),
          entry('AvailabilityMonitorTest', { severity: 'INFO' }),
        ),
      },
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
    name: 'a health log that is asked for too often',
    spec,
    observation: described({}, { health: { outcome: 'throttled', action: 'logs:FilterLogEvents' } }),
    expect: unknown('throttled'),
  },
  {
    name: 'a health log whose service does not answer',
    spec,
    observation: described(
      {},
      { health: { outcome: 'unavailable', action: 'logs:FilterLogEvents', answer: 'HTTP 503' } },
    ),
    expect: unknown('aws-unavailable'),
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
