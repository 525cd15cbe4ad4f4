import * as z from 'zod/mini';
import type { Config } from '../lib/config/config.ts';
import { type ConfigIssue, InputError } from '../lib/core/errors.ts';
import { LOCALES } from '../lib/core/locale.ts';
import type { Probe } from '../lib/core/probe.ts';
import { onPremisesIssue, readEvent, unknownNames } from './read-event.ts';

const names = z.array(z.string()).check(z.minLength(1));

/** What `watch` takes. Everything is optional: `{}` checks everything and publishes nothing. */
const watchEventSchema = z.strictObject({
  vantage: z.optional(z.string()),
  targets: z.optional(names),
  checks: z.optional(names),
  lang: z.optional(z.enum(LOCALES)),
  publish: z.optional(z.boolean()),
  /** The schedule's own time, which datapoints carry. */
  scheduledTime: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
          'expected a time such as 2026-11-21T10:00:00Z',
        ),
      ),
  ),
});

export type WatchEvent = Readonly<z.infer<typeof watchEventSchema>>;

/** @throws {InputError} `bad-event` with every fault: unknown keys, and names that nothing has */
export function readWatchEvent(raw: unknown, config: Config, probes: readonly Probe[]): WatchEvent {
  const event = readEvent(watchEventSchema, raw);
  const faults: ConfigIssue[] = [];
  const { vantages } = config;
  const chosen = vantages.filter(({ name }) => event.vantage === undefined || name === event.vantage);
  faults.push(
    ...unknownNames(
      'vantage',
      event.vantage === undefined ? [] : [event.vantage],
      vantages.map(({ name }) => name),
    ),
    ...unknownNames(
      'checks',
      event.checks ?? [],
      probes.map(({ kind }) => kind),
    ),
  );
  // What discovery finds is not known before it has looked.
  if (chosen.length > 0 && chosen.every(({ discover }) => discover.length === 0)) {
    const known = new Set(
      [...chosen.flatMap(({ targets }) => targets), ...config.mtls].map(({ name }) => name),
    );
    faults.push(...unknownNames('targets', event.targets ?? [], [...known]));
  }
  const [only] = chosen;
  if (event.vantage !== undefined && only !== undefined && only.network === undefined)
    faults.push(onPremisesIssue('vantage', only.name));
  if (faults.length > 0) throw new InputError('bad-event', faults);
  return event;
}
