import type { Report } from '../core/report.ts';

/** What a command answers to the shell; scripts build on these numbers. */
export const EXIT = { nothingFailed: 0, failed: 1, badInput: 2, unknown: 3 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** @param strict - a degraded finding counts as failed */
export function exitStatusOf({ findings }: Report, strict: boolean): ExitStatus {
  // A script must not read "nothing failed" where nothing was asked.
  if (findings.length === 0) return EXIT.unknown;
  if (findings.some(({ status }) => status === 'failed' || (strict && status === 'degraded')))
    return EXIT.failed;
  const openQuestion = findings.some(({ status, reason }) => status === 'unknown' && reason !== 'blocked-by');
  return openQuestion ? EXIT.unknown : EXIT.nothingFailed;
}

/** The same for `--help`. */
export const EXIT_HELP = `
Exit status:
  0  nothing failed
  1  at least one check failed
  2  bad usage
  3  nothing failed, but something, or everything, could not be checked
`;
