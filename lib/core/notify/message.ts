import type { Locale } from '../locale.ts';
import type { TargetPlace } from '../plan.ts';
import type { Severity } from '../reason.ts';
import type { RenderedFinding } from '../report.ts';

/** Why nothing was asked before a message was written. */
export type NotRechecked =
  /** `watch` did not answer, or not in time. */
  | 'no-answer'
  /** The vantage is driven by somebody's own machine, which cannot be called. */
  | 'on-premises'
  /** The target is no longer among those that are watched. */
  | 'not-watched';

/** What the recheck said about an alarm that a message is about. */
export type Recheck =
  | { readonly outcome: 'confirms' }
  | { readonly outcome: 'other-reason'; readonly before: string }
  | { readonly outcome: 'degraded-now' }
  | { readonly outcome: 'recovered-already' }
  | { readonly outcome: 'unknown-now'; readonly reason: string }
  /** The finding is the last one that was logged or kept; `findingAtMs` says when. */
  | { readonly outcome: 'not-looked'; readonly why: NotRechecked; readonly findingAtMs?: number };

/** Where a reader goes from a message: `https:` addresses of the AWS console. */
export interface MessageLinks {
  readonly alarm?: string;
  readonly dashboard?: string;
  readonly logs?: string;
}

/** What an alarm is about that is told in its own words. */
export type AlarmSubject =
  /** No full look of a vantage arrives any more. */
  | 'heartbeat'
  /** Checks of a vantage cannot ask. */
  | 'unknown'
  /** Messages wait or were lost. */
  | 'undelivered'
  /** CloudWatch evaluates alarms on a part of their data. */
  | 'partial-data'
  /** CloudWatch cannot evaluate alarms as they are set up. */
  | 'evaluation-error'
  /** A load balancer turned clients away. */
  | 'client-certificates'
  /** A check's alarm whose finding is not known: neither a run nor the log told it. */
  | 'check'
  /** Somebody tries whether messages arrive. */
  | 'test'
  /** Another alarm of the account, or something that cannot be read. */
  | 'foreign';

/** An alarm of gatewatch among many. */
export interface NotifiedAlarm {
  readonly alarm: string;
  readonly about: AlarmSubject;
  readonly state: 'ALARM' | 'OK';
  readonly vantage?: string;
  /** Of one that is over; absent where the table could not tell. */
  readonly durationMs?: number;
  /** The alarm's description, with the first of each subject. */
  readonly text?: string;
}

/** A target that came or went. */
export interface NotifiedTarget extends TargetPlace {
  readonly type: string;
  /** The checks whose open incidents end with it. */
  readonly ended: readonly { readonly check: string; readonly openedAs?: TargetPlace }[];
}

/** What discovery found, and what it no longer finds. */
export interface TargetLists {
  readonly found: readonly NotifiedTarget[];
  readonly gone: readonly NotifiedTarget[];
}

/** What every message has. Times are milliseconds since the Unix epoch. */
interface MessageFacts {
  /** When it is written; "still broken, for 4 h" counts to here. */
  readonly atMs: number;
  /**
   * How grave it is, for the channels to choose by. A recovery, an improvement and a reminder carry the severity
   * the incident was opened with: who was told of the failure is told of its end.
   */
  readonly severity: Severity;
  /** Which installation speaks, for people who have several. */
  readonly origin?: { readonly stage: string; readonly region: string };
  readonly links: MessageLinks;
}

/** What a person is told, before it has a form. */
export type Message = MessageFacts &
  (
    | {
        readonly type: 'failed' | 'reminder' | 'still-broken-after-maintenance';
        /** Today's, where the run told one; the logged one where it did not, or where the target is healthy again. */
        readonly finding: RenderedFinding;
        /** undefined when the table could not tell. */
        readonly sinceMs?: number;
        /** From the first failing look to the alarm. */
        readonly detectedAfterMs?: number;
        readonly recheck: Recheck;
        readonly doesNotProve: readonly string[];
      }
    | {
        readonly type: 'recovered';
        readonly finding: RenderedFinding;
        readonly sinceMs?: number;
        readonly durationMs?: number;
        /** The reason it was told with. */
        readonly before?: string;
      }
    /** From failed to degraded: better, not well. */
    | {
        readonly type: 'improved';
        readonly finding: RenderedFinding;
        readonly sinceMs?: number;
        readonly before?: string;
      }
    /** An alarm of gatewatch itself, or one that names no target: its own text. */
    | {
        readonly type: 'alarm';
        readonly about: AlarmSubject;
        /** The alarm's name. */
        readonly alarm: string;
        readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
        /** The alarm's description: for alarms of our own the short runbook, in the language of the config. */
        readonly text: string;
        readonly stateReason: string;
        readonly sinceMs?: number;
        /** Of one that is over; absent where the table could not tell. */
        readonly durationMs?: number;
        readonly vantage?: string;
        readonly target?: string;
        readonly check?: string;
        readonly openedAs?: TargetPlace;
      }
    /** Many failures at once, or what waited until morning. */
    | {
        readonly type: 'digest';
        /** `after-quiet`: what a channel did not receive in its quiet hours. */
        readonly why: 'many-at-once' | 'many-recovered' | 'daily' | 'after-quiet' | 'targets';
        readonly failed: readonly RenderedFinding[];
        readonly degraded: readonly RenderedFinding[];
        readonly muted: readonly RenderedFinding[];
        /** How many beyond these there are. */
        readonly leftOut?: number;
        /** What came back, where many did at once; what improved only is in `degraded`. */
        readonly recovered?: readonly RenderedFinding[];
        /** Alarms of gatewatch: those that began, or with what recovered those that are over. */
        readonly alarms?: readonly NotifiedAlarm[];
        /** Of `targets`: what discovery found that it did not know, and what is no longer there. */
        readonly found?: readonly NotifiedTarget[];
        readonly gone?: readonly NotifiedTarget[];
      }
  );

/** A message as it travels on the `messages` topic: ready for people, and for programs that want to make their own. */
export interface PublishedMessage {
  readonly version: 1;
  readonly locale: Locale;
  /** Of its times: an IANA name; absent: UTC. */
  readonly timezone?: string;
  readonly severity: Severity;
  /** The recipients it is for; absent: everybody. */
  readonly to?: readonly string[];
  /** One line, under 100 characters (SNS API Reference, Publish, Subject). */
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** Bounded: evidence and texts that are too long for the topic are cut. */
  readonly message: Message;
}

/** Where finished messages go: the `messages` topic. */
export interface Messenger {
  /** Rejects with `AwsRefusal` when it was not taken. */
  readonly send: (message: PublishedMessage) => Promise<void>;
}
