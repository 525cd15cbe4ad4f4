import type { IncidentKey } from '../../core/notify/incident.ts';
import type {
  AlarmSubject,
  Message,
  MessageLinks,
  NotifiedAlarm,
  Recheck,
} from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { AlarmNotice } from './alarm-incidents.ts';
import { consoleLinks } from './console-links.ts';
import type { Tell } from './incidents.ts';
import type { Known } from './recheck.ts';

/** Which installation speaks, and when. */
export interface Speaker {
  readonly stage: string;
  readonly region: string;
  readonly atMs: number;
}

/** The alarm behind a message, where one has just spoken. */
export interface AlarmWords {
  readonly alarm: string;
  readonly text: string;
  readonly stateReason: string;
  readonly detectedAfterMs?: number;
}

/** What is told of a finding, with today's evidence where there is some. */
export function findingMessage(
  key: IncidentKey,
  tell: Tell,
  known: Known,
  words: AlarmWords,
  speaker: Speaker,
): Message {
  const { finding } = known;
  const facts = factsOf(speaker, tell.severity, words.alarm);
  const since = tell.sinceMs === undefined ? {} : { sinceMs: tell.sinceMs };
  // Neither a look nor the log tells anything: the alarm's own words are left.
  if (finding === undefined) return { ...facts, ...since, ...checkAlarm(key, tell, words) };
  switch (tell.type) {
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
      return {
        ...facts,
        ...since,
        type: tell.type,
        finding,
        ...(words.detectedAfterMs !== undefined && { detectedAfterMs: words.detectedAfterMs }),
        recheck: known.outcome === 'looked' ? tell.recheck : notRechecked(known),
        doesNotProve: known.outcome === 'looked' ? known.doesNotProve : [],
      };
    case 'recovered': {
      const { durationMs, before } = tell;
      return {
        ...facts,
        ...since,
        type: 'recovered',
        finding,
        ...(durationMs !== undefined && { durationMs }),
        ...(before !== undefined && { before }),
      };
    }
    case 'improved':
      return {
        ...facts,
        ...since,
        type: 'improved',
        finding,
        ...(tell.before !== undefined && { before: tell.before }),
      };
  }
}

function checkAlarm(key: IncidentKey, tell: Tell, { alarm, text, stateReason }: AlarmWords) {
  const isOver = tell.type === 'recovered' || tell.type === 'improved';
  return {
    type: 'alarm' as const,
    about: 'check' as const,
    alarm,
    state: isOver ? ('OK' as const) : ('ALARM' as const),
    ...('durationMs' in tell && tell.durationMs !== undefined && { durationMs: tell.durationMs }),
    text,
    stateReason,
    ...key,
  };
}

function notRechecked({ why, findingAtMs }: Extract<Known, { outcome: 'not-looked' }>): Recheck {
  return { outcome: 'not-looked', why, ...(findingAtMs !== undefined && { findingAtMs }) };
}

/** What is told of an alarm in its own words. */
export function alarmMessage(
  words: AlarmWords & {
    readonly about: AlarmSubject;
    readonly vantage?: string;
    readonly severity: Severity;
  },
  tell: AlarmNotice | (Omit<AlarmNotice, 'state'> & { readonly state: 'INSUFFICIENT_DATA' }),
  speaker: Speaker,
): Message {
  const { about, alarm, text, stateReason, vantage, severity } = words;
  return {
    ...factsOf(speaker, severity, alarm),
    type: 'alarm',
    about,
    alarm,
    state: tell.state,
    text,
    stateReason,
    ...(tell.sinceMs !== undefined && { sinceMs: tell.sinceMs }),
    ...(tell.durationMs !== undefined && { durationMs: tell.durationMs }),
    ...(vantage !== undefined && { vantage }),
  };
}

/** Many things in one message. Nobody reads the evidence of a hundred: it is left out, and one link leads to it. */
export function digestMessage(
  digest: {
    readonly why: 'many-at-once' | 'many-recovered' | 'daily';
    readonly severity: Severity;
    readonly failed?: readonly RenderedFinding[];
    readonly degraded?: readonly RenderedFinding[];
    readonly muted?: readonly RenderedFinding[];
    readonly recovered?: readonly RenderedFinding[];
    readonly alarms?: readonly NotifiedAlarm[];
  },
  speaker: Speaker,
): Message {
  const { why, severity, failed = [], degraded = [], muted = [], recovered = [], alarms = [] } = digest;
  return {
    ...factsOf(speaker, severity, undefined),
    type: 'digest',
    why,
    failed: failed.map(withoutEvidence),
    degraded: degraded.map(withoutEvidence),
    muted: muted.map(withoutEvidence),
    ...(recovered.length > 0 && { recovered: recovered.map(withoutEvidence) }),
    ...(alarms.length > 0 && { alarms }),
  };
}

function withoutEvidence({ runbook, ...finding }: RenderedFinding): RenderedFinding {
  return {
    ...finding,
    evidence: [],
    faults: [],
    measurements: [],
    explanations: [],
    runbook:
      runbook === null
        ? null
        : { ...runbook, causes: [], steps: runbook.steps.slice(0, 1), commands: [], links: [] },
  };
}

function factsOf({ stage, region, atMs }: Speaker, severity: Severity, alarm: string | undefined) {
  const links: MessageLinks = consoleLinks({ stage, region }, alarm);
  return { atMs, severity, origin: { stage, region }, links };
}
