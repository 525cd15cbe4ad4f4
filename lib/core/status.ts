/** What we think of one thing. `unknown` means we could not ask, or silence proves nothing: never "bad". */
export const STATUSES = ['healthy', 'degraded', 'failed', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** How much a degraded or failed finding hurts. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
