import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const ACTIVATION_REASONS = {
  'activation-port-closed': { status: 'failed', severity: 'critical' },
  'activation-not-a-gateway': { status: 'failed', severity: 'critical' },
  'activation-wrong-address': { status: 'failed', severity: 'critical' },
  'activation-gateway-cannot-reach-aws': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ActivationReason = keyof typeof ACTIVATION_REASONS;
