/** What we think of one thing. `unknown` means we could not ask, or silence proves nothing: never "bad". */
export const STATUSES = ['healthy', 'degraded', 'failed', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** How much a degraded or failed finding hurts. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a channel takes where gatewatch.yaml does not say. */
export const USUAL_SEVERITIES = ['critical', 'warning'] as const satisfies readonly Severity[];

/** What a reason means unless the judge says otherwise for one fault. */
export interface ReasonFacts {
  readonly status: Exclude<Status, 'healthy'>;
  readonly severity: Severity;
  /** Nothing came back: neither an answer nor a refusal shows that there is a network. */
  readonly silence?: true;
  /** A rule of AWS on the way, which drops in silence, can be the cause: of packets of this protocol. */
  readonly dropped?: 'tcp' | 'udp';
  /** It is the name server from which nothing came back. */
  readonly ofResolver?: true;
}

/**
 * Reasons any kind can end in: we could not ask, or something lower explains it. All are `unknown`.
 * `pages` marks those that count in the `Unknown` metric.
 */
export const COMMON_REASONS = {
  'vantage-broken': { status: 'unknown', severity: 'critical', pages: true },
  'probe-crashed': { status: 'unknown', severity: 'warning', pages: true },
  'access-denied': { status: 'unknown', severity: 'warning', pages: true },
  throttled: { status: 'unknown', severity: 'warning', pages: true },
  'aws-unavailable': { status: 'unknown', severity: 'warning', pages: true },
  'out-of-time': { status: 'unknown', severity: 'warning', pages: true, silence: true },
  'not-reachable-from-here': { status: 'unknown', severity: 'info', pages: false },
  'blocked-by': { status: 'unknown', severity: 'info', pages: false, silence: true },
} as const satisfies Readonly<Record<string, ReasonFacts & { readonly pages: boolean }>>;

export type CommonReason = keyof typeof COMMON_REASONS;
