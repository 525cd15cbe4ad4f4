import type { ClosedIncident, Incident, IncidentKey, StateStore } from '../../core/notify/incident.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { type CaseTools, type News, type Outcome, readable, speakerOf } from './decision.ts';
import { type Case, distinct, type FindingChange } from './event-groups.ts';
import { onCheckChange } from './incidents.ts';
import { isMuted } from './mute.ts';
import type { Known } from './recheck.ts';
import { type AlarmWords, findingMessage } from './send-message.ts';

/** Decides what is told and remembered of one finding. It reads the table, and changes nothing. */
export async function decideFinding(
  { key, arrivals }: Extract<Case, { about: 'finding' }>,
  tools: CaseTools,
): Promise<Outcome> {
  const { config, store, clock, mutes } = tools;
  const nowMs = clock.wallMs();
  const read = await readable(() => store.incident(key), tools);
  const known = tools.known(key);
  const muted = isMuted(key.target, config, mutes, nowMs) !== undefined;
  const news: News[] = [];
  let standing = read;
  let ahead: Incident | undefined;
  for (const { event } of distinct(arrivals)) {
    // A contributor has no such state (CloudWatch User Guide, "Acting on alarm changes").
    if (event.state === 'INSUFFICIENT_DATA') continue;
    const decision = onCheckChange(
      { ...event, state: event.state },
      { incident: standing, finding: evidenceFor(event.state, known), muted, nowMs },
    );
    if (decision.tell !== undefined) {
      news.push({
        message: findingMessage(key, decision.tell, known, wordsOf(event), speakerOf(tools)),
        as: decision.tell.type === 'failed' ? 'failed' : 'over',
        finding: known.finding ?? asFinding(key, decision.tell.severity, event.stateReason),
      });
    }
    ahead = decision.ahead;
    standing =
      withText(decision.write, known.finding === undefined ? event.description : undefined) ?? standing;
  }
  return {
    news,
    isRemembered: read !== 'unreadable',
    ...aheadOf(ahead, store),
    ...writesOf(standing === read ? undefined : standing, store),
  };
}

/**
 * What the table or the log holds is no fresh look, so it confirms no ALARM. But it can belie an OK: what is degraded
 * since has not recovered.
 */
function evidenceFor(state: 'ALARM' | 'OK', known: Known): RenderedFinding | undefined {
  const { finding } = known;
  if (known.outcome === 'looked') return finding;
  return state === 'OK' && finding?.status !== 'healthy' ? finding : undefined;
}

function aheadOf(ahead: Incident | undefined, store: StateStore): Pick<Outcome, 'ahead'> {
  return ahead === undefined ? {} : { ahead: () => store.putIncident(ahead) };
}

function writesOf(
  standing: Awaited<ReturnType<StateStore['incident']>> | 'unreadable',
  store: StateStore,
): Pick<Outcome, 'keep' | 'hold'> {
  if (standing === undefined || standing === 'unreadable') return {};
  const keep = () => store.putIncident(standing);
  if (standing.phase === 'closed') return { keep };
  const held: Incident = { ...standing, lastNotifiedMs: 0, heldBy: 'flood' };
  return { keep, hold: () => store.putIncident(held) };
}

/** Reminders have no alarm at hand: where nothing else is known its text is kept for them. */
function withText<W extends Incident | ClosedIncident>(
  write: W | undefined,
  text: string | undefined,
): W | undefined {
  return write === undefined || write.phase === 'closed' || text === undefined
    ? write
    : { ...write, alarmText: text };
}

/** Stands in a digest for a finding of which only the alarm is known. */
export function asFinding(
  key: IncidentKey,
  severity: RenderedFinding['severity'],
  summary: string,
): RenderedFinding {
  const nothing = { evidence: [], faults: [], measurements: [], explanations: [], runbook: null };
  return { ...key, status: 'failed', reason: null, severity, summary, ...nothing };
}

function wordsOf({
  alarm,
  description,
  stateReason,
  firstFailedMs,
  stateChangedMs,
}: FindingChange): AlarmWords {
  const detectedAfter =
    firstFailedMs === undefined ? {} : { detectedAfterMs: stateChangedMs - firstFailedMs };
  return { alarm, text: description, stateReason, ...detectedAfter };
}
