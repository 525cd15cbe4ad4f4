import { defineProbe } from '../../core/probe.ts';
import { judgeTrustStore } from './judge.ts';
import { observeTrustStore, TRUST_STORE_ACTIONS } from './observe.ts';
import { TRUST_STORE_REASONS, trustStoreSpec } from './spec.ts';

/** Do the CA certificates and revocation lists that a load balancer trusts stay good, and within AWS’s limits? */
export const trustStore = defineProbe({
  kind: 'trust-store',
  from: 'control',
  needs: [],
  permissions: TRUST_STORE_ACTIONS,
  hops: [{ name: 'load-balancer', shows: 'subject' }],
  spec: trustStoreSpec,
  observe: observeTrustStore,
  reasons: TRUST_STORE_REASONS,
  judge: judgeTrustStore,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
