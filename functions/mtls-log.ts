import { fileURLToPath } from 'node:url';
import { createMetricSink } from '../lib/aws/cloudwatch.ts';
import { createObjectClient, createObjectReader } from '../lib/aws/objects.ts';
import { createStateStore } from '../lib/aws/state.ts';
import { loadConfig } from '../lib/config/load.ts';
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
const objects = createObjectReader(createObjectClient(region));
const state = createStateStore({ table: stackNames(stage).table, region, clock: systemClock });
const sink = createMetricSink(region);

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
