import { Cron } from 'croner';
import type { Config, Maintenance } from '../../config/config.ts';
import type { Mute } from '../../core/notify/incident.ts';

/** Why no message is sent about a target for now. */
export type Muted =
  | { readonly by: 'mute'; readonly reason: string; readonly untilMs: number }
  | { readonly by: 'maintenance'; readonly reason: string; readonly untilMs: number };

/**
 * Whether messages about a target wait: because somebody muted it, or because a maintenance window is open. Checks and
 * metrics go on. Of several reasons the one that lasts longest is given.
 *
 * @param nowMs - milliseconds since the Unix epoch
 */
export function isMuted(
  target: string,
  { maintenance }: Pick<Config, 'maintenance'>,
  mutes: readonly Mute[],
  nowMs: number,
): Muted | undefined {
  const byHand = mutes
    .filter((mute) => mute.target === target && mute.untilMs > nowMs)
    .map(({ reason, untilMs }): Muted => ({ by: 'mute', reason, untilMs }));
  const planned = maintenance
    .filter(({ targets }) => targets.includes(target))
    .flatMap((window): readonly Muted[] => {
      const untilMs = endOfOpenWindow(window, nowMs);
      return untilMs === undefined ? [] : [{ by: 'maintenance', reason: window.name, untilMs }];
    });
  return [...byHand, ...planned].sort((a, b) => b.untilMs - a.untilMs)[0];
}

/** When the window that is open now ends; undefined when none is. It begins with the minute its pattern names. */
function endOfOpenWindow({ cron, durationMs, timezone }: Maintenance, nowMs: number): number | undefined {
  // Croner looks for runs strictly before the given second; a window is open from its first millisecond on. The run
  // of the next second may be among them, and the one before it may last beyond.
  const begun = new Cron(cron, { paused: true, mode: '5-part', timezone })
    .previousRuns(2, new Date(nowMs + 1000))
    .find((run) => run.getTime() <= nowMs);
  if (begun === undefined) return undefined;
  const untilMs = begun.getTime() + durationMs;
  return untilMs > nowMs ? untilMs : undefined;
}
