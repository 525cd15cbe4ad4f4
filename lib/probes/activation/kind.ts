import { defineProbe } from '../../core/probe.ts';
import { judgeActivation } from './judge.ts';
import { observeActivation } from './observe.ts';
import { ACTIVATION_REASONS, activationSpec } from './spec.ts';

/** Does a machine answer on its activation port, and, where a key is asked for, can it fetch one from AWS? */
export const activation = defineProbe({
  kind: 'activation',
  from: 'vantage',
  onDemand: true,
  needs: ['dns'],
  permissions: [],
  hops: [
    {
      name: 'address',
      reasons: [],
      at: ({ address }) => address !== undefined,
      by: ['host', 'address'],
      shows: 'address',
    },
    { name: 'port', reasons: ['activation-port-closed'], by: ['host', 'address', 'port'], shows: 'port' },
    { name: 'service', by: ['host', 'address', 'port'] },
  ],
  spec: activationSpec,
  observe: observeActivation,
  reasons: ACTIVATION_REASONS,
  judge: judgeActivation,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
