import { readFile, rename, writeFile } from 'node:fs/promises';
import { asFields, parseFields } from '../core/json.ts';
import type { MetricDatum, MetricSink } from '../core/metric.ts';
import { systemClock } from '../core/time.ts';

/** What CloudWatch did not take is kept in a file, and sent later with its own times. */
export interface Spool extends MetricSink {
  /** How many values wait. */
  readonly waiting: () => number;
}

/** CloudWatch takes values of the last two weeks (CloudWatch API reference, "PutMetricData"). */
const LONGEST_MS = 14 * 24 * 3_600_000;
/** A day of a hundred series a minute; the oldest go first. */
const MOST_VALUES = 150_000;
/** Batches of what waited, after each run that got through: the loop must not be late for them. */
const BATCHES_A_RUN = 20;

/**
 * A sink that never loses what another one refuses for a while.
 *
 * @param file - JSON lines, a batch each; what another process of gatewatch left there is sent too
 * @param onKept - told when a batch had to wait, with what kept it
 */
export async function openSpool(
  file: string,
  sink: MetricSink,
  onKept: (error: unknown, waiting: number) => void,
): Promise<Spool> {
  let batches = await readBatches(file);
  const waiting = () => batches.reduce((sum, batch) => sum + batch.length, 0);
  let writing: Promise<void> = Promise.resolve();
  const save = () => {
    writing = writing.then(() => writeBatches(file, batches));
    return writing;
  };

  async function drain(): Promise<void> {
    for (let sent = 0; sent < BATCHES_A_RUN; sent += 1) {
      const [oldest] = batches;
      if (oldest === undefined) return;
      await sink.put(oldest);
      batches = batches.filter((one) => one !== oldest);
      await save();
    }
  }

  return {
    waiting,
    put: async (data) => {
      try {
        await sink.put(data);
      } catch (error) {
        batches = bound([...batches, data]);
        await save();
        onKept(error, waiting());
        return;
      }
      try {
        await drain();
      } catch {
        // They wait for the next run that gets through; what they are about was told when they were kept.
      }
    },
  };
}

function bound(batches: readonly (readonly MetricDatum[])[]): readonly (readonly MetricDatum[])[] {
  const oldestMs = systemClock.wallMs() - LONGEST_MS;
  const young = batches
    .map((batch) => batch.filter(({ timestampMs }) => timestampMs >= oldestMs))
    .filter((batch) => batch.length > 0);
  let values = young.reduce((sum, batch) => sum + batch.length, 0);
  let first = 0;
  while (values > MOST_VALUES && first < young.length) {
    values -= young[first]?.length ?? 0;
    first += 1;
  }
  return young.slice(first);
}

/** A file that is not there holds nothing; a line that was cut short is left out. */
async function readBatches(file: string): Promise<readonly (readonly MetricDatum[])[]> {
  try {
    const text = await readFile(file, 'utf8');
    return bound(text.split('\n').flatMap((line) => batchOf(line) ?? []));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function batchOf(line: string): readonly (readonly MetricDatum[])[] | undefined {
  const data = parseFields(line)?.data;
  if (!Array.isArray(data)) return undefined;
  const whole = data.every((one) => {
    const { name, value, timestampMs } = asFields(one) ?? {};
    return typeof name === 'string' && typeof value === 'number' && typeof timestampMs === 'number';
  });
  // Only this file's own writer makes lines of this form.
  return whole ? [data as unknown as readonly MetricDatum[]] : undefined;
}

/** Written beside it and moved there: a crash leaves the old file, never half a new one. */
async function writeBatches(file: string, batches: readonly (readonly MetricDatum[])[]): Promise<void> {
  const text = batches.map((data) => `${JSON.stringify({ data })}\n`).join('');
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
