import type { Locale } from '../core/locale.ts';
import type { Probe } from '../core/probe.ts';

/** "Maximum length of 1024" (CloudWatch API Reference, PutMetricAlarm, AlarmDescription). */
export const LONGEST_DESCRIPTION = 1024;

const PLACEHOLDER_LIST = /\s*[(（][^()（）]*\{[^()（）]*[)）]/g;

/**
 * A kind's runbook short enough for an alarm's description: each reason that pages, with the first thing to do.
 * The alarm covers every target, so nothing in it names one. What does not fit is left out whole.
 */
export async function shortRunbook(probe: Probe, locale: Locale): Promise<string> {
  const { texts } = await probe.runbook[locale]();
  const lines = Object.entries(probe.reasons)
    .filter(([, { status }]) => status === 'failed')
    .map(([reason]) => {
      const text = texts.reasons[reason];
      return `${reason}: ${withoutValues(text?.title ?? '')}. ${withoutValues(text?.steps[0] ?? '')}`;
    });
  let description = '';
  for (const line of lines) {
    const longer = description === '' ? line : `${description}\n${line}`;
    if (longer.length > LONGEST_DESCRIPTION) break;
    description = longer;
  }
  // A single text that is too long still says how it begins.
  return description === '' ? (lines[0] ?? '').slice(0, LONGEST_DESCRIPTION) : description;
}

/** A sentence without its values: labelled lists go, a placeholder in running text becomes an ellipsis. */
function withoutValues(text: string): string {
  return text.replace(PLACEHOLDER_LIST, '').replace(/\{[a-zA-Z0-9]+\}/g, '…');
}
