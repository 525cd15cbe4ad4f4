import { MINUTE_MS } from '../core/time.ts';
/**
 * How much a line of the health log weighs: `failed`, something is broken now; `degraded`, somebody should look;
 * `note`, it is told and changes nothing. `restart` and `check` are weighed by when they happened, and
 * `clock` has its own reason.
 */
export type HealthWeight = 'failed' | 'degraded' | 'note' | 'clock' | 'restart' | 'check';

export interface HealthNotification {
  readonly weighs: HealthWeight;
  /** The page that lists it, with its anchor. */
  readonly page: string;
}

const S3 = 'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-file-gateway-issues.html';
const FSX =
  'https://docs.aws.amazon.com/filegateway/latest/filefsxw/troubleshooting-file-gateway-issues.html';
const VMWARE = 'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-ha-issues.html';

const s3 = (weighs: HealthWeight, anchor: string): HealthNotification => ({
  weighs,
  page: `${S3}#${anchor}`,
});
const fsx = (weighs: HealthWeight, anchor: string): HealthNotification => ({
  weighs,
  page: `${FSX}#${anchor}`,
});

/**
 * Every type of line that AWS documents for a gateway's health log. What each means and what to do is in the
 * `gateway` runbooks' glossaries, one entry a type.
 *
 * Sources: S3 File Gateway User Guide and FSx File Gateway User Guide, "Troubleshooting: File Gateway issues"; Volume
 * Gateway User Guide, "Troubleshooting high availability issues". Read 2026-11-21. For Volume and Tape Gateway AWS
 * documents only the notifications of the machine itself.
 */
export const HEALTH_NOTIFICATIONS = {
  GatewayClockOutOfSync: s3('clock', 'troubleshoot-logging-errors-gatewayclockoutofsync'),
  S3AccessDenied: s3('failed', 'troubleshoot-logging-errors-s3accessdenied'),
  RoleTrustRelationshipInvalid: s3('failed', 'misconfig-trust'),
  InaccessibleStorageClass: s3('failed', 'troubleshoot-logging-errors-inaccessiblestorageclass'),
  InvalidObjectState: s3('failed', 'troubleshoot-logging-errors-invalidobjectstate'),
  ObjectMissing: s3('failed', 'troubleshoot-logging-errors-objectmissing'),
  FileMissing: fsx('failed', 'troubleshoot-logging-errors-filemissing'),
  InvalidFileState: fsx('failed', 'troubleshoot-logging-errors-invalidfilestate'),
  FsxFileSystemAuthenticationFailure: fsx(
    'failed',
    'troubleshoot-logging-errors-fsxfilesystemauthenticationfailure',
  ),
  FsxFileSystemConnectionFailure: fsx('failed', 'troubleshoot-logging-errors-fsxfilesystemconnectionfailure'),
  FsxFileSystemFull: fsx('failed', 'troubleshoot-logging-errors-fsxfilesystemfull'),
  DroppedNotifications: s3('degraded', 'troubleshoot-logging-errors-droppednotifications'),
  /** ERROR 1344 (0x00000540): robocopy shows it at the client; it is on AWS's list all the same. */
  '1344': s3('degraded', 'troubleshoot-copying-files-to-s3'),
  HardReboot: s3('degraded', 'troubleshoot-hardreboot-notification'),
  Reboot: s3('restart', 'troubleshoot-reboot-notification'),
  HealthCheckFailure: { weighs: 'check', page: VMWARE },
  AvailabilityMonitorTest: { weighs: 'note', page: VMWARE },
} as const satisfies Readonly<Record<string, HealthNotification>>;

export type HealthNotificationType = keyof typeof HEALTH_NOTIFICATIONS;

export function isHealthNotification(type: string): type is HealthNotificationType {
  return Object.hasOwn(HEALTH_NOTIFICATIONS, type);
}

/** A restart this near to the maintenance start is a normal one ("Notification: Reboot"). */
export const MAINTENANCE_TOLERANCE_MS = 10 * MINUTE_MS;
