import type { Config } from '../../config/config.ts';
import type { IncidentKey, Mute, StateStore } from '../../core/notify/incident.ts';
import type { Message } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { Clock } from '../../core/time.ts';
import type { Known } from './recheck.ts';
import type { Speaker } from './send-message.ts';

/** One thing to tell. `as` says what it counts as where many happen at once; an `alarm` of others stands alone. */
export interface News {
  readonly message: Message;
  readonly as: 'failed' | 'over' | 'alarm';
  /** For a digest; absent of an alarm that names no finding. */
  readonly finding?: RenderedFinding;
}

/** What a case comes to. */
export interface Outcome {
  readonly news: readonly News[];
  /** Announces an end before it is told. Answers false when something newer stands there. */
  readonly ahead?: () => Promise<boolean>;
  /** Remembers that it was told. Answers false when something newer stands there. */
  readonly keep?: () => Promise<boolean>;
  /** Remembers that it is to be told with the next digest; absent where it is over already. */
  readonly hold?: () => Promise<boolean>;
  /** Marks the events as seen, after everything else. */
  readonly markSeen?: () => Promise<void>;
  /** Whether the table could be read; if it could, a write that fails is worth another delivery. */
  readonly isRemembered: boolean;
}

export interface CaseTools {
  readonly stage: string;
  readonly region: string;
  readonly config: Config;
  readonly clock: Clock;
  readonly store: StateStore;
  /** Lets so many milliseconds pass. */
  readonly pause: (ms: number) => Promise<void>;
  readonly mutes: readonly Mute[];
  readonly known: (key: IncidentKey) => Known;
  /** Writes what went wrong on the way. */
  readonly onError: (error: unknown, during: string) => void;
}

export function speakerOf({ stage, region, clock }: Pick<CaseTools, 'stage' | 'region' | 'clock'>): Speaker {
  return { stage, region, atMs: clock.wallMs() };
}

/** What the table says; `unreadable` when it says nothing: messages go out without it. */
export async function readable<T>(
  read: () => Promise<T>,
  { onError }: Pick<CaseTools, 'onError'>,
): Promise<T | 'unreadable'> {
  try {
    return await read();
  } catch (error) {
    onError(error, 'reading the table');
    return 'unreadable';
  }
}
