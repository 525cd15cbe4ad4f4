import { boundedText } from '../../core/text.ts';
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { SEVERITY_BY_SUBJECT } from './alarm-message.ts';
import { audienceOf } from './audience.ts';
import { alarmMessage } from './compose-message.ts';
import { speakerOf } from './decide.ts';
import type { NotifyTools } from './notify.ts';
import { sendOne } from './notify-all.ts';

/** The tick comes every five minutes: one an hour asks. */
const ASKED_WITHIN_MS = 5 * MINUTE_MS;

/**
 * Notifies of alarms that CloudWatch evaluates on a part of their data, once for as long as they are the same ones. What
 * such an alarm misses is notified from the reports (`unalarmed.ts`), so that a refused question is only logged.
 *
 * @throws when the message could not be sent
 */
export async function notifyPartial(tools: NotifyTools): Promise<void> {
  const { config, clock, store, alarms, deadline, onError } = tools;
  const isDue = clock.wallMs() % HOUR_MS < ASKED_WITHIN_MS;
  if (!isDue || config.metrics === 'summary') return;
  let partial: readonly string[];
  try {
    partial = (await alarms.partial(deadline.signal)).toSorted();
  } catch (error) {
    onError(error, 'reading how the alarms are evaluated');
    return;
  }
  const [alarm] = partial;
  const key = ['partial', ...partial].join('\n');
  if (alarm === undefined || (await store.seen(key))) return;
  const about = 'partial-data';
  const severity = SEVERITY_BY_SUBJECT[about];
  const stateReason = boundedText(`EvaluationState PARTIAL_DATA: ${partial.join(', ')}`, 1000);
  const words = { alarm, text: '', stateReason };
  const message = alarmMessage({ about, severity, state: 'ALARM' }, words, speakerOf(tools));
  const audience = audienceOf({ severity, isEnd: false }, { config, nowMs: clock.wallMs(), held: [] });
  const one = { id: key, message, countsAs: 'single', ...(audience !== undefined && { audience }) } as const;
  if (!(await sendOne(one, tools))) throw new Error('what is evaluated on partial data could not be sent');
  await store.putSeen(key);
}
