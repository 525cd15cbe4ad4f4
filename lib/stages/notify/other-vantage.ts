import { type Incident, isOpen } from '../../core/notify/incident.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { Standing } from './incident-situation.ts';

/** The same target at another vantage: what the table holds of it, and what the fresh run saw. */
export interface AtOtherVantage {
  readonly standing: Standing;
  readonly finding: RenderedFinding | undefined;
}

/**
 * Whether another vantage's message may stand for a failure: not for one that was notified itself, and for none whose
 * reason is not known. Without it nothing needs to be read of the other vantages.
 *
 * @param own - what the table holds of the failure itself
 */
export function mayWait(finding: RenderedFinding | undefined, own: Standing): finding is RenderedFinding {
  return finding?.status === 'failed' && finding.reason !== null && own !== 'unreadable' && !isNotified(own);
}

/**
 * Whether a failure is no news, because the same one was notified from another vantage: one outage, one page. It holds
 * back no more than that: not what was notified from here, no other reason, and nothing once the other vantage works
 * again, or where its message said that this one works. Pure.
 *
 * @param own - what the table holds of the failure itself
 */
export function isNotifiedElsewhere(
  finding: RenderedFinding | undefined,
  own: Standing,
  others: readonly AtOtherVantage[],
): boolean {
  if (!mayWait(finding, own)) return false;
  return others.some(
    ({ standing, finding: its }) =>
      isNotified(standing) &&
      (standing.phase === 'alarm' || standing.phase === 'vanished') &&
      standing.reason === finding.reason &&
      standing.worksFrom?.includes(finding.vantage) !== true &&
      its?.status !== 'healthy',
  );
}

function isNotified(standing: Standing): standing is Incident {
  return standing !== 'unreadable' && isOpen(standing) && standing.lastNotifiedMs > 0;
}
