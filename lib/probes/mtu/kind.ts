import { defineProbe } from '../../core/probe.ts';
import { judgeMtu, measureMtu } from './judge.ts';
import { observeMtu } from './observe.ts';
import { MTU_REASONS, mtuSpec } from './spec.ts';

/** Do full packets pass, both ways, or do large ones vanish while small ones arrive? */
export const mtu = defineProbe({
  kind: 'mtu',
  from: 'vantage',
  needs: ['dns', 'port'],
  permissions: [],
  hops: [
    {
      name: 'port',
      reasons: ['mtu-blackhole', 'mtu-reduced'],
      by: ['host', 'address', 'port'],
      shows: 'port',
    },
    { name: 'service', by: ['host', 'address', 'port'] },
  ],
  spec: mtuSpec,
  observe: observeMtu,
  reasons: MTU_REASONS,
  judge: judgeMtu,
  measure: measureMtu,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
