import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const OPENVPN_REASONS = {
  'openvpn-refused': { status: 'failed', severity: 'critical' },
  'openvpn-malformed': { status: 'failed', severity: 'warning' },
  // A server with tls-auth or tls-crypt ignores whoever lacks its key; `answersStrangers` makes it a failure.
  'openvpn-silent': { status: 'unknown', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type OpenvpnReason = keyof typeof OPENVPN_REASONS;
