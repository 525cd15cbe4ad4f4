import { MAINTENANCE_TOLERANCE_MS } from '../../catalogue/health-notifications.ts';
import type { GatewayMaintenance } from '../../core/aws/storage-gateway-reader.ts';
import { DAY_MS, MINUTE_MS } from '../../core/time.ts';

/**
 * Whether a moment is within ten minutes of a start of the gateway's weekly or monthly maintenance. False where
 * AWS did not say when that is.
 *
 * @param atMs - wall time, milliseconds since the Unix epoch
 * Source: "Managing gateway updates" and "Notification: Reboot" of the S3 File Gateway User Guide.
 */
export function isMaintenance(atMs: number, maintenance: GatewayMaintenance | undefined): boolean {
  const { hourOfDay, minuteOfHour, dayOfWeek, dayOfMonth } = maintenance ?? {};
  if (hourOfDay === undefined || minuteOfHour === undefined) return false;
  // The wall clock at the gateway, read with the UTC methods.
  const localMs = atMs + zoneOffsetMs(maintenance?.timezone);
  const midnightMs = Math.floor(localMs / DAY_MS) * DAY_MS;
  return [-1, 0, 1].some((days) => {
    const day = new Date(midnightMs + days * DAY_MS);
    if (dayOfWeek !== undefined && day.getUTCDay() !== dayOfWeek) return false;
    if (dayOfMonth !== undefined && day.getUTCDate() !== dayOfMonth) return false;
    const startMs = day.getTime() + (hourOfDay * 60 + minuteOfHour) * MINUTE_MS;
    return Math.abs(localMs - startMs) <= MAINTENANCE_TOLERANCE_MS;
  });
}

/** `GMT`, `GMT+9:00`, `GMT-3:30`: what the gateway's clock shows ahead of UTC. 0 for anything else. */
export function zoneOffsetMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^GMT([+-])(\d{1,2}):?(\d{2})?$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return 0;
  const offsetMs = (Number(hours) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  return sign === '-' ? -offsetMs : offsetMs;
}

/**
 * A date AWS writes without a zone is in the gateway's own ("NextUpdateAvailabilityDate … in the time zone of the
 * gateway"). Undefined for what is no date.
 */
export function gatewayDateMs(text: string | undefined, zone: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const atMs = Date.parse(hasZone || text.length <= 10 ? text : `${text}Z`);
  if (Number.isNaN(atMs)) return undefined;
  return hasZone ? atMs : atMs - zoneOffsetMs(zone);
}
