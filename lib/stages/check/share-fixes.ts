import type { Explanation, Finding } from '../../core/finding.ts';
import { planExplanations } from '../../explain/explanation.ts';

/**
 * Makes the fixes of all findings fit together, so that each command of a report can be run beside all others, and
 * marks those that an earlier finding shows already: a report prints them once, a message about one finding whole.
 */
export function shareFixes(findings: readonly Finding[]): readonly Finding[] {
  const plan = planExplanations(findings.flatMap((finding) => finding.explanations));
  const shownAt = new Map<string, string>();
  return findings.map((finding) => {
    if (finding.explanations.length === 0) return finding;
    const place = `${finding.target} · ${finding.check}`;
    const explanations = finding.explanations.map((one): Explanation => {
      const planned = plan(one);
      const earlier = shownAt.get(planned.fix);
      if (planned.fix !== '' && earlier === undefined) shownAt.set(planned.fix, place);
      return earlier === undefined ? planned : { ...planned, fixShownAt: earlier };
    });
    return { ...finding, explanations };
  });
}
