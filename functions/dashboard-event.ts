import * as z from 'zod/mini';
import type { Config } from '../lib/config/config.ts';
import { inputIssues } from '../lib/config/issues.ts';
import { type ConfigIssue, describeIssue } from '../lib/core/errors.ts';
import { asFields } from '../lib/core/json.ts';
import { LOCALES } from '../lib/core/locale.ts';
import type { WidgetFrame } from '../lib/report/widget/widget.ts';
import type { DashboardInput } from '../lib/stages/dashboard/dashboard.ts';
import { onPremisesIssue, unknownNames } from './read-event.ts';

/** What CloudWatch calls a widget's function with. */
export type DashboardEvent =
  /** The widget's documentation is wanted, and nothing else. */
  | { readonly type: 'describe' }
  | { readonly type: 'show'; readonly input: DashboardInput }
  /** Parameters that cannot be used. Their author sees the widget and nothing else, so it says so. */
  | { readonly type: 'faulty'; readonly faults: readonly string[]; readonly frame: WidgetFrame };

/** The widget's own parameters beside what CloudWatch adds ("Details about custom widgets", widgetContext). */
const eventSchema = z.strictObject({
  describe: z.optional(z.boolean()),
  vantage: z.optional(z.string()),
  lang: z.optional(z.enum(LOCALES)),
  checkNow: z.optional(z.string()),
  widgetContext: z.optional(z.unknown()),
});

/** Never throws: what cannot be read becomes an answer too. */
export function readDashboardEvent(raw: unknown, config: Config): DashboardEvent {
  const fields = asFields(raw);
  if (fields?.describe === true) return { type: 'describe' };
  const timeZone = offsetOf(asFields(fields?.widgetContext)?.timezone);
  const theme = asFields(fields?.widgetContext)?.theme === 'dark' ? 'dark' : 'light';
  const locale = LOCALES.find((one) => one === fields?.lang) ?? config.language;
  const refused = (faults: readonly ConfigIssue[]): DashboardEvent => ({
    type: 'faulty',
    faults: faults.map((fault) => describeIssue(fault)),
    frame: { locale, theme },
  });
  const faults = inputIssues(eventSchema, raw);
  if (faults.length > 0) return refused(faults);
  const { vantage, lang, checkNow } = eventSchema.parse(raw);
  const unknown = nameIssues({ vantage, checkNow }, config);
  return unknown.length > 0
    ? refused(unknown)
    : { type: 'show', input: { vantage, lang, checkNow, theme, timeZone } };
}

/** The viewer's offset (the same page: `"timezone": { "offsetISO": "+00:00" }`). */
function offsetOf(timezone: unknown): string | undefined {
  const offset = asFields(timezone)?.offsetISO;
  return typeof offset === 'string' && /^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(offset) ? offset : undefined;
}

function nameIssues(
  { vantage, checkNow }: Pick<DashboardInput, 'vantage' | 'checkNow'>,
  { vantages }: Config,
): readonly ConfigIssue[] {
  const names = vantages.map(({ name }) => name);
  const unknown = unknownNames('vantage', vantage === undefined ? [] : [vantage], names);
  if (unknown.length > 0 || checkNow === undefined) return unknown;
  const shown = vantage === undefined ? names : [vantage];
  const chosen = vantages.find(({ name }) => name === checkNow);
  return chosen !== undefined && chosen.network === undefined
    ? [onPremisesIssue('checkNow', checkNow)]
    : unknownNames('checkNow', [checkNow], shown);
}
