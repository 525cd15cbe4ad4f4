import type { Config, Vantage } from '../../config/config.ts';
import type { MetricReader } from '../../core/aws/metric-reader.ts';
import type { Locale } from '../../core/locale.ts';
import type { WatchCaller } from '../../core/notify/callers.ts';
import type { StateStore } from '../../core/notify/incident.ts';
import type { Probe } from '../../core/probe.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { stackNames } from '../../core/stack-names.ts';
import type { Clock, Deadline } from '../../core/time.ts';
import { renderFinding } from '../../report/text/render-finding.ts';
import { dashboardWidget, type ShownVantage } from '../../report/widget/widget.ts';
import { besideOthers, configuredVantages } from '../check/same-target.ts';
import { isRecent, recentReports, storedReport } from '../memory/stored-report.ts';
import { consoleLinks } from '../notify/console-links.ts';
import { historyOrNothing, readHistory } from './read-history.ts';

/** What the widget is asked to show. The names are those of gatewatch.yaml. */
export interface DashboardInput {
  /** Left out: every vantage. */
  readonly vantage?: string | undefined;
  /** The vantage to look from now. */
  readonly checkNow?: string | undefined;
  /** Left out: the language of gatewatch.yaml. */
  readonly lang?: Locale | undefined;
  readonly theme: 'light' | 'dark';
  /** The viewer's, as an offset such as `+09:00`; left out: that of gatewatch.yaml. */
  readonly timeZone?: string | undefined;
}

export interface DashboardTools {
  readonly stage: string;
  readonly region: string;
  readonly config: Config;
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly store: Pick<StateStore, 'lastReport'>;
  readonly callWatch: WatchCaller;
  /** Of the history; without it none is drawn. */
  readonly metrics?: MetricReader;
  /** ARN of the function itself, which a press on *Check now* calls. */
  readonly endpoint: string;
  readonly onError: (error: unknown, during: string) => void;
}

/** The widget's HTML: the last report of each vantage, or of one what a run at this moment finds. It publishes nothing. */
export async function dashboard(input: DashboardInput, tools: DashboardTools): Promise<string> {
  const { config, clock, endpoint } = tools;
  const { vantage, lang, theme, timeZone = config.notify.timezone } = input;
  const locale = lang ?? config.language;
  const shown = config.vantages.filter(({ name }) => vantage === undefined || name === vantage);
  const asked = await Promise.all(shown.map((one) => showVantage(one, input, locale, tools)));
  const [seen, histories] = await Promise.all([
    compared(asked, locale, tools),
    Promise.all(asked.map((one) => historyOf(one, tools))),
  ]);
  const vantages = seen.map((one, index) => ({ ...one, ...histories[index] }));
  return dashboardWidget({
    locale,
    theme,
    vantages,
    nowMs: clock.wallMs(),
    periodMs: config.schedule.periodMs,
    timeZone,
    endpoint,
    parameters: { ...(vantage !== undefined && { vantage }), ...(lang !== undefined && { lang }) },
  });
}

/** Each report beside the others of now: what it was compared with when it was written may be over. */
async function compared(
  shown: readonly ShownVantage[],
  locale: Locale,
  { config, store, clock, onError }: DashboardTools,
): Promise<readonly ShownVantage[]> {
  const at = { store, periodMs: config.schedule.periodMs, nowMs: clock.wallMs(), onError };
  const seen = shown.flatMap(({ known }) =>
    known.outcome === 'fresh' || (known.outcome === 'kept' && isRecent(known.report, at))
      ? [known.report]
      : [],
  );
  const vantages = configuredVantages(config);
  const failed = seen.flatMap(({ findings }) => findings.filter(({ status }) => status === 'failed'));
  const notShown = config.vantages
    .map(({ name }) => name)
    .filter((name) => shown.every((one) => one.name !== name))
    .filter((name) => failed.some((one) => vantages.nameAt(name, one) !== undefined));
  const others = await recentReports(notShown, at);
  return shown.map((one) => {
    const { known } = one;
    if (known.outcome !== 'fresh' && known.outcome !== 'kept') return one;
    const findings = besideOthers(known.report.findings, [...seen, ...others], vantages, locale);
    return { ...one, known: { ...known, report: { ...known.report, findings } } };
  });
}

async function showVantage(
  { name, network, runs }: Vantage,
  { checkNow }: DashboardInput,
  locale: Locale,
  tools: DashboardTools,
): Promise<ShownVantage> {
  const { stage, region, callWatch, deadline, onError } = tools;
  const { alarm, logs } = consoleLinks({ stage, region }, stackNames(stage).heartbeatAlarm(name));
  const about: Pick<ShownVantage, 'name' | 'place' | 'links'> =
    network === undefined
      ? { name, place: 'on-premises', links: runs && alarm !== undefined ? { alarm } : {} }
      : {
          name,
          place: 'vpc',
          links: { ...(alarm !== undefined && { alarm }), ...(logs !== undefined && { logs }) },
        };
  if (checkNow !== name) return { ...about, known: await lastKnown(name, locale, tools) };
  const reply = await callWatch({ vantage: name, lang: locale, signal: deadline.signal });
  if (reply.outcome === 'answered') return { ...about, known: { outcome: 'fresh', report: reply.report } };
  onError(reply.why, `looking now from ${name}`);
  return { ...about, known: await lastKnown(name, locale, tools), failedRun: reply.why };
}

/** The last day and the uptime of each target; a history that cannot be read leaves the report as it is. */
async function historyOf(
  { known, name }: ShownVantage,
  { metrics, stage, config, clock, deadline, onError }: DashboardTools,
): Promise<Pick<ShownVantage, 'history'>> {
  const vantage = config.vantages.find((one) => one.name === name);
  if (
    vantage === undefined ||
    metrics === undefined ||
    (known.outcome !== 'fresh' && known.outcome !== 'kept')
  )
    return {};
  const history = await historyOrNothing(
    readHistory(known.report, { stage, vantage, config, nowMs: clock.wallMs() }, metrics, deadline.signal),
    (error) => onError(error, `reading the history of ${name}`),
  );
  return { history };
}

async function lastKnown(
  vantage: string,
  locale: Locale,
  { store, config, probes, region, onError }: DashboardTools,
): Promise<ShownVantage['known']> {
  try {
    const report = await storedReport(vantage, store);
    if (report === undefined) return { outcome: 'nothing' };
    // Scheduled runs are reported in the language of gatewatch.yaml.
    const told = locale === config.language ? report : await inLanguage(report, probes, locale, region);
    return { outcome: 'kept', report: told };
  } catch (error) {
    onError(error, `reading the last report of ${vantage}`);
    return { outcome: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}

/** The findings in other words. What the report does not prove keeps the words it was told in. */
async function inLanguage(
  report: Report,
  probes: readonly Probe[],
  locale: Locale,
  region: string,
): Promise<Report> {
  const findings = await Promise.all(report.findings.map((one) => notifiedIn(one, probes, locale, region)));
  return { ...report, findings };
}

async function notifiedIn(
  finding: RenderedFinding,
  probes: readonly Probe[],
  locale: Locale,
  region: string,
): Promise<RenderedFinding> {
  try {
    return await renderFinding(finding, probes, locale, region);
  } catch {
    // Until the next look the report may be one of the version before, with reasons that this one has no words for.
    return finding;
  }
}
