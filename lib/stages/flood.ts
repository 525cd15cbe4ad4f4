import type { ToldFinding } from '../core/report.ts';
import { SEVERITIES, type Severity } from '../core/status.ts';
import type { News, Outcome } from './outcome.ts';

/** How long one digest stands for what follows it. */
export const FLOOD_WINDOW_MS = 600_000;

/** Which outcomes are told one by one, which as one, and which with the next digest. */
export interface Gathered<O extends Outcome> {
  readonly single: readonly O[];
  readonly digest: readonly O[];
  /** Told by the tick that follows. */
  readonly held: readonly O[];
}

/**
 * Gathers what is to be told where much happens at once. Pure.
 *
 * @param toldLately - failures that were told within the window before
 * @param digestAbove - so many failures are told one by one
 * @param claimed - whether this worker may send the window's digest; asked only where there are too many
 */
export async function gather<O extends Outcome>(
  outcomes: readonly O[],
  toldLately: number,
  digestAbove: number,
  claimed: () => Promise<boolean>,
): Promise<Gathered<O>> {
  const failing = outcomes.filter(({ news }) => news.some(({ as }) => as === 'failed'));
  const others = outcomes.filter((outcome) => !failing.includes(outcome));
  const isFlood = failing.length > 0 && failing.length + toldLately > digestAbove;
  const mine = isFlood && (await claimed());
  // What is over already cannot wait for the next digest: it is told now, with its end.
  const held = isFlood && !mine ? failing.filter(({ hold }) => hold !== undefined) : [];
  const over = [...others.filter(isOver), ...(isFlood && !mine ? failing.filter(({ hold }) => !hold) : [])];
  const manyOver = over.length > digestAbove;
  const digest = [...(mine ? failing : []), ...(manyOver || mine ? over : [])];
  return { digest, held, single: outcomes.filter((one) => !digest.includes(one) && !held.includes(one)) };
}

function isOver({ news }: Outcome): boolean {
  return news.some(({ as }) => as === 'over');
}

/** What one digest says of some outcomes: each finding as it stands at the end. */
export function digestOf(outcomes: readonly Outcome[]) {
  const last = outcomes.flatMap(({ news }) => news.slice(-1));
  const as = (wanted: (news: News) => boolean): readonly ToldFinding[] =>
    last.filter(wanted).flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  return {
    why: 'many-at-once' as const,
    severity: gravest(outcomes.flatMap(({ news }) => news.map(({ message }) => message.severity))),
    failed: as((one) => one.as === 'failed'),
    degraded: as(({ message }) => message.type === 'improved'),
    recovered: as((one) => one.as === 'over' && one.message.type !== 'improved'),
  };
}

export function gravest(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}
