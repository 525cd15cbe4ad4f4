import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName } from '../kit/fields.ts';

/** An Active Directory domain whose controllers are looked up, as its members do. */
export const domainControllersSpec = z.lazy(() => z.strictObject({ domain: hostName }));
export type DomainControllersSpec = z.infer<typeof domainControllersSpec>;

/** The most severe first. A fault of one controller degrades while another one is in order. */
export const DOMAIN_CONTROLLERS_REASONS = {
  'domain-records-missing': { status: 'failed', severity: 'critical' },
  'controller-not-found': { status: 'failed', severity: 'critical' },
  'controller-port-closed': { status: 'failed', severity: 'critical', dropped: 'tcp' },
  'controller-clock-skewed': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type DomainControllersReason = keyof typeof DOMAIN_CONTROLLERS_REASONS;
