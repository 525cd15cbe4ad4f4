import type { Explanation, Finding } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';

/** Moves the explanations a judge left with its evidence to where reports look for them. */
export function extractExplanations(finding: Finding): Finding {
  const lifted: Explanation[] = [];
  const evidence = finding.evidence.map((one) => {
    const { explanations, ...rest } = one;
    if (!Array.isArray(explanations)) return one;
    lifted.push(...explanations.filter(isExplanation));
    return rest;
  });
  return lifted.length === 0
    ? finding
    : { ...finding, evidence, explanations: [...finding.explanations, ...lifted] };
}

function isExplanation(value: unknown): value is Explanation {
  if (typeof value !== 'object' || value === null) return false;
  const { what, id, fix } = value as JsonObject;
  return typeof what === 'string' && typeof id === 'string' && typeof fix === 'string';
}
