import { mtlsSpec } from '../probes/mtls/spec.ts';
import { CONTROL_TIMEOUT_MS } from './questions.ts';
import { defineTarget } from './target.ts';

/** Thirty lists are thirty requests, one after the other. */
const TRUST_STORE_TIMEOUT_MS = 20_000;

/**
 * What an entry of `mtls:` asks. It is no type of `targets:`, for no vantage has a way to it: AWS is asked, not the load
 * balancer.
 */
export const loadBalancer = defineTarget({
  type: 'load-balancer',
  fields: mtlsSpec,
  questions: ({ loadBalancer, logs, silentAfterMinutes, page }) => ({
    outcome: 'asks',
    questions: [
      {
        kind: 'mtls',
        timeoutMs: CONTROL_TIMEOUT_MS,
        loadBalancer,
        silentAfterMinutes,
        ...(logs !== undefined && { logs }),
        ...(page !== undefined && { page }),
      },
      { kind: 'trust-store', timeoutMs: TRUST_STORE_TIMEOUT_MS, loadBalancer },
    ],
  }),
});
