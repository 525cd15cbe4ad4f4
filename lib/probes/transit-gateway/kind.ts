import { defineProbe } from '../../core/probe.ts';
import { TRANSIT_GATEWAY_HOPS } from './hops.ts';
import { judgeTransitGateway } from './judge.ts';
import { observeTransitGateway, TRANSIT_GATEWAY_ACTIONS } from './observe.ts';
import { TRANSIT_GATEWAY_REASONS, transitGatewaySpec } from './spec.ts';

/** Does an attachment of a transit gateway carry traffic: its state, the transit tables, and the way back? */
export const transitGateway = defineProbe({
  kind: 'transit-gateway',
  from: 'control',
  needs: [],
  permissions: TRANSIT_GATEWAY_ACTIONS,
  hops: TRANSIT_GATEWAY_HOPS,
  spec: transitGatewaySpec,
  observe: observeTransitGateway,
  reasons: TRANSIT_GATEWAY_REASONS,
  judge: judgeTransitGateway,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
