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
export function isMaintenance(
  atMs: number,
  {
    hourOfDay = Number.NaN,
    minuteOfHour = Number.NaN,
    dayOfWeek,
    dayOfMonth,
    timezone,
  }: GatewayMaintenance = {},
): boolean {
  const startMs = (hourOfDay * 60 + minuteOfHour) * MINUTE_MS;
  // The gateway's wall clock, read with the UTC methods, less the hour of the window: the nearest midnight is its day.
  const localMs = atMs + zoneOffsetMs(timezone) - startMs;
  const day = new Date(Math.round(localMs / DAY_MS) * DAY_MS);
  return (
    Math.abs(localMs - day.getTime()) <= MAINTENANCE_TOLERANCE_MS &&
    (dayOfWeek === undefined || day.getUTCDay() === dayOfWeek) &&
    (dayOfMonth === undefined || day.getUTCDate() === dayOfMonth)
  );
}

/**
 * `GMT`, `GMT+9:00`, `GMT-3:30`: what the gateway's clock shows ahead of UTC, milliseconds. 0 for anything else.
 * Source: Storage Gateway API reference, "ActivateGateway" (GatewayTimezone), read 2026-11-30.
 */
export function zoneOffsetMs(zone: string | undefined): number {
  const match = zone?.match(/^GMT([+-])(\d{1,2}):(\d{2})$/);
  if (!match) return 0;
  const [, sign, hours, minutes] = match;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return sign === '-' ? -offsetMs : offsetMs;
}

/**
 * A date AWS writes without a zone is in the gateway's own ("NextUpdateAvailabilityDate … in the time zone of the
 * gateway"). `NaN` for what is no date.
 */
export function gatewayDateMs(text: string, zone: string | undefined): number {
  // With a zone of its own a second one makes it no date.
  const localMs = Date.parse(`${text}Z`);
  return Number.isNaN(localMs) ? Date.parse(text) : localMs - zoneOffsetMs(zone);
}
