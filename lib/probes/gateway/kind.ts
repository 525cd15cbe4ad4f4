import { defineProbe } from '../../core/probe.ts';
import { judgeGateway } from './judge.ts';
import { GATEWAY_ACTIONS, observeGateway } from './observe.ts';
import { GATEWAY_REASONS, gatewaySpec } from './spec.ts';

/** Is the gateway connected, running, what it was meant to be, looked after, and without errors in its health log? */
export const gateway = defineProbe({
  kind: 'gateway',
  from: 'control',
  needs: [],
  permissions: GATEWAY_ACTIONS,
  hops: [{ name: 'gateway', shows: 'subject' }],
  spec: gatewaySpec,
  observe: observeGateway,
  reasons: GATEWAY_REASONS,
  judge: judgeGateway,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
