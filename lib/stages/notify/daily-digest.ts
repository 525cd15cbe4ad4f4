import type { Config } from '../../config/config.ts';
import type { Mute, StateStore } from '../../core/notify/incident.ts';
import type { Status } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { DAY_MS } from '../../core/time.ts';
import { SILENT_AFTER_PERIODS } from '../../core/vantage.ts';
import { mtls } from '../../probes/mtls/kind.ts';
import { renderFinding } from '../../report/text/render-finding.ts';
import { storedReport } from '../memory/stored-report.ts';
import { refusalsOfDay } from './mtls-digest.ts';
import { isMuted } from './mute.ts';

/** What waited for the morning. */
export interface DailyFindings {
  /** Told when they broke; a digest that left them out would say that nothing fails. */
  readonly failed: readonly RenderedFinding[];
  readonly degraded: readonly RenderedFinding[];
  readonly muted: readonly RenderedFinding[];
}

/** A report that is older speaks of another day; the heartbeat tells that nothing newer came. */
const FRESH_MS = 3_600_000;

/**
 * The day whose digest is due: its date at the configured place, once its hour has come.
 *
 * @returns `2026-11-21`, or undefined before the hour
 */
export function digestDay({ digestAt, timezone }: Config['notify'], nowMs: number): string | undefined {
  // The Swedish form is the ISO one: 2026-11-21 09:05.
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(nowMs);
  const [day = '', time = ''] = local.split(' ');
  return time >= digestAt ? day : undefined;
}

type DailyStore = Pick<StateStore, 'lastReport' | 'logFailuresSince'>;

/**
 * What is degraded, and what is wrong with muted targets, by the last report of each vantage; and the clients that
 * load balancers refused in a day.
 */
export async function dailyFindings(
  config: Config,
  store: DailyStore,
  mutes: readonly Mute[],
  nowMs: number,
): Promise<DailyFindings> {
  const oldestMs = nowMs - Math.max(FRESH_MS, SILENT_AFTER_PERIODS * config.schedule.periodMs);
  const reports = await Promise.all(config.vantages.map(({ name }) => storedReport(name, store)));
  const refused = await refusedClients(config, store, nowMs);
  const bad = reports
    .filter((report) => report !== undefined)
    .filter(({ startedAt }) => Date.parse(startedAt) >= oldestMs)
    .flatMap(({ findings }) => findings)
    .concat(refused)
    .filter(({ status }) => status === 'degraded' || status === 'failed');
  const muted = bad.filter(({ target }) => isMuted(target, config, mutes, nowMs) !== undefined);
  const audible = (wanted: Status) => bad.filter((one) => one.status === wanted && !muted.includes(one));
  return { failed: audible('failed'), degraded: audible('degraded'), muted };
}

async function refusedClients(
  { mtls: watched, language }: Config,
  store: DailyStore,
  nowMs: number,
): Promise<readonly RenderedFinding[]> {
  if (watched.length === 0) return [];
  const findings = refusalsOfDay(await store.logFailuresSince(nowMs - DAY_MS), watched);
  return await Promise.all(findings.map((finding) => renderFinding(finding, [mtls], language)));
}
