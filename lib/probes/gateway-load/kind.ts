import { defineProbe } from '../../core/probe.ts';
import { judgeGatewayLoad } from './judge.ts';
import { GATEWAY_LOAD_ACTIONS, observeGatewayLoad } from './observe.ts';
import { GATEWAY_LOAD_REASONS, gatewayLoadSpec } from './spec.ts';

/** Does a gateway keep up with its load, by the thresholds that AWS recommends? */
export const gatewayLoad = defineProbe({
  kind: 'gateway-load',
  from: 'control',
  needs: [],
  permissions: GATEWAY_LOAD_ACTIONS,
  hops: [{ name: 'gateway', shows: 'subject' }],
  spec: gatewayLoadSpec,
  observe: observeGatewayLoad,
  reasons: GATEWAY_LOAD_REASONS,
  judge: judgeGatewayLoad,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
