import type { LogFailures } from '../../lib/core/notify/client-failures.ts';
import {
  type ClosedIncident,
  type HeldNotice,
  type Incident,
  type Mute,
  type StateStore,
  subjectId,
} from '../../lib/core/notify/incident.ts';
import type { Clock } from '../../lib/core/time.ts';

/** The state table in memory, with the conditions of the real one (`lib/aws/state.ts`, held by its own tests). */
export function memoryStore(clock: Pick<Clock, 'wallMs'>): StateStore {
  const incidents = new Map<string, Incident | ClosedIncident>();
  const claims = new Map<string, number>();
  const seen = new Set<string>();
  const mutes = new Map<string, Mute>();
  const lastGood = new Map<string, string>();
  const held = new Map<string, HeldNotice>();
  const reports = new Map<string, string>();
  const failing = new Map<string, string>();
  const known = new Map<string, string>();
  const logFailures = new Map<string, { readonly atMs: number; readonly failures: readonly LogFailures[] }>();
  // What comes back from a table is never the very object that went in.
  const copy = <T>(value: T): T => structuredClone(value);
  return {
    incident: async (subject) => copy(incidents.get(subjectId(subject))),
    openIncidents: async () => copy([...incidents.values()].filter((one) => one.phase !== 'closed')),
    putIncident: async (incident) => {
      const id = subjectId(incident.subject);
      if ((incidents.get(id)?.stateChangedMs ?? 0) > incident.stateChangedMs) return false;
      incidents.set(id, copy(incident));
      return true;
    },
    seen: async (key) => seen.has(key),
    putSeen: async (key) => {
      seen.add(key);
    },
    claim: async (key, lastsMs) => {
      if ((claims.get(key) ?? 0) > clock.wallMs()) return false;
      claims.set(key, clock.wallMs() + lastsMs);
      return true;
    },
    release: async (key) => {
      claims.delete(key);
    },
    putLogFailures: async ({ id, atMs }, failures) => {
      logFailures.set(id, { atMs, failures: copy(failures) });
    },
    logFailuresSince: async (sinceMs) =>
      [...logFailures.values()].filter(({ atMs }) => atMs >= sinceMs).flatMap(({ failures }) => failures),
    held: async () => copy([...held.values()]),
    putHeld: async (notice) => {
      held.set(`${notice.channel}\n${notice.id}`, copy(notice));
    },
    deleteHeld: async ({ channel, id }) => {
      held.delete(`${channel}\n${id}`);
    },
    mutes: async () => [...mutes.values()].filter(({ untilMs }) => untilMs > clock.wallMs()),
    putMute: async (mute) => {
      mutes.set(mute.target, mute);
    },
    deleteMute: async (target) => {
      mutes.delete(target);
    },
    lastGood: async (key) => lastGood.get(key),
    putLastGood: async (key, fingerprint) => {
      lastGood.set(key, fingerprint);
    },
    failing: async (vantage) => failing.get(vantage),
    putFailing: async (vantage, memory) => {
      failing.set(vantage, memory);
    },
    knownTargets: async (vantage) => known.get(vantage),
    putKnownTargets: async (vantage, memory) => {
      known.set(vantage, memory);
    },
    lastReport: async (vantage) => reports.get(vantage),
    putLastReport: async (vantage, report) => {
      reports.set(vantage, report);
      return true;
    },
  };
}
