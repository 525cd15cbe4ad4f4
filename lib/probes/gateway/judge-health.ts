import {
  HEALTH_NOTIFICATIONS,
  type HealthWeight,
  isHealthNotification,
  MAINTENANCE_TOLERANCE_MS,
} from '../../catalogue/health-notifications.ts';
import { logGroupName } from '../../core/aws/log-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { evidence, known, refusedIssues } from '../kit/findings.ts';
import type { HealthEntry } from './health-log.ts';
import { isMaintenance } from './maintenance-window.ts';
import type { GatewayObservation } from './observe.ts';
import type { GatewayReason } from './spec.ts';

type Described = Extract<GatewayObservation, { readonly outcome: 'described' }>;
type Reasons = GatewayReason | CommonReason;
type Weight = 'failed' | 'degraded' | 'note' | 'clock';

/**
 * What the health log says. Types that AWS does not list are reported without failing: an ERROR of a new type degrades,
 * anything milder is a note. A log that could not be read is `unknown`, and hides nothing else.
 */
export function judgeHealth(described: Described): Judged<Reasons> {
  const { gateway, health } = described;
  switch (health.outcome) {
    case 'off':
    case 'missing':
      return { evidence: [], faults: [] };
    case 'access-denied':
    case 'throttled':
    case 'unavailable': {
      const refused = { ...health, code: health.outcome };
      return { evidence: [], faults: refusedIssues([refused], gateway.id) };
    }
    case 'read': {
      const judged = health.entries.map((entry) => ({
        entry,
        weight: weigh(entry, health.entries, described),
      }));
      return {
        evidence: judged.map(({ entry, weight }) => evidenceOf(entry, weight, described)),
        faults: judged.flatMap(({ entry, weight }) => faultOf(entry, weight, described) ?? []),
      };
    }
  }
}

/** Each type has its own subject, so that its evidence carries its own fault. */
function subjectOf(entry: HealthEntry, { gateway }: Described): string {
  return `${gateway.id} ${entry.type}`;
}

function weigh(entry: HealthEntry, all: readonly HealthEntry[], { maintenance }: Described): Weight {
  if (!isHealthNotification(entry.type)) return entry.severity === 'ERROR' ? 'degraded' : 'note';
  const weight: HealthWeight = HEALTH_NOTIFICATIONS[entry.type].weighs;
  if (weight === 'restart')
    return entry.atMs.every((at) => isMaintenance(at, maintenance)) ? 'note' : 'degraded';
  if (weight !== 'check') return weight;
  // The availability monitor's own test makes the check fail on purpose.
  const tests = all.filter(({ type }) => type === 'AvailabilityMonitorTest').flatMap(({ atMs }) => atMs);
  const isTest = (at: number) => tests.some((test) => Math.abs(test - at) <= MAINTENANCE_TOLERANCE_MS);
  return entry.atMs.every(isTest) ? 'note' : 'degraded';
}

function lastAt({ atMs }: HealthEntry): string {
  return new Date(Math.max(...atMs)).toISOString();
}

function evidenceOf(entry: HealthEntry, weight: Weight, described: Described): Evidence {
  return evidence({
    subject: subjectOf(entry, described),
    outcome: weight === 'note' ? 'noted' : 'logged',
    severity: entry.severity,
    count: entry.count,
    lastAt: lastAt(entry),
    listed: isHealthNotification(entry.type) ? undefined : false,
    ...entry.details,
  });
}

function faultOf(
  entry: HealthEntry,
  weight: Weight,
  described: Described,
): JudgedFault<GatewayReason> | undefined {
  if (weight === 'note') return undefined;
  const { gateway } = described;
  const values = known({
    gateway: gateway.id,
    count: entry.count,
    lastAt: lastAt(entry),
    instance: gateway.ec2InstanceId,
    region: gateway.ec2InstanceRegion,
    logGroup: gateway.logGroupArn && logGroupName(gateway.logGroupArn),
  });
  const subject = subjectOf(entry, described);
  if (weight === 'clock') {
    const driftSeconds = entry.details.gatewayTimeDriftSeconds ?? '-';
    return { reason: 'gateway-clock-out-of-sync', subject, values: { ...values, driftSeconds } };
  }
  return {
    reason: 'gateway-health-error',
    subject,
    ...(weight === 'degraded' && { status: 'degraded' as const }),
    values: {
      ...values,
      healthType: isHealthNotification(entry.type) ? entry.type : 'other',
      logged: entry.type,
    },
  };
}
