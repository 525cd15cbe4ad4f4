import { fileURLToPath } from 'node:url';
import { createDiscover } from '../lib/aws/discovery/discoverers.ts';
import { lazily, lazyCall } from '../lib/aws/lazy.ts';
import { lazyAwsAccess } from '../lib/aws/lazy-access.ts';
import { loadConfig } from '../lib/config/load.ts';
import type { AwsAccess } from '../lib/core/aws/aws-access.ts';
import type { MetricSink } from '../lib/core/metric.ts';
import type { ProbeCaller } from '../lib/core/notify/callers.ts';
import type { StateStore } from '../lib/core/notify/incident.ts';
import type { Report } from '../lib/core/report.ts';
import { stackNames } from '../lib/core/stack-names.ts';
import { type Deadline, systemClock } from '../lib/core/time.ts';
import type { Spoke } from '../lib/core/vantage.ts';
import { createResolver } from '../lib/net/resolve.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { boundedReport } from '../lib/report/bounded-report.ts';
import { askAll, DEFAULT_TIMEOUT_MS } from '../lib/stages/check/probe.ts';
import {
  lookBackMs,
  readFailing,
  recentFailures,
  rememberFailing,
  storeFailing,
} from '../lib/stages/memory/failing.ts';
import { withFormerNames } from '../lib/stages/memory/former-names.ts';
import { readLastGood, storeLastGood } from '../lib/stages/memory/store-last-good.ts';
import { recentReports, storeReports } from '../lib/stages/memory/stored-report.ts';
import { consoleLinks } from '../lib/stages/notify/console-links.ts';
import { publishRuns } from '../lib/stages/publish/publish-runs.ts';
import { type PlaceTools, type WatchTools, watch } from '../lib/stages/watch/watch.ts';
import { environment } from './environment.ts';
import { readWatchEvent, type WatchEvent } from './watch-event.ts';
import { logCrash, logTrouble, wrap, writeLine } from './wrap.ts';

/** Judging, telling, and publishing with one retry. */
const RESERVE_MS = 8000;

/** The build puts the file beside the bundle. */
const config = await loadConfig(fileURLToPath(new URL('./gatewatch.yaml', import.meta.url)));
const stage = environment.stage();
const region = environment.region();
const probeGroups = environment.probeSecurityGroups();
const aws = lazyAwsAccess(region);
const callProbe: ProbeCaller = lazyCall(async () => {
  const { createInvokeClient, createProbeCaller } = await import('../lib/aws/probe-function.ts');
  return createProbeCaller(createInvokeClient(region), {
    functionName: (vantage) => stackNames(stage).probeFunction(vantage),
  });
});

/** An account and Region beside this one: how it is entered, its readers and its probes. */
interface Elsewhere {
  readonly enter: () => Promise<unknown>;
  readonly access: AwsAccess;
  readonly tools: Omit<PlaceTools, 'askHere'>;
}

/** Made when a place is first entered, and kept. */
const elsewhere = new Map<string, Promise<Elsewhere>>();

async function enter(spoke: Spoke, deadline: Deadline): Promise<PlaceTools> {
  const key = `${spoke.account.id} ${spoke.region}`;
  const place = elsewhere.get(key) ?? openElsewhere(spoke);
  elsewhere.set(key, place);
  const { enter: enterPlace, access, tools } = await place;
  await enterPlace();
  return { ...tools, askHere: askHere(access, deadline) };
}

async function openElsewhere({ account, region: at, externalId }: Spoke): Promise<Elsewhere> {
  const [
    { createAwsAccess },
    { createReadClients },
    { createEntrance },
    { createInvokeClient, createProbeCaller },
    { partitionOf },
  ] = await Promise.all([
    import('../lib/aws/access.ts'),
    import('../lib/aws/clients.ts'),
    import('../lib/aws/spoke.ts'),
    import('../lib/aws/probe-function.ts'),
    import('../lib/catalogue/regions.ts'),
  ]);
  const names = stackNames(stage);
  const role = {
    roleArn: `arn:${partitionOf(at)?.name ?? 'aws'}:iam::${account.id}:role/${names.spokeRole(at)}`,
    externalId: externalId ?? names.prefix,
    sessionName: names.prefix,
  };
  const credentials = createEntrance(region, role, { clock: systemClock });
  const access = createAwsAccess(createReadClients(at, { credentials }));
  const callThere = createProbeCaller(createInvokeClient(at, { credentials }), {
    functionName: names.probeFunction,
  });
  const tools = {
    region: at,
    network: access.network,
    aws: access,
    flows: { ...access, account: account.id },
    discover: createDiscover(access),
    callProbe: callThere,
  };
  return { enter: credentials, access, tools };
}

