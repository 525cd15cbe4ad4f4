import type { DoctorCheck, DoctorFinding, DoctorRow } from './rows.ts';

/** What `gatewatch doctor` says, in one language. Placeholders: what is in a row's values, and its subject. */
export const en = {
  heading: { status: 'status', check: 'check', found: 'what was found' },
  status: { ok: 'ok', failed: 'FAILED', unknown: 'unknown' } satisfies Readonly<
    Record<DoctorRow['status'], string>
  >,
  check: {
    function: 'function',
    worker: 'queue feeds function',
    schedule: 'schedule',
    alarm: 'alarm',
    subscription: 'subscription',
    'dead-letters': 'dead letters',
    table: 'table',
    secret: 'secret',
    heartbeat: 'heartbeat',
    report: 'last report',
    route: 'route',
    'test-alarm': 'test: CloudWatch to topic',
    'test-message': 'test: notify to messages',
    'test-channel': 'test: channel',
  } satisfies Readonly<Record<DoctorCheck, string>>,
  finding: {
    'in-order': 'in order',
    refused: 'could not be read: {code}, these credentials lack {action}',
    missing: 'does not exist: it was never deployed to this stage and Region, or it was deleted',
    'function-not-active': 'cannot run ({state}): {why}',
    'worker-off':
      'the queue does not feed the function ({state}): what arrives waits, and no notification is sent',
    'schedule-off': 'is switched off: no checks run',
    'alarm-silenced': 'its actions are switched off: it changes state and sends no message',
    'alarm-elsewhere': 'does not act on the topic {topic}: it was changed after the deployment',
    unconfirmed:
      '{endpoint} never confirmed the subscription to {topic} and gets nothing: follow the link in the mail "AWS Notification - Subscription Confirmation"; the command sends it again',
    unsubscribed: '{endpoint} is not subscribed to {topic} (any more) and gets nothing',
    'nobody-told':
      'has no subscriber, so its messages reach nobody: add notify.email to gatewatch.yaml and deploy, or add a subscription',
    'letters-lost':
      '{count} messages were given up and were not delivered: read the log of the function behind the queue, then send them again',
    'table-not-active': 'cannot be used ({state}): incidents and mutes are forgotten',
    'secret-missing':
      'there is no such secret: write what the page "Channels" says into secret.txt, run the command, delete the file',
    'secret-deleted': 'is about to be deleted: its channel will get nothing',
    'seen-at': 'last seen {at}',
    'route-fits-nothing': 'fits no target of the last reports, and so decides nothing: {what}',
    'never-seen': 'never seen: no full look arrived, so nothing that this vantage watches is watched',
    'seen-late': 'last seen {at}, which is more than three periods ago',
    'loop-never-seen':
      'never seen: `gatewatch run` of this on-premises vantage is not running, or its credentials lack cloudwatch:PutMetricData (heartbeat) or dynamodb:PutItem (report)',
    'loop-seen-late':
      'last seen {at}: `gatewatch run` of this on-premises vantage stopped or cannot reach CloudWatch',
    'handed-over': 'CloudWatch handed the test alarm to the topic',
    'not-handed-over':
      'CloudWatch could not hand the alarm to the topic, and no other alarm either. A word of encryption or KMS means the policy of the key alias/{stack}. CloudWatch says: {why}',
    'not-handed-over-yet': 'the history of the alarm shows no action after {seconds} s',
    told: 'notify published the test message',
    'not-told': 'notify published nothing within {seconds} s: read its queue, its function and its log',
    'channel-took-it': '{title} took the message',
    'channel-refused': '{title} did not take the message: {why}',
    'channel-silent': 'the function delivered nothing to {title} within {seconds} s',
  } satisfies Readonly<Record<DoctorFinding, string>>,
  /** Why the alarm changed: it is in the message. */
  reason: 'gatewatch doctor: a test whether messages arrive.',
  fix: 'To fix it',
  waiting: 'The test alarm {alarm} is raised; waiting up to {seconds} s for its notification.',
  notTried: 'No test alarm was raised (--no-test): whether messages arrive was not tried.',
  runNow: 'Now look whether the test message arrived',
  recheck: {
    email: 'mailbox {endpoint}',
    channel: '{title}: where the secret {secret} leads',
    bus: '{title}: the rules of the event bus {bus}',
    chat: 'the channel that Amazon Q Developer maps to {topic}',
    other: 'subscriber {endpoint} ({protocol})',
  },
  /** {ok}, {failed}, {unknown} */
  totals: '{ok} in order, {failed} failed, {unknown} could not be read',
};
export type DoctorTexts = Readonly<typeof en>;
