import { mtlsSpec } from '../probes/mtls/spec.ts';
import { CONTROL_TIMEOUT_MS } from './questions.ts';
import { defineTarget } from './target.ts';

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
    ],
  }),
});