/** Asks the control kinds in this process, of one account and Region. */
function askHere(access: AwsAccess, deadline: Deadline): WatchTools['askHere'] {
  return (questions) =>
    askAll(questions, {
      probes: PROBES,
      clock: systemClock,
      names: createResolver({ timeoutMs: DEFAULT_TIMEOUT_MS }),
      deadline,
      aws: access,
      onCrash: (error, question) => logCrash(error, question.kind),
    });
}

const logsLink = consoleLinks({ stage, region }, undefined).logs ?? '';
const sink = lazily<MetricSink>(async () =>
  (await import('../lib/aws/cloudwatch.ts')).createMetricSink(region),
);
const store = lazily<StateStore>(async () =>
  withFormerNames(
    (await import('../lib/aws/state.ts')).createStateStore({
      table: stackNames(stage).table,
      region,
      clock: systemClock,
      reportsBucket: environment.reportsBucket(),
    }),
    config,
  ),
);

/** One run from every vantage that is in a VPC, or from the one that is named. Answers the JSON report. */
export const handler = wrap(
  { read: (raw) => readWatchEvent(raw, config, PROBES), reserveMs: RESERVE_MS },
  async (event, { deadline, functionArn }): Promise<Report> => {
    const { runs, report } = await watch(event, config, {
      probes: PROBES,
      clock: systemClock,
      deadline,
      region,
      network: aws.network,
      discover: createDiscover(aws),
      aws,
      flows: { ...aws, account: functionArn.split(':')[4] ?? '' },
      callProbe,
      lastGood: (vantage) => readLastGood(vantage, store, logTrouble),
      recentReports: (vantages) =>
        recentReports(vantages, {
          store,
          periodMs: config.schedule.periodMs,
          nowMs: systemClock.wallMs(),
          onError: logTrouble,
        }),
      probeGroups,
      onNote: (note) => writeLine(JSON.stringify({ type: 'not-explained', ...note })),
      askHere: askHere(aws, deadline),
      enter: (spoke) => enter(spoke, deadline),
    });
    if (event.publish === true) {
      const timing = timingOf(event);
      const failing = new Map(
        await Promise.all(
          runs.map(
            async ({ report: { vantage } }) =>
              [vantage, await readFailing(vantage, store, logTrouble)] as const,
          ),
        ),
      );
      const recent = new Map(
        [...failing].map(([vantage, memory]) => [vantage, recentFailures(memory?.failing ?? [])] as const),
      );
      const isRecent = (finding: {
        readonly vantage: string;
        readonly target: string;
        readonly check: string;
      }) => recent.get(finding.vantage)?.(finding) === true;
      const published = publishRuns(
        { stage, config, runs, recent: isRecent, ...timing },
        { sink, writeLine },
      );
      // Whatever comes of the metrics: half a run is no report of a vantage.
      await Promise.allSettled([
        published,
        ...(timing.full
          ? [
              storeReports(runs, store, logTrouble),
              storeLastGood(runs, PROBES, timing.scheduledAtMs, store, logTrouble),
              ...runs.map(({ report: { vantage, findings } }) => {
                const before = failing.get(vantage);
                const atMs = timing.scheduledAtMs;
                const now = rememberFailing(before?.failing ?? [], findings, atMs, lookBackMs(config));
                return storeFailing(vantage, before, { atMs, failing: now }, store, logTrouble);
              }),
            ]
          : []),
      ]);
      await published;
    }
    // An answer over the limit would make a failed run of a good one.
    return boundedReport(report, logsLink);
  },
);

/** Only a full look on schedule says that the vantage is alive: a test in the console must not hide a dead schedule. */
function timingOf({ scheduledTime, targets, checks }: WatchEvent) {
  return {
    scheduledAtMs: scheduledTime === undefined ? systemClock.wallMs() : Date.parse(scheduledTime),
    full: scheduledTime !== undefined && targets === undefined && checks === undefined,
  };
}
