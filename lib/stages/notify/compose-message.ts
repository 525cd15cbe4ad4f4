import type { DigestEntry, Subject } from '../../core/notify/incident.ts';
import type {
  Message,
  MessageLinks,
  NotifiedAlarm,
  NotifiedTarget,
  Recheck,
} from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { consoleLinks } from './console-links.ts';
import type { Notice } from './incident-situation.ts';
import type { Known } from './recheck.ts';

/** Which installation sends it, and when. */
export interface Speaker {
  readonly stage: string;
  readonly region: string;
  readonly atMs: number;
  /** Whether the configuration wants the page that messages link to. */
  readonly hasDashboard: boolean;
  /** Whether targets have alarms of their own; with `metrics: summary` there is none to link to. */
  readonly hasCheckAlarms: boolean;
}

/** The alarm behind a message. */
export interface AlarmWords {
  readonly alarm: string;
  readonly text: string;
  readonly stateReason: string;
  readonly detectedAfterMs?: number;
}

/** A message about a subject: of a finding with today's evidence where there is some, else in the alarm's own words. */
export function composeMessage(
  subject: Subject,
  notice: Notice,
  known: Known | undefined,
  words: AlarmWords,
  speaker: Speaker,
): Message {
  if (known?.finding === undefined) return alarmMessage(alarmOf(subject, notice), words, speaker);
  const { finding } = known;
  const alarm = speaker.hasCheckAlarms ? words.alarm : undefined;
  const facts = { ...factsOf(speaker, notice.severity, alarm), finding };
  if (notice.type === 'recovered' || notice.type === 'improved') return { ...facts, ...notice };
  return {
    ...facts,
    ...notice,
    ...(words.detectedAfterMs !== undefined && { detectedAfterMs: words.detectedAfterMs }),
    recheck: known.outcome === 'looked' ? notice.recheck : notRechecked(known),
    doesNotProve: known.outcome === 'looked' ? known.doesNotProve : [],
  };
}

function notRechecked({ why, findingAtMs }: Extract<Known, { outcome: 'not-looked' }>): Recheck {
  return { outcome: 'not-looked', why, ...(findingAtMs !== undefined && { findingAtMs }) };
}

type AlarmPart = Extract<Message, { type: 'alarm' }>;
type AlarmFacts = Omit<AlarmPart, 'type' | 'alarm' | 'text' | 'stateReason' | 'atMs' | 'origin' | 'links'>;

function alarmOf(subject: Subject, notice: Notice): AlarmFacts {
  const isOver = notice.type === 'recovered' || notice.type === 'improved';
  const { kind: _, ...place } =
    subject.kind === 'finding' ? { ...subject, about: 'check' as const } : subject;
  return {
    ...place,
    severity: notice.severity,
    state: isOver ? 'OK' : 'ALARM',
    ...(notice.sinceMs !== undefined && { sinceMs: notice.sinceMs }),
    ...('durationMs' in notice && { durationMs: notice.durationMs }),
  };
}

/** What is known of an alarm in its own words. */
export function alarmMessage(
  facts: AlarmFacts,
  { alarm, text, stateReason }: AlarmWords,
  speaker: Speaker,
): Message {
  const linked = facts.about !== 'check' || speaker.hasCheckAlarms ? alarm : undefined;
  return { ...factsOf(speaker, facts.severity, linked), ...facts, type: 'alarm', alarm, text, stateReason };
}

/** Many things in one message. Nobody reads the evidence of a hundred: it is left out, and one link leads to it. */
export function digestMessage(
  digest: {
    readonly why: Extract<Message, { type: 'digest' }>['why'];
    readonly severity: Severity;
    readonly failed?: readonly RenderedFinding[];
    readonly degraded?: readonly RenderedFinding[];
    readonly muted?: readonly RenderedFinding[];
    readonly recovered?: readonly RenderedFinding[];
    readonly alarms?: readonly NotifiedAlarm[];
    readonly found?: readonly NotifiedTarget[];
    readonly gone?: readonly NotifiedTarget[];
  },
  speaker: Speaker,
): Message {
  const { why, severity, failed = [], degraded = [], muted = [], recovered = [], alarms = [] } = digest;
  const { found = [], gone = [] } = digest;
  return {
    ...factsOf(speaker, severity, undefined),
    type: 'digest',
    why,
    failed: failed.map(withoutEvidence),
    degraded: degraded.map(withoutEvidence),
    muted: muted.map(withoutEvidence),
    ...(recovered.length > 0 && { recovered: recovered.map(withoutEvidence) }),
    ...(alarms.length > 0 && { alarms }),
    ...(found.length > 0 && { found }),
    ...(gone.length > 0 && { gone }),
  };
}

/** What is kept of it in the table. */
export function boundedEntry({ finding, ...entry }: DigestEntry): DigestEntry {
  return { ...entry, ...(finding !== undefined && { finding: { ...withoutEvidence(finding), path: [] } }) };
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

function factsOf(
  { stage, region, atMs, hasDashboard }: Speaker,
  severity: Severity,
  alarm: string | undefined,
) {
  const { dashboard, ...others }: MessageLinks = consoleLinks({ stage, region }, alarm);
  const links = hasDashboard ? { ...others, ...(dashboard !== undefined && { dashboard }) } : others;
  return { atMs, severity, origin: { stage, region }, links };
}
