import type { Locale } from '../../core/locale.ts';
import type { Probe } from '../../core/probe.ts';
import { PHRASES } from '../phrases/phrases.ts';

/** "Maximum length of 1024" (CloudWatch API Reference, PutMetricAlarm, AlarmDescription). */
const LONGEST_DESCRIPTION = 1024;

const PLACEHOLDER_LIST = /\s*[(（][^()（）]*\{[^()（）]*[)）]/g;

/**
 * A kind's runbook short enough for an alarm's description: each reason that pages, with the first thing to do.
 * The alarm covers every target, so nothing in it names one. What does not fit is left out whole.
 *
 * @param paged - the reasons, where the configuration and not the kind says which page
 */
export async function shortRunbook(
  probe: Probe,
  locale: Locale,
  paged: readonly string[] = failing(probe),
): Promise<string> {
  const { texts } = await probe.runbook[locale]();
  const more = PHRASES[locale].allSteps;
  let description = '';
  for (const reason of paged) {
    const { title = '', steps = [] } = texts.reasons[reason] ?? {};
    const line = [`${reason}: ${withoutValues(title)}.`, firstStep(steps)].filter(Boolean).join(' ');
    const longer = `${description}${line}\n`;
    if (longer.length + more.length > LONGEST_DESCRIPTION) break;
    description = longer;
  }
  return `${description}${more}`;
}

function failing({ reasons }: Probe): readonly string[] {
  return Object.entries(reasons).flatMap(([reason, { status }]) => (status === 'failed' ? [reason] : []));
}

/** A step that is little but a value says nothing once that is gone. */
function firstStep(steps: readonly string[]): string | undefined {
  return steps.map(withoutValues).find((step) => !/^…|: ?…\.?$/.test(step));
}

/** A sentence without its values: labelled lists go, a placeholder in running text becomes an ellipsis. */
function withoutValues(text: string): string {
  return text.replace(PLACEHOLDER_LIST, '').replace(/\{[a-zA-Z0-9]+\}/g, '…');
}
