import { HINDRANCES, type HinderedAlarm } from '../../core/aws/alarm-reader.ts';
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

/** What a message is about, and how its key begins in the table. */
const TOLD = {
  PARTIAL_DATA: { about: 'partial-data', key: 'partial' },
  EVALUATION_ERROR: { about: 'evaluation-error', key: 'evaluation-error' },
} as const;

/**
 * Notifies of alarms that CloudWatch evaluates on a part of their data, or cannot evaluate, once for as long as they are the
 * same ones. What such an alarm misses is notified from the reports (`unalarmed.ts`), so that a refused question is only
 * logged.
 *
 * @throws when the message could not be sent
 */
export async function notifyHindered(tools: NotifyTools): Promise<void> {
  const { config, clock, alarms, deadline, onError } = tools;
  const isDue = clock.wallMs() % HOUR_MS < ASKED_WITHIN_MS;
  if (!isDue || config.metrics === 'summary') return;
  let hindered: readonly HinderedAlarm[];
  try {
    hindered = await alarms.hindered(deadline.signal);
  } catch (error) {
    onError(error, 'reading how the alarms are evaluated');
    return;
  }
  for (const hindrance of HINDRANCES) {
    const such = hindered
      .filter((one) => one.hindrance === hindrance)
      .toSorted((a, b) => a.name.localeCompare(b.name));
    await notifyOf(hindrance, such, tools);
  }
}

async function notifyOf(
  hindrance: HinderedAlarm['hindrance'],
  such: readonly HinderedAlarm[],
  tools: NotifyTools,
): Promise<void> {
  const { config, clock, store } = tools;
  const { about, key: begin } = TOLD[hindrance];
  const key = [begin, ...such.map(({ name }) => name)].join('\n');
  const [first] = such;
  if (first === undefined || (await store.seen(key))) return;
  const which = such.map(({ name, reason }) =>
    hindrance === 'EVALUATION_ERROR' && reason !== '' ? `${name} (${boundedText(reason, 200)})` : name,
  );
  const stateReason = boundedText(`EvaluationState ${hindrance}: ${which.join(', ')}`, 1000);
  const words = { alarm: first.name, text: '', stateReason };
  const severity = SEVERITY_BY_SUBJECT[about];
  const message = alarmMessage({ about, severity, state: 'ALARM' }, words, speakerOf(tools));
  const audience = audienceOf({ severity, isEnd: false }, { config, nowMs: clock.wallMs(), held: [] });
  const one = { id: key, message, countsAs: 'single', audience } as const;
  if (!(await sendOne(one, tools))) throw new Error('how alarms are evaluated could not be sent');
  await store.putSeen(key);
}
