import type { Locale } from './locale.ts';
import type { ToldFinding } from './report.ts';
import type { Severity } from './status.ts';

/** What the fresh look said about an alarm that is being told. */
export type FreshLook =
  | { readonly outcome: 'confirms' }
  | { readonly outcome: 'other-reason'; readonly before: string }
  | { readonly outcome: 'degraded-now' }
  | { readonly outcome: 'recovered-already' }
  | { readonly outcome: 'unknown-now'; readonly reason: string }
  /** Nothing can be asked for this alarm, or asking failed: the text is the alarm's own or the last logged finding. */
  | { readonly outcome: 'not-looked'; readonly why: string };

/** Where a reader goes from a message. */
export interface MessageLinks {
  readonly alarm?: string;
  readonly dashboard?: string;
  readonly logs?: string;
}

/** What a person is told, before it has a form. Times are milliseconds since the Unix epoch. */
export type Message =
  | {
      readonly type: 'failed' | 'reminder' | 'still-broken-after-maintenance';
      readonly finding: ToldFinding;
      /** undefined when the table could not tell. */
      readonly sinceMs?: number;
      /** From the first failing look to the alarm. */
      readonly detectedAfterMs?: number;
      readonly look: FreshLook;
      readonly links: MessageLinks;
      readonly doesNotProve: readonly string[];
    }
  | {
      readonly type: 'recovered';
      readonly finding: ToldFinding;
      readonly sinceMs?: number;
      readonly durationMs?: number;
      readonly links: MessageLinks;
    }
  /** From failed to degraded: better, not well. */
  | {
      readonly type: 'improved';
      readonly finding: ToldFinding;
      readonly sinceMs?: number;
      readonly links: MessageLinks;
    }
  /** An alarm of gatewatch itself, or one that names no target: its own text. */
  | {
      readonly type: 'alarm';
      readonly alarm: string;
      readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
      readonly severity: Severity;
      readonly text: string;
      readonly stateReason: string;
      readonly sinceMs: number;
      readonly links: MessageLinks;
    }
  /** Many failures at once, or what waited until morning. */
  | {
      readonly type: 'digest';
      readonly why: 'many-at-once' | 'daily';
      readonly failed: readonly ToldFinding[];
      readonly degraded: readonly ToldFinding[];
      readonly muted: readonly ToldFinding[];
      readonly links: MessageLinks;
    };

/** A message as it travels on the `messages` topic: ready for people, and for programs that want to make their own. */
export interface PublishedMessage {
  readonly version: 1;
  readonly locale: Locale;
  readonly severity: Severity;
  /** One line, under 100 characters (SNS API Reference, Publish, Subject). */
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  readonly message: Message;
}
