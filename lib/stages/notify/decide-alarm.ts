import type { OpenAlarm } from '../../core/notify/incident.ts';
import { storedReport } from '../memory/stored-report.ts';
import { countsAs, onAlarmChange } from './alarm-incidents.ts';
import { SEVERITY_BY_SUBJECT } from './alarm-message.ts';
import { type CaseTools, type News, type Outcome, readable, speakerOf } from './decision.ts';
import { type Case, distinct, type OwnWords } from './event-groups.ts';
import { alarmMessage } from './send-message.ts';
import { unknownChecks } from './unknown-checks.ts';

/** Decides what is told and remembered of an alarm that names no finding. It reads the table, and changes nothing. */
export async function decideAlarm(
  { arrivals }: Extract<Case, { about: 'alarm' }>,
  tools: CaseTools,
): Promise<Outcome> {
  const { store, clock } = tools;
  const [first] = arrivals;
  if (first === undefined) return { news: [], isRemembered: true };
  const read = await readable(() => store.alarm(first.event.alarm), tools);
  const news: News[] = [];
  let standing = read;
  let ahead: OpenAlarm | undefined;
  for (const { event } of distinct(arrivals)) {
    const words = { ...wordsOf(event), text: await textOf(event, tools) };
    const { state } = event;
    if (event.about === 'test' || (state === 'INSUFFICIENT_DATA' && event.about === 'foreign')) {
      const told = { state, sinceMs: event.stateChangedMs };
      news.push({ message: alarmMessage(words, told, speakerOf(tools)), as: 'alarm' });
      continue;
    }
    // Alarms of our own have no action for it; it may come of a state that somebody set by hand.
    if (state === 'INSUFFICIENT_DATA') continue;
    const warmUntilMs = await warmUntil(event, tools);
    const { stateChangedMs } = event;
    const change = { ...words, state, stateChangedMs, ...(warmUntilMs !== undefined && { warmUntilMs }) };
    const decision = onAlarmChange(change, standing, clock.wallMs());
    if (decision.tell !== undefined)
      news.push({
        message: alarmMessage(words, decision.tell, speakerOf(tools)),
        as: countsAs(event.about, decision.tell),
      });
    ahead = decision.ahead;
    standing = decision.write ?? standing;
  }
  const isRemembered = read !== 'unreadable';
  const written = standing;
  if (written === read || written === undefined || written === 'unreadable') return { news, isRemembered };
  const announced = ahead;
  return {
    news,
    isRemembered,
    ...(announced !== undefined && { ahead: () => store.putAlarm(announced) }),
    keep: () => store.putAlarm(written),
    ...(written.phase === 'open' && {
      hold: () => store.putAlarm({ ...written, lastNotifiedMs: 0, heldBy: 'flood' }),
    }),
  };
}

function wordsOf(event: OwnWords) {
  return {
    about: event.about,
    alarm: event.alarm,
    stateReason: event.stateReason,
    severity: SEVERITY_BY_SUBJECT[event.about],
    ...('vantage' in event && { vantage: event.vantage }),
  };
}

/** An alarm's own text; where it only counts the checks that could not ask, the last report tells which. */
async function textOf(event: OwnWords, tools: CaseTools): Promise<string> {
  // What stands in the console for those who wonder is no step to take.
  if (event.about === 'test') return '';
  if (event.about !== 'unknown' || event.state !== 'ALARM') return event.description;
  const report = await readable(() => storedReport(event.vantage, tools.store), tools);
  if (report === undefined || report === 'unreadable') return event.description;
  return [...unknownChecks(report), event.description].join('\n');
}

/** Periods of silence after which the heartbeat alarms, and what a first deployment takes besides. */
const HEARTBEAT_PERIODS = 3;
const FIRST_DEPLOYMENT_MS = 600_000;

/**
 * CloudFormation knows no warm-up of an alarm, so that the first silence after a deployment is held back here: until
 * the vantage could have reported, if it never has.
 */
async function warmUntil(event: OwnWords, tools: CaseTools): Promise<number | undefined> {
  const { config, store } = tools;
  if (event.about !== 'heartbeat' || event.configuredMs === undefined || event.state !== 'ALARM')
    return undefined;
  const untilMs = event.configuredMs + HEARTBEAT_PERIODS * config.schedule.periodMs + FIRST_DEPLOYMENT_MS;
  // Where the table cannot tell, silence is told.
  const lastReport = await readable(() => store.lastReport(event.vantage), tools);
  return lastReport === undefined ? untilMs : undefined;
}

/** What nobody can read is told as it came. */
export function decideUnreadable(
  { arrivals }: Extract<Case, { about: 'unreadable' }>,
  tools: CaseTools,
): Outcome {
  const news = distinct(arrivals).map(({ event }): News => {
    const words = {
      about: 'foreign',
      alarm: '?',
      text: event.text,
      stateReason: '',
      severity: 'warning',
    } as const;
    return { message: alarmMessage(words, { state: 'ALARM' }, speakerOf(tools)), as: 'alarm' };
  });
  return { news, isRemembered: true };
}
