import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first: groups are set by hand and change most, routes least. */
export const PATH_REASONS = {
  'path-security-group-blocks': { status: 'failed', severity: 'critical' },
  'path-network-acl-blocks': { status: 'failed', severity: 'critical' },
  'path-no-route': { status: 'failed', severity: 'critical' },
  'path-blackhole': { status: 'failed', severity: 'critical' },
  /** Something that could block was not found or cannot be read. */
  'path-undecided': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type PathReason = keyof typeof PATH_REASONS;
