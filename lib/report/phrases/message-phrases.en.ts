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
    degradedNow:
      'A fresh look finds it better than the alarm says: degraded, no longer failed. What follows is about what is left.',
    recoveredAlready:
      'The recheck finds it healthy. The alarm lags behind; when it ends, a message says how long it lasted. If it comes and goes, look at the history of the alarm.',
    unknownNow:
      'A fresh look could not tell ({reason}). Nothing newer is known about the target than the alarm itself; what follows is why it could not be asked.',
    notRechecked: {
      'no-answer': 'No fresh look could be taken: the watch function did not answer in time.',
      'on-premises': 'No fresh look was taken: this vantage is on premises and cannot be called from here.',
      'not-watched': 'No fresh look was taken: this target is no longer among those that are watched.',
    },
    lastLogged: 'What follows is the last finding on record, from {time}.',
  },
  stillOpen: 'It no longer fails, but it is not healthy. The incident stays open until it is.',
  alarm: {
    heartbeat: {
      starts: 'gatewatch itself is silent: no check runs from {vantage}, so nothing is watched from there.',
      ends: 'Checks run from {vantage} again.',
    },
    unknown: {
      starts: 'Checks from {vantage} cannot ask. This says nothing about the targets themselves.',
      ends: 'Checks from {vantage} can ask again.',
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
      starts: 'A load balancer turns clients away because of their certificates.',
      ends: 'The load balancer no longer turns that many clients away.',
    },
    check: {
      starts:
        'A check alarms, but what it found is not known: neither a fresh look nor the log could tell. Treat the target as failed.',
      ends: 'The check no longer alarms.',
    },
    test: {
      starts: 'This is a test. If you can read it, this channel works; there is nothing to do.',
      ends: 'This is a test. If you can read it, this channel works; there is nothing to do.',
    },
    foreign: {
      starts:
        'Something that gatewatch did not make arrived on its topic of alarms. It is passed on as it came.',
      ends: 'An alarm that gatewatch did not make is over.',
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
  place: { alarm: 'Alarm', dashboard: 'Dashboard', logs: 'Logs' },
  digest: {
    manyAtOnce:
      '{count} checks failed within the same minute or so; this is one message in place of {count}. Look for what they share first.',
    manyAlarms:
      '{count} alarms of gatewatch began within the same minute or so; this is one message in place of {count}. Look for what they share first: a schedule, a role, a function, the Region.',
    manyOfBoth:
      'Checks failed and alarms of gatewatch began within the same minute or so (checks: {failed}, alarms: {alarms}); this is one message in place of {count}. Look for what they share first: a schedule, a role, a function, the Region.',
    oneMore:
      'It follows others that were notified one by one shortly before. Look for what they share first; the dashboard has all of them.',
    alarmsOver: 'Alarms of gatewatch that are over: {count}.',
    manyRecovered: '{recovered} recovered, {degraded} improved but still degraded.',
    daily: '{failed} failed, {degraded} degraded, {muted} muted.',
    nothing: 'Nothing is failed, degraded or muted.',
    more: '… and {count} more; the dashboard has them all.',
  },
  cut: '… (cut; the log has all of it)',
  unit: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
};
