import type { Locale } from '../../core/locale.ts';
import type { Message, Recheck } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { MessagePhrases } from '../phrases/message-phrases.en.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { describeDuration, describeTime } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';

/** One or two words that tell a message from every other sort: how its subject begins. */
export function stateOf(message: Message, locale: Locale): string {
  const { state } = MESSAGE_PHRASES[locale];
  const duration = (ms: number) => ({ duration: describeDuration(ms, locale) });
  switch (message.type) {
    case 'failed':
      return stateOfRun(message.recheck, state);
    case 'reminder':
      return message.sinceMs === undefined
        ? state.stillFailed
        : fillText(state.stillFailedFor, duration(message.atMs - message.sinceMs));
    case 'still-broken-after-maintenance':
      return state.afterMaintenance;
    case 'recovered':
      return message.durationMs === undefined
        ? state.recovered
        : fillText(state.recoveredAfter, duration(message.durationMs));
    case 'improved':
      return state.improved;
    case 'alarm':
      if (message.about === 'test') return state.test;
      if (message.state === 'OK' && message.durationMs !== undefined)
        return fillText(state.alarmOverAfter, duration(message.durationMs));
      return { ALARM: state.alarm, OK: state.alarmOver, INSUFFICIENT_DATA: state.alarmWithoutData }[
        message.state
      ];
    case 'digest':
      return stateOfDigest(message, state);
  }
}

function stateOfDigest(
  digest: Extract<Message, { readonly type: 'digest' }>,
  state: MessagePhrases['state'],
): string {
  const { why, failed, degraded, recovered = [], alarms = [], leftOut = 0 } = digest;
  const { found = [], gone = [] } = digest;
  switch (why) {
    case 'targets': {
      const count = found.length + gone.length + leftOut;
      if (found.length > 0 && gone.length > 0) return fillText(state.targetsChanged, { count });
      const [one, many] =
        gone.length === 0 ? [state.targetFound, state.targetsFound] : [state.targetGone, state.targetsGone];
      return count === 1 ? one : fillText(many, { count });
    }
    case 'daily':
      return state.daily;
    case 'after-quiet':
      return state.afterQuiet;
    case 'many-at-once': {
      const count = failed.length + alarms.length + leftOut;
      if (count === 1) return failed.length === 0 ? state.alarm : state.failed;
      return fillText(failed.length === 0 ? state.manyAlarms : state.manyFailed, { count });
    }
    case 'many-recovered':
      return fillText(state.manyRecovered, {
        count: recovered.length + degraded.length + alarms.length + leftOut,
      });
  }
}

function stateOfRun({ outcome }: Recheck, state: MessagePhrases['state']): string {
  switch (outcome) {
    case 'confirms':
    case 'other-reason':
    case 'not-looked':
      return state.failed;
    case 'degraded-now':
      return state.degradedNow;
    case 'recovered-already':
      return state.recoveredAlready;
    case 'unknown-now':
      return state.unknownNow;
  }
}

/** What an alarm of gatewatch itself means, in a few words; undefined for one that only has a name. */
function alarmTitle(
  { about, state, vantage = '?', sinceMs, atMs }: Extract<Message, { readonly type: 'alarm' }>,
  locale: Locale,
): string | undefined {
  const titles = MESSAGE_PHRASES[locale].alarmTitle[about];
  if (titles === undefined) return undefined;
  if (state === 'OK') return fillText(titles.ends, { vantage });
  if (sinceMs === undefined || titles.startedFor === undefined) return fillText(titles.starts, { vantage });
  return fillText(titles.startedFor, { vantage, duration: describeDuration(atMs - sinceMs, locale) });
}

/** What a headline is about. */
export function whatOf(message: Message, locale: Locale): string {
  switch (message.type) {
    case 'alarm': {
      const { alarm, target, check } = message;
      const title = alarmTitle(message, locale);
      if (title !== undefined) return title;
      return target === undefined ? alarm : [target, ...(check === undefined ? [] : [check])].join(' · ');
    }
    case 'digest': {
      const { failed, degraded, muted, recovered = [], alarms = [], found = [], gone = [] } = message;
      const targets = [...failed, ...recovered, ...degraded, ...muted, ...found, ...gone].map(
        ({ target }) => target,
      );
      const names = new Set([...targets, ...alarms.map(({ vantage, alarm }) => vantage ?? alarm)]);
      return names.size === 0 ? 'gatewatch' : [...names].slice(0, 4).join(', ');
    }
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
    case 'recovered':
    case 'improved': {
      // What is broken, in words: a code is for those who look it up, and is among the facts.
      const { vantage, target, check, runbook } = message.finding;
      return `${vantage} → ${target}${MESSAGE_PHRASES[locale].colon} ${runbook?.title ?? check}`;
    }
  }
}

/** The port as it stands behind a name, where all that is wrong is at one and the target's name does not say it. */
export function portBehind({ target, faults, reason }: RenderedFinding): string {
  const [port, ...others] = new Set(faults.filter((one) => one.reason === reason).map((one) => one.port));
  const sign = `:${port}`;
  return port === undefined || others.length > 0 || target.endsWith(sign) ? '' : sign;
}

/** What the recheck changes about the message. */
export function notesOf(
  recheck: Recheck,
  { recheck: phrases }: MessagePhrases,
  timeZone: string,
): readonly string[] {
  switch (recheck.outcome) {
    case 'confirms':
      return [];
    case 'other-reason':
      return [fillText(phrases.otherReason, { before: recheck.before })];
    case 'degraded-now':
      return [phrases.degradedNow];
    case 'recovered-already':
      return [phrases.recoveredAlready];
    case 'unknown-now':
      return [fillText(phrases.unknownNow, { reason: recheck.reason })];
    case 'not-looked': {
      const logged =
        recheck.findingAtMs === undefined
          ? []
          : [fillText(phrases.lastLogged, { time: describeTime(recheck.findingAtMs, timeZone) })];
      return [phrases.notRechecked[recheck.why], ...logged];
    }
  }
}
