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
  /** What is between a label and its value. */
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
  /** What the recheck changes about the message. */
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
  /** Of commands that stand further below. `{count}` */
  readonly moreBelow: string;
  /** What an alarm means in a headline; the others are called by their names. `{vantage} {duration}` */
  readonly alarmTitle: Readonly<
    Partial<
      Record<AlarmSubject, { readonly starts: string; readonly startedFor?: string; readonly ends: string }>
    >
  >;
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
  readonly place: {
    readonly alarm: string;
    readonly dashboard: string;
    readonly runbook: string;
    readonly logs: string;
  };
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

export const MESSAGE_PHRASES_EN: MessagePhrases = {
  state: {
    failed: 'FAILED',
    degradedNow: 'FAILED, degraded now',
    recoveredAlready: 'FAILED, healthy now',
    unknownNow: 'FAILED, not checked now',
    stillFailed: 'STILL FAILED',
    stillFailedFor: 'STILL FAILED for {duration}',
    afterMaintenance: 'STILL FAILED after mute or maintenance',
    recovered: 'RECOVERED',
    recoveredAfter: 'RECOVERED after {duration}',
    improved: 'IMPROVED',
    alarm: 'ALARM',
    alarmOver: 'ALARM OVER',
    alarmOverAfter: 'ALARM OVER after {duration}',
    alarmWithoutData: 'ALARM WITHOUT DATA',
    test: 'TEST',
    manyFailed: '{count} FAILED at once',
    manyAlarms: '{count} ALARMS at once',
    manyRecovered: '{count} BETTER at once',
    daily: 'DAILY DIGEST',
  },
  colon: ':',
  headline: '{state}: {what}',
  label: {
    vantage: 'Checked from',
    target: 'Target',
    check: 'Check',
    severity: 'Severity',
    addresses: 'Addresses',
    since: 'Since',
    detectedAfter: 'Detected after',
    lasted: 'Lasted',
    before: 'Was',
    alarm: 'Alarm',
    origin: 'Installation',
  },
  severity: { critical: 'critical', warning: 'warning', info: 'info' },
  ago: '{time} ({duration} ago)',
  sinceUnknown: 'not known: the table that remembers it did not answer',
  recheck: {
    otherReason:
      'The reason has changed. It was notified as {before}; what follows is what the recheck finds now.',
    degradedNow: 'The recheck finds it degraded, no longer failed. What follows is about what is left.',
    recoveredAlready:
      'The recheck finds it healthy; the alarm follows later. If this repeats, read the history of the alarm.',
    unknownNow: 'The recheck got no result ({reason}). What follows is why.',
    notRechecked: {
      'no-answer': 'There was no recheck: the watch function did not answer in time.',
      'on-premises': 'There was no recheck: this vantage is on premises.',
      'not-watched': 'There was no recheck: this target is no longer monitored.',
    },
    lastLogged: 'What follows is the last finding on record, from {time}.',
  },
  stillOpen: 'It no longer fails, but it is not healthy. The incident stays open until it is.',
  moreBelow: '+{count} more below',
  alarmTitle: {
    heartbeat: {
      starts: 'No check runs from {vantage}',
      startedFor: 'No check runs from {vantage} for {duration}',
      ends: 'Checks run from {vantage} again',
    },
    unknown: {
      starts: 'Checks from {vantage} cannot run',
      ends: 'Checks from {vantage} run again',
    },
    undelivered: { starts: 'Messages are not delivered', ends: 'Messages are delivered again' },
    'client-certificates': {
      starts: 'A load balancer refuses client certificates',
      ends: 'A load balancer refuses fewer clients',
    },
  },
  alarm: {
    heartbeat: {
      starts: 'Nothing is monitored from {vantage} until checks run again.',
      ends: 'Checks run from {vantage} again.',
    },
    unknown: {
      starts: 'This says nothing about the targets themselves.',
      ends: 'Checks from {vantage} run again.',
    },
    undelivered: {
      starts: 'Messages of gatewatch are stuck: a notification was not delivered.',
      ends: 'No message of gatewatch is stuck any more.',
    },
    'partial-data': {
      starts:
        'CloudWatch evaluates only a part of the data of these alarms. gatewatch reads the other failures from its reports and sends them some minutes later. Watch fewer targets a vantage, or set `metrics: summary`.',
      ends: 'CloudWatch evaluates all data of the alarms again.',
    },
    'client-certificates': {
      starts: 'A load balancer rejects connections because of client certificates.',
      ends: 'The load balancer rejects fewer clients than the threshold.',
    },
    check: {
      starts: 'The finding is not known: neither the recheck nor the log has it. Treat the target as failed.',
      ends: 'The check no longer alarms.',
    },
    test: {
      starts: 'This is a test. If you can read it, this channel works; there is nothing to do.',
      ends: 'This is a test. If you can read it, this channel works; there is nothing to do.',
    },
    foreign: {
      starts: 'An alarm that gatewatch did not create arrived on its topic. It is passed on unchanged.',
      ends: 'An alarm that gatewatch did not create is over.',
    },
  },
  heading: {
    path: 'Path',
    mute: 'To mute this target',
    stateReason: 'What CloudWatch says',
    places: 'Links',
    byReason: 'By reason',
    failed: 'Failed',
    degraded: 'Degraded',
    muted: 'Muted, and not well',
    recovered: 'Recovered',
    alarms: 'Alarms of gatewatch',
  },
  place: { alarm: 'Alarm', dashboard: 'Dashboard', runbook: 'Runbook', logs: 'Logs' },
  digest: {
    manyAtOnce: 'One message for {count} checks that failed together. Look first for what they share.',
    manyAlarms:
      'One message for {count} alarms of gatewatch. Look first for what they share: a schedule, a role, a function, the Region.',
    manyOfBoth:
      'One message for what began together (checks: {failed}, alarms: {alarms}). Look first for what they share: a schedule, a role, a function, the Region.',
    oneMore:
      'It follows others that were notified one by one. Look first for what they share; the dashboard has all of them.',
    alarmsOver: 'Alarms of gatewatch that are over: {count}.',
    manyRecovered: '{recovered} recovered, {degraded} improved but still degraded.',
    daily: '{failed} failed, {degraded} degraded, {muted} muted.',
    nothing: 'Nothing is failed, degraded or muted.',
    more: '… and {count} more; the dashboard has them all.',
  },
  cut: '… (cut; the log has all of it)',
  unit: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
};
