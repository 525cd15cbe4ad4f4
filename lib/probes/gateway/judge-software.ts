import { AMAZON_LINUX_2_END, GATEWAY_TYPE_FACTS, gatewayTypeOf } from '../../catalogue/gateway-types.ts';
import type { JudgedFault } from '../../core/probe.ts';
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
  const isPast = (date: string | undefined) => {
    const atMs = gatewayDateMs(date, gateway.timezone);
    return atMs !== undefined && atMs <= askedAtMs;
  };
  const fault = (date: string, over: boolean, severity?: 'info'): ConfigIssue => ({
    reason: 'gateway-deprecated',
    subject: gateway.id,
    severity: severity ?? (over ? 'critical' : 'warning'),
    values: {
      gateway: gateway.id,
      softwareVersion: boundedText(gateway.softwareVersion ?? '-', 40),
      date: boundedText(date, 40),
    },
  });
  // AWS gives a deprecation date only to appliances that will lose support ("must be absent after migration").
  if (gateway.deprecationDate !== undefined && gateway.deprecationDate !== '') {
    return [fault(gateway.deprecationDate, isPast(gateway.deprecationDate))];
  }
  const type = gatewayTypeOf(gateway.type);
  const supportedMajor = type && GATEWAY_TYPE_FACTS[type].supportedMajor;
  const major = /^(\d+)\./.exec(gateway.softwareVersion ?? '')?.[1];
  if (supportedMajor !== undefined && major !== undefined && Number(major) < supportedMajor) {
    return [fault(AMAZON_LINUX_2_END, isPast(AMAZON_LINUX_2_END))];
  }
  const end = gateway.softwareUpdatesEndDate;
  return end !== undefined && isPast(end) ? [fault(end, true, 'info')] : [];
}

function judgeUpdates({ gateway, maintenance, askedAtMs }: Described): readonly ConfigIssue[] {
  const sinceMs = gatewayDateMs(gateway.nextUpdateAvailabilityDate, gateway.timezone);
  if (sinceMs === undefined) return [];
  const monthly = maintenance?.dayOfMonth !== undefined;
  if (askedAtMs - sinceMs <= (monthly ? MONTHLY_PATIENCE_MS : WEEKLY_PATIENCE_MS)) return [];
  return [
    {
      reason: 'gateway-update-overdue',
      subject: gateway.id,
      values: {
        gateway: gateway.id,
        gatewayArn: gateway.arn,
        softwareVersion: boundedText(gateway.softwareVersion ?? '-', 40),
        date: boundedText(gateway.nextUpdateAvailabilityDate ?? '-', 40),
        policy: boundedText(maintenance?.automaticUpdatePolicy ?? '-', 40),
      },
    },
  ];
}
