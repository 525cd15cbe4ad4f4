import { fileURLToPath } from 'node:url';
import { lazily, lazyObjects } from '../lib/aws/lazy.ts';
import type { SeenKeys } from '../lib/aws/state.ts';
import { loadConfig } from '../lib/config/load.ts';
import type { MetricSink } from '../lib/core/metric.ts';
import type { StateStore } from '../lib/core/notify/incident.ts';
import { stackNames } from '../lib/core/stack-names.ts';
import { systemClock } from '../lib/core/time.ts';
import { type IngestedLog, ingestLog } from '../lib/stages/mtls-log/mtls-log.ts';
import { environment } from './environment.ts';
import { readMtlsLogEvent } from './mtls-log-event.ts';
import { wrap, writeLine } from './wrap.ts';

/** Publishing, and remembering what was published. */
const RESERVE_MS = 5000;

/** The build puts the file beside the bundle. */
const config = await loadConfig(fileURLToPath(new URL('./gatewatch.yaml', import.meta.url)));
const stage = environment.stage();
const region = environment.region();
const objects = lazyObjects(async () => {
  const { createObjectClient, createObjectReader } = await import('../lib/aws/objects.ts');
  return createObjectReader(createObjectClient(region));
});
const state = lazily<SeenKeys & StateStore>(async () =>
  (await import('../lib/aws/state.ts')).createStateStore({
    table: stackNames(stage).table,
    region,
    clock: systemClock,
  }),
);
const sink = lazily<MetricSink>(async () =>
  (await import('../lib/aws/cloudwatch.ts')).createMetricSink(region),
);

/** New ALB connection logs: counts refused client certificates. Answers what came of each object. */
export const handler = wrap(
  { read: readMtlsLogEvent, reserveMs: RESERVE_MS },
  async (logs, { deadline }): Promise<readonly IngestedLog[]> => {
    const tools = {
      stage,
      region,
      locale: config.language,
      watched: config.mtls,
      objects,
      state,
      failures: state,
      sink,
      writeLine,
      clock: systemClock,
      signal: deadline.signal,
    };
    const ingested: IngestedLog[] = [];
    // One after the other: an event names one object as a rule, and each is held in a bounded piece of memory.
    for (const log of logs) {
      const one = await ingestLog(log, tools);
      writeLine(JSON.stringify({ type: 'log', ...one }));
      ingested.push(one);
    }
    return ingested;
  },
);
