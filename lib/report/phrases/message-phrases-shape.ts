import type { AlarmSubject, NotRechecked } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';

/** What a message says beside its finding. Sentences hold `{placeholders}`. */
export interface MessagePhrases {
  /** How a subject and a headline begin: one or two words that are understood without the rest. */
  readonly state: {
    readonly failed: string;
    readonly degradedNow: string;
    readonly recoveredAlready: string;
    readonly unknownNow: string;
    readonly stillFailed: string;
    /** `{duration}` */
    readonly stillFailedFor: string;
    readonly afterMaintenance: string;
    readonly recovered: string;
    /** `{duration}` */
    readonly recoveredAfter: string;
    readonly improved: string;
    readonly alarm: string;
    readonly alarmOver: string;
    /** `{duration}` */
    readonly alarmOverAfter: string;
    readonly alarmWithoutData: string;
    readonly test: string;
    /** `{count}` */
    readonly manyFailed: string;
    /** `{count}` */
    readonly manyAlarms: string;
    /** `{count}` */
    readonly manyRecovered: string;
    readonly daily: string;
  };
  /** What stands between a label and its value. */
  readonly colon: string;
  /** `{state} {what}` */
  readonly headline: string;
  readonly label: {
    readonly vantage: string;
    readonly target: string;
    readonly check: string;
    readonly severity: string;
    readonly addresses: string;
    readonly since: string;
    readonly detectedAfter: string;
    readonly lasted: string;
    readonly before: string;
    readonly alarm: string;
    readonly origin: string;
  };
  readonly severity: Readonly<Record<Severity, string>>;
  /** `{time} {duration}` */
  readonly ago: string;
  readonly sinceUnknown: string;
  /** What the fresh look changes about the message. */
  readonly recheck: {
    /** `{before}` */
    readonly otherReason: string;
    readonly degradedNow: string;
    readonly recoveredAlready: string;
    /** `{reason}` */
    readonly unknownNow: string;
    readonly notRechecked: Readonly<Record<NotRechecked, string>>;
    /** `{time}`; after `notRechecked`. */
    readonly lastLogged: string;
  };
  readonly stillOpen: string;
  /** What an alarm means that names no finding, while it lasts and when it is over. `{vantage} {alarm}` */
  readonly alarm: Readonly<Record<AlarmSubject, { readonly starts: string; readonly ends: string }>>;
  readonly heading: {
    readonly path: string;
    readonly mute: string;
    readonly stateReason: string;
    readonly places: string;
    readonly byReason: string;
    readonly failed: string;
    readonly degraded: string;
    readonly muted: string;
    readonly recovered: string;
    readonly alarms: string;
  };
  readonly place: { readonly alarm: string; readonly dashboard: string; readonly logs: string };
  readonly digest: {
    /** `{count}` */
    readonly manyAtOnce: string;
    /** `{count}` */
    readonly manyAlarms: string;
    /** Checks and alarms in one. `{failed} {alarms} {count}` */
    readonly manyOfBoth: string;
    /** A digest of one: it follows others that were told one by one. */
    readonly oneMore: string;
    /** `{count}` */
    readonly alarmsOver: string;
    /** `{recovered} {degraded}` */
    readonly manyRecovered: string;
    /** `{failed} {degraded} {muted}` */
    readonly daily: string;
    readonly nothing: string;
    /** `{count}` */
    readonly more: string;
  };
  /** At the end of a text that was cut to fit. */
  readonly cut: string;
  /** What follows a number: days, hours, minutes, seconds. */
  readonly unit: {
    readonly day: string;
    readonly hour: string;
    readonly minute: string;
    readonly second: string;
  };
}
