import { AMAZON_LINUX_2_END, GATEWAY_TYPE_FACTS, gatewayTypeOf } from '../../catalogue/gateway-types.ts';
import type { JudgedFault } from '../../core/probe.ts';
import type { Severity } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { DAY_MS } from '../../core/time.ts';
import { gatewayDateMs } from './maintenance-window.ts';
import type { GatewayObservation } from './observe.ts';
import type { GatewayReason } from './spec.ts';

type Described = Extract<GatewayObservation, { readonly outcome: 'described' }>;
type ConfigIssue = JudgedFault<GatewayReason>;

/** A weekly maintenance that was missed twice; a monthly one that was missed once. */
const WEEKLY_PATIENCE_MS = 15 * DAY_MS;
const MONTHLY_PATIENCE_MS = 36 * DAY_MS;

/** Is the appliance's software still looked after, and does it take the updates that are offered? */
export function judgeSoftware(described: Described): readonly ConfigIssue[] {
  return [...judgeSupport(described), ...judgeUpdates(described)];
}

function judgeSupport({ gateway, askedAtMs }: Described): readonly ConfigIssue[] {
  const isPast = (date: string) => gatewayDateMs(date, gateway.timezone) <= askedAtMs;
  const fault = (date: string, severity: Severity): ConfigIssue => ({
    reason: 'gateway-deprecated',
    subject: gateway.id,
    severity,
    values: {
      gateway: gateway.id,
      softwareVersion: versionOf(gateway),
      date: boundedText(date, 40),
    },
  });
  // AWS gives a deprecation date only to appliances that will lose support ("must be absent after migration").
  const type = gatewayTypeOf(gateway.type);
  const supportedMajor = (type && GATEWAY_TYPE_FACTS[type].supportedMajor) ?? 0;
  const isOld = Number.parseInt(versionOf(gateway), 10) < supportedMajor;
  const date = gateway.deprecationDate || (isOld && AMAZON_LINUX_2_END);
  if (date) return [fault(date, isPast(date) ? 'critical' : 'warning')];
  const end = gateway.softwareUpdatesEndDate;
  return end && isPast(end) ? [fault(end, 'info')] : [];
}

function versionOf({ softwareVersion }: Described['gateway']): string {
  return boundedText(softwareVersion ?? '-', 40);
}

function judgeUpdates({ gateway, maintenance, askedAtMs }: Described): readonly ConfigIssue[] {
  const date = gateway.nextUpdateAvailabilityDate ?? '';
  const waitingMs = askedAtMs - gatewayDateMs(date, gateway.timezone);
  const monthly = maintenance?.dayOfMonth !== undefined;
  // What is no date waits for nothing.
  if (!(waitingMs > (monthly ? MONTHLY_PATIENCE_MS : WEEKLY_PATIENCE_MS))) return [];
  return [
    {
      reason: 'gateway-update-overdue',
      subject: gateway.id,
      values: {
        gateway: gateway.id,
        gatewayArn: gateway.arn,
        softwareVersion: versionOf(gateway),
        date,
        policy: boundedText(maintenance?.automaticUpdatePolicy ?? '-', 40),
      },
    },
  ];
}
