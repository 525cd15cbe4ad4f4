import type { Message, NotifiedAlarm } from '../../core/notify/message.ts';
import { SEVERITIES, type Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { News, Outcome } from './decision.ts';

/** How long one digest stands for what follows it. */
export const FLOOD_WINDOW_MS = 600_000;

/** Which outcomes are told one by one, which as one, and which with the next digest. */
export interface Gathered<O extends Outcome> {
  readonly single: readonly O[];
  /** Failures in one message. */
  readonly failed: readonly O[];
  /** Ends in one message. */
  readonly over: readonly O[];
  /** Told by the tick that follows. */
  readonly held: readonly O[];
}

/**
 * Gathers what is to be told where much happens at once.
 *
 * @param toldLately - failures that were told within the window before
 * @param digestAbove - so many are told one by one
 * @param claim - whether this worker may send the window's digest; asked only where there are too many
 */
export async function gather<O extends Outcome>(
  outcomes: readonly O[],
  notifiedLately: number,
  digestAbove: number,
  claim: () => Promise<boolean>,
): Promise<Gathered<O>> {
  // Of what failed and came back in one batch the end says it all.
  const failing = outcomes.filter(({ news }) => news.at(-1)?.as === 'failed');
  const ending = outcomes.filter(({ news }) => news.at(-1)?.as === 'over');
  const isAlertStorm = failing.length > 0 && failing.length + notifiedLately > digestAbove;
  const isMine = isAlertStorm && (await claim());
  const failed = isMine ? failing : [];
  const held = isAlertStorm && !isMine ? failing : [];
  const over = ending.length > digestAbove ? ending : [];
  const gathered = new Set<Outcome>([...failed, ...held, ...over]);
  return { failed, held, over, single: outcomes.filter((one) => !gathered.has(one)) };
}

/** What one digest says of some outcomes: each finding as it stands at the end. */
export function digestOf(why: 'many-at-once' | 'many-recovered', outcomes: readonly Outcome[]) {
  const last = outcomes.flatMap(({ news }) => news.slice(-1));
  const findings = (wanted: (news: News) => boolean): readonly RenderedFinding[] =>
    last.filter(wanted).flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  return {
    why,
    severity: mostSevere(last.map(({ message }) => message.severity)),
    failed: findings(({ as }) => as === 'failed'),
    degraded: findings(({ message }) => message.type === 'improved'),
    recovered: findings(({ as, message }) => as === 'over' && message.type !== 'improved'),
    alarms: alarmsOf(last.filter(({ finding }) => finding === undefined).map(({ message }) => message)),
  };
}

/** What to do stands with the first of each subject: it is the same for all of them. */
function alarmsOf(messages: readonly Message[]): readonly NotifiedAlarm[] {
  const alarms = messages.filter((message) => message.type === 'alarm');
  return alarms.flatMap(
    ({ alarm, about, state, vantage, durationMs, text }, index): readonly NotifiedAlarm[] => {
      if (state === 'INSUFFICIENT_DATA') return [];
      const isFirst = alarms.findIndex((one) => one.about === about) === index;
      return [
        {
          alarm,
          about,
          state,
          ...(vantage !== undefined && { vantage }),
          ...(durationMs !== undefined && { durationMs }),
          ...(isFirst && state === 'ALARM' && { text }),
        },
      ];
    },
  );
}

export function mostSevere(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}
