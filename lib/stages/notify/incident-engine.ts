import { type Incident, isOpen, type Subject } from '../../core/notify/incident.ts';
import {
  again,
  believe,
  close,
  countHealthy,
  doubt,
  endIfHealthy,
  endUnread,
  endUnseen,
  expectOk,
  failAgain,
  forget,
  ignore,
  improve,
  note,
  open,
  openLate,
  openUnread,
  page,
  recover,
  remind,
  reopen,
  reset,
  vanish,
} from './incident-rules.ts';
import type {
  Before,
  Circumstances,
  Decision,
  IncidentEvent,
  Situation,
  Standing,
} from './incident-situation.ts';

type Rule<I> = (incident: I, at: Situation) => Decision;

/**
 * What CloudWatch says, weighed by the fresh run: `lateAlarm`, an ALARM whose OK was delivered first; `okBetter`, OK
 * because the finding is degraded now; `okDoubtful`, OK because data vanished, or against what the run saw.
 */
type Change = 'alarm' | 'lateAlarm' | 'ok' | 'okBetter' | 'okDoubtful';
/** What the clock brings: the status that the fresh run saw. */
type Tick = 'failed' | 'degraded' | 'healthy' | 'unknown' | 'noRun' | 'gone';

/** Where nothing is open. The clock looks at what is open only. */
// biome-ignore format: a table is read by its columns
export const START: Readonly<Record<'none' | 'closed' | 'unreadable', Readonly<Record<Change, Rule<Before>>>>> = {
  none:       { alarm: open,       lateAlarm: open,       ok: note,      okBetter: note,   okDoubtful: note },
  closed:     { alarm: open,       lateAlarm: openLate,   ok: note,      okBetter: note,   okDoubtful: note },
  unreadable: { alarm: openUnread, lateAlarm: openUnread, ok: endUnread, okBetter: ignore, okDoubtful: endIfHealthy },
};

/** Where an incident is open, by its phase; `deferred` waits for the next digest. docs/adr/0002 shows the same table. */
// biome-ignore format: a table is read by its columns
export const OPEN: Readonly<Record<Incident['phase'] | 'deferred', Readonly<Record<Change | Tick, Rule<Incident>>>>> = {
  alarm:    { alarm: again,     lateAlarm: ignore,   ok: recover, okBetter: improve, okDoubtful: vanish,
              failed: remind,   degraded: reset,     healthy: expectOk,     unknown: ignore,   noRun: believe,    gone: expectOk },
  improved: { alarm: failAgain, lateAlarm: ignore,   ok: recover, okBetter: improve, okDoubtful: doubt ,
              failed: remind,   degraded: reset,     healthy: countHealthy, unknown: ignore,   noRun: forget,     gone: close },
  vanished: { alarm: again,     lateAlarm: ignore,   ok: recover, okBetter: improve, okDoubtful: vanish,
              failed: remind,   degraded: improve,   healthy: countHealthy, unknown: ignore,   noRun: forget,     gone: close },
  ending:   { alarm: open,      lateAlarm: openLate, ok: recover, okBetter: improve, okDoubtful: doubt,
              failed: reopen,   degraded: reset,     healthy: countHealthy, unknown: ignore,   noRun: endUnseen,  gone: close },
  deferred: { alarm: again,     lateAlarm: ignore,   ok: recover, okBetter: improve, okDoubtful: vanish,
              failed: page,     degraded: page,      healthy: page,         unknown: page,     noRun: page,       gone: page },
};

/** What an event means for the incident of a subject. Pure. */
export function decide(
  subject: Subject,
  standing: Standing,
  event: IncidentEvent,
  circumstances: Circumstances,
): Decision {
  const incident = standing === 'unreadable' ? undefined : standing;
  const stateChangedMs = event.type === 'change' ? event.stateChangedMs : (incident?.stateChangedMs ?? 0);
  const at: Situation = { ...circumstances, subject, event, stateChangedMs };
  if (isOpen(incident)) {
    const row = OPEN[isDeferred(incident, at) ? 'deferred' : incident.phase];
    const column = event.type === 'tick' ? tickOf(event, at) : changeOf(event, incident, at);
    return column === undefined ? {} : row[column](incident, at);
  }
  if (event.type === 'tick') return {};
  const column = changeOf(event, incident, at);
  const row = START[standing === 'unreadable' ? standing : (incident?.phase ?? 'none')];
  return column === undefined ? {} : row[column](incident, at);
}

function isDeferred({ heldBy, phase }: Incident, { hold }: Situation): boolean {
  return heldBy === 'alert-storm' && phase !== 'ending' && hold === undefined;
}

/** "No data was returned for this contributor": the contributor vanished, and CloudWatch calls that OK (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data"). */
const VANISHED = /No data was returned for this contributor/i;

/** @returns undefined of a repeat, and of what is older than what was taken already */
function changeOf(
  { state, stateReason, stateChangedMs }: Extract<IncidentEvent, { type: 'change' }>,
  incident: Before,
  { subject, finding }: Situation,
): Change | undefined {
  const isOlder = incident !== undefined && stateChangedMs < incident.stateChangedMs;
  if (state === 'ALARM') {
    if (incident !== undefined && stateChangedMs <= incident.alarmedMs) return undefined;
    return isOlder ? 'lateAlarm' : 'alarm';
  }
  if (isOlder) return undefined;
  if (subject.kind === 'alarm') return 'ok';
  const status = finding?.status;
  if (status === 'failed' || status === 'unknown' || VANISHED.test(stateReason)) return 'okDoubtful';
  return status === 'degraded' ? 'okBetter' : 'ok';
}

function tickOf({ isGone }: Extract<IncidentEvent, { type: 'tick' }>, { finding }: Situation): Tick {
  return isGone ? 'gone' : (finding?.status ?? 'noRun');
}
