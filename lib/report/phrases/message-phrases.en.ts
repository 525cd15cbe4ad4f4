import type { AlarmSubject, NotRechecked } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';

/** What a message says beside its finding. Sentences hold `{placeholders}`. */
export const MESSAGE_PHRASES_EN = {
  /** How a subject and a headline begin: one or two words that are understood without the rest. */
  state: {
    failed: 'FAILED',
    degradedNow: 'FAILED, degraded now',
    recoveredAlready: 'FAILED, healthy now',
    unknownNow: 'FAILED, not checked now',
    stillFailed: 'STILL FAILED',
    /** `{duration}` */
    stillFailedFor: 'STILL FAILED for {duration}',
    afterMaintenance: 'STILL FAILED after mute or maintenance',
    recovered: 'RECOVERED',
    /** `{duration}` */
    recoveredAfter: 'RECOVERED after {duration}',
    improved: 'IMPROVED',
    alarm: 'ALARM',
    alarmOver: 'ALARM OVER',
    /** `{duration}` */
    alarmOverAfter: 'ALARM OVER after {duration}',
    alarmWithoutData: 'ALARM WITHOUT DATA',
    test: 'TEST',
    /** `{count}` */
    manyFailed: '{count} FAILED at once',
    /** `{count}` */
    manyAlarms: '{count} ALARMS at once',
    /** `{count}` */
    manyRecovered: '{count} BETTER at once',
    daily: 'DAILY DIGEST',
    afterQuiet: 'AFTER QUIET HOURS',
    targetFound: 'NEW TARGET',
    targetsFound: '{count} NEW TARGETS',
    targetGone: 'TARGET GONE',
    targetsGone: '{count} TARGETS GONE',
    targetsChanged: '{count} TARGETS NEW OR GONE',
  },
  /** What is between a label and its value. */
  colon: ':',
  /** `{state} {what}` */
  headline: '{state}: {what}',
  label: {
    vantage: 'Checked from',
    target: 'Target',
    owner: 'Owner',
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
  severity: { critical: 'critical', warning: 'warning', info: 'info' } satisfies Readonly<
    Record<Severity, string>
  >,
  /** `{time} {duration}` */
  ago: '{time} ({duration} ago)',
  sinceUnknown: 'not known: the table that remembers it did not answer',
  /** What the recheck changes about the message. */
  recheck: {
    /** `{before}` */
    otherReason:
      'The reason has changed. It was notified as {before}; what follows is what the recheck finds now.',
    degradedNow: 'The recheck finds it degraded, no longer failed. What follows is about what is left.',
    recoveredAlready:
      'The recheck finds it healthy; the alarm follows later. If this repeats, read the history of the alarm.',
    /** `{reason}` */
    unknownNow: 'The recheck got no result ({reason}). What follows is why.',
    notRechecked: {
      'no-answer': 'There was no recheck: the watch function did not answer in time.',
      'on-premises': 'There was no recheck: this vantage is on premises.',
      'not-watched': 'There was no recheck: this target is no longer monitored.',
    } satisfies Readonly<Record<NotRechecked, string>>,
    /** `{time}`; after `notRechecked`. */
    lastLogged: 'What follows is the last finding on record, from {time}.',
  },
  stillOpen: 'It no longer fails, but it is not healthy. The incident stays open until it is.',
  /** Of commands that stand further below. `{count}` */
  moreBelow: '+{count} more below',
  /** What an alarm means in a headline; the others are called by their names. `{vantage} {duration}` */
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
    'evaluation-error': {
      starts: 'CloudWatch cannot evaluate alarms',
      ends: 'CloudWatch evaluates the alarms again',
    },
    'client-certificates': {
      starts: 'A load balancer refuses client certificates',
      ends: 'A load balancer refuses fewer clients',
    },
  } as Readonly<
    Partial<
      Record<AlarmSubject, { readonly starts: string; readonly startedFor?: string; readonly ends: string }>
    >
  >,
  /** What an alarm means that names no finding, while it lasts and when it is over. `{vantage} {alarm}` */
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
    'evaluation-error': {
      starts:
        'CloudWatch cannot evaluate these alarms: they raise no alarm, whatever fails. The reason of each follows its name. Deploy gatewatch again, and read the alarm in CloudWatch if that changes nothing.',
      ends: 'CloudWatch evaluates the alarms again.',
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
  } satisfies Readonly<Record<AlarmSubject, { readonly starts: string; readonly ends: string }>>,
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
    found: 'New',
    gone: 'Gone',
  },
  place: { alarm: 'Alarm', dashboard: 'Dashboard', runbook: 'Runbook', logs: 'Logs' },
  digest: {
    /** `{count}` */
    manyAtOnce: 'One message for {count} checks that failed together. Look first for what they share.',
    /** `{count}` */
    manyAlarms:
      'One message for {count} alarms of gatewatch. Look first for what they share: a schedule, a role, a function, the Region.',
    /** Checks and alarms in one. `{failed} {alarms} {count}` */
    manyOfBoth:
      'One message for what began together (checks: {failed}, alarms: {alarms}). Look first for what they share: a schedule, a role, a function, the Region.',
    /** A digest of one: it follows others that were told one by one. */
    oneMore:
      'It follows others that were notified one by one. Look first for what they share; the dashboard has all of them.',
    /** `{count}` */
    alarmsOver: 'Alarms of gatewatch that are over: {count}.',
    /** `{recovered} {degraded}` */
    manyRecovered: '{recovered} recovered, {degraded} improved but still degraded.',
    /** `{failed} {degraded} {muted}` */
    daily: '{failed} failed, {degraded} degraded, {muted} muted.',
    afterQuiet:
      'What was not sent in the quiet hours: {failed} failed, {degraded} improved but still degraded, {recovered} recovered.',
    nothing: 'Nothing is failed, degraded or muted.',
    /** `{count}` */
    more: '… and {count} more; the dashboard has them all.',
    found: 'AWS lists an object that was not there before. It is checked from now on.',
    gone: 'AWS no longer lists an object that was checked. Its checks end.',
    endedWithIt: 'Open incidents of it are closed; the checks are in brackets.',
  },
  /** At the end of a text that was cut to fit. */
  cut: '… (cut; the log has all of it)',
  /** What follows a number: days, hours, minutes, seconds. */
  unit: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
};
export type MessagePhrases = Readonly<typeof MESSAGE_PHRASES_EN>;
