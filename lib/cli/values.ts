import type { ConfigIssue } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

/** Collects what is wrong with a command line, so that all of it is told at once. */
export interface IssueList {
  readonly faults: ConfigIssue[];
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
};

/**
 * Reads a duration such as `500ms`, `3s` or `1m`; a bare number is seconds.
 *
 * @returns milliseconds within the limits, or undefined after noting the fault
 */
export function parseDurationMs(
  path: string,
  text: string,
  limits: { readonly minMs: number; readonly maxMs: number },
  { faults }: IssueList,
): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const unitMs = UNIT_MS[match?.[2] ?? 's'];
  if (match === null || unitMs === undefined) {
    faults.push({ path, message: `expected a duration such as 500ms, 3s or 1m, got "${text}"` });
    return undefined;
  }
  const durationMs = Number(match[1]) * unitMs;
  if (durationMs < limits.minMs || durationMs > limits.maxMs) {
    faults.push({ path, message: `expected ${limits.minMs} ms to ${limits.maxMs} ms, got "${text}"` });
    return undefined;
  }
  return durationMs;
}

/** A whole number within limits, or undefined after noting the fault. */
export function parseCount(
  path: string,
  text: string,
  limits: { readonly min: number; readonly max: number },
  { faults }: IssueList,
): number | undefined {
  const count = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (count >= limits.min && count <= limits.max) return count;
  faults.push({
    path,
    message: `expected a whole number from ${limits.min} to ${limits.max}, got "${text}"`,
  });
  return undefined;
}

/** One of a closed set, or undefined after noting the fault. */
export function parseChoice<T extends string>(
  path: string,
  text: string,
  choices: readonly T[],
  { faults }: IssueList,
): T | undefined {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    faults.push({ path, message: `expected one of ${choices.join(', ')}, got "${text}"` });
  return found;
}

export function parseLocale(text: string | undefined, list: IssueList): Locale | undefined {
  return text === undefined ? undefined : parseChoice('--lang', text, LOCALES, list);
}

/** The parts of a comma-separated value; an empty part is a fault. */
export function parseList(path: string, text: string, { faults }: IssueList): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) faults.push({ path, message: `an empty part in "${text}"` });
  return parts.filter((part) => part !== '');
}
