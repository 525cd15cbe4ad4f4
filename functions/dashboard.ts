import { fileURLToPath } from 'node:url';
import { lazily, lazyCall } from '../lib/aws/lazy.ts';
import { loadConfig } from '../lib/config/load.ts';
import type { MetricReader } from '../lib/core/aws/metric-reader.ts';
import type { StateStore } from '../lib/core/notify/incident.ts';
import { stackNames } from '../lib/core/stack-names.ts';
import { systemClock } from '../lib/core/time.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { faultyWidget } from '../lib/report/widget/widget.ts';
import { widgetAbout } from '../lib/report/widget/widget-about.ts';
import { dashboard } from '../lib/stages/dashboard/dashboard.ts';
import { readDashboardEvent } from './dashboard-event.ts';
import { environment } from './environment.ts';
import { logTrouble, wrap } from './wrap.ts';

/** Where a run does not end in time the last report is shown: reading it with the SDK's retries, and drawing it. */
const RESERVE_MS = 8000;

/** The build puts the file beside the bundle. */
const config = await loadConfig(fileURLToPath(new URL('./gatewatch.yaml', import.meta.url)));
const stage = environment.stage();
const region = environment.region();
const names = stackNames(stage);
const store = lazily<StateStore>(async () =>
  (await import('../lib/aws/state.ts')).createStateStore({ table: names.table, region, clock: systemClock }),
);
const metrics = lazily<MetricReader>(async () => {
  const { createMetricClient, createMetricReader } = await import('../lib/aws/metrics.ts');
  return createMetricReader(createMetricClient(region));
});
const callWatch = lazyCall(async () =>
  (await import('../lib/aws/watch-function.ts')).createWatchCaller(region, names.watchFunction),
);

/** A custom widget of CloudWatch's dashboard: answers HTML, or Markdown where it is asked to describe itself. */
export const handler = wrap(
  { read: (raw) => readDashboardEvent(raw, config), reserveMs: RESERVE_MS },
  async (event, { deadline, functionArn }): Promise<string> => {
    switch (event.type) {
      case 'describe':
        return widgetAbout(
          config.vantages.map(({ name }) => name),
          config.language,
        );
      case 'faulty':
        return faultyWidget(event.faults, event.frame);
      case 'show':
        return await dashboard(event.input, {
          stage,
          region,
          config,
          probes: PROBES,
          clock: systemClock,
          deadline,
          store,
          callWatch,
          metrics,
          endpoint: functionArn,
          onError: logTrouble,
        });
    }
  },
);
