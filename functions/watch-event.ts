import * as z from 'zod/mini';
import type { Config } from '../lib/config/config.ts';
import { inputIssues } from '../lib/config/issues.ts';
import { InputError } from '../lib/core/errors.ts';
import { LOCALES, type Locale } from '../lib/core/locale.ts';
import type { Probe } from '../lib/core/probe.ts';
import { unknownNames } from './unknown-names.ts';

/** What `watch` takes. Everything is optional: `{}` checks everything and publishes nothing. */
export interface WatchEvent {
  readonly vantage?: string | undefined;
  readonly targets?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly lang?: Locale | undefined;
  readonly publish?: boolean | undefined;
  /** The schedule's own time, which datapoints carry. */
  readonly scheduledTime?: string | undefined;
}

const names = z.array(z.string()).check(z.minLength(1));

const watchEventSchema = z.strictObject({
  vantage: z.optional(z.string()),
  targets: z.optional(names),
  checks: z.optional(names),
  lang: z.optional(z.enum(LOCALES)),
  publish: z.optional(z.boolean()),
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

/** @throws {InputError} `bad-event` with every fault: unknown keys, and names that nothing has */
export function readWatchEvent(raw: unknown, config: Config, probes: readonly Probe[]): WatchEvent {
  const faults = [...inputIssues(watchEventSchema, raw)];
  if (faults.length > 0) throw new InputError('bad-event', faults);
  const event: WatchEvent = watchEventSchema.parse(raw);
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
  if (event.vantage !== undefined && only !== undefined && only.network === undefined) {
    const message = `"${only.name}" is on premises: run \`gatewatch run --vantage ${only.name}\` there`;
    faults.push({ path: 'vantage', message });
  }
  if (faults.length > 0) throw new InputError('bad-event', faults);
  return event;
}
