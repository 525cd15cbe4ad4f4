import { COMMON_REASONS } from '../../core/reason.ts';
import type { Report } from '../../core/report.ts';
import { boundedText } from '../../core/text.ts';

const MOST_CHECKS = 5;

/** The checks of a report that could not ask, a line each: what an alarm that only counts them cannot say. */
export function unknownChecks({ findings }: Report): readonly string[] {
  const facts: Readonly<Record<string, { readonly pages: boolean }>> = COMMON_REASONS;
  return findings
    .filter(({ reason }) => reason !== null && facts[reason]?.pages === true)
    .slice(0, MOST_CHECKS)
    .map(({ target, check, reason, summary }) =>
      boundedText(`${target} · ${check} · ${reason}: ${summary}`, 300),
    );
}
