import type { Status } from '../../lib/core/reason.ts';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { STAGE } from './installation.ts';

export const CROSSED = 'Threshold Crossed: 2 datapoints were greater than or equal to the threshold (2.0).';
export const VANISHED = 'No data was returned for this contributor';

export interface Contributor {
  readonly vantage?: string;
  readonly target?: string;
  readonly check?: string;
}

/** What SNS hands to the queue when a contributor of a check's alarm changes its state. */
export function contributorMessage(
  state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA',
  atMs: number,
  { vantage = 'seoul', target = 'sgw', check = 'tls' }: Contributor = {},
  stateReason = CROSSED,
): string {
  return notification({
    AlarmName: `gatewatch-${STAGE}-${check}`,
    AlarmDescription: 'tls-intercepted: Somebody stands in between. Compare the issuer.',
    NewStateValue: state,
    NewStateReason: stateReason,
    StateChangeTime: cloudWatchTime(atMs),
    OldStateValue: state === 'OK' ? 'ALARM' : 'OK',
    AlarmContributorId: `id-${vantage}-${target}`,
    AlarmContributorAttributes: { Vantage: vantage, Target: target },
  });
}

/** The same for an alarm with one series. */
export function alarmMessage(
  alarm: string,
  state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA',
  atMs: number,
  more: object = {},
): string {
  return notification({
    AlarmName: alarm,
    AlarmDescription: `what ${alarm} means`,
    AlarmConfigurationUpdatedTimestamp: cloudWatchTime(0),
    NewStateValue: state,
    NewStateReason: 'no datapoints were received',
    StateChangeTime: cloudWatchTime(atMs),
    OldStateValue: 'OK',
    ...more,
  });
}

let notifications = 0;

function notification(message: object): string {
  notifications += 1;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: `m-${notifications}`,
    Message: JSON.stringify(message),
  });
}

/** `2026-11-21T10:00:00.000+0000`, as CloudWatch writes it. */
function cloudWatchTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+0000');
}

/** A finding of the fresh look. */
export function lookFinding(
  status: Status,
  key: Contributor = {},
  reason = 'tls-intercepted',
): RenderedFinding {
  const { vantage = 'seoul', target = 'sgw', check = 'tls' } = key;
  const bad = status !== 'healthy';
  return {
    vantage,
    target,
    check,
    status,
    reason: bad ? reason : null,
    severity: status === 'failed' || status === 'degraded' ? 'critical' : null,
    summary: bad ? `${target} is ${reason}` : `${target} is well`,
    evidence: [{ subject: `${target}:443`, outcome: 'answered', address: '10.0.0.1', port: 443 }],
    faults: [],
    measurements: [],
    explanations: [],
    runbook: bad
      ? { title: reason, meaning: 'm', causes: ['c'], steps: ['one', 'two'], commands: ['dig'], links: [] }
      : null,
  };
}
