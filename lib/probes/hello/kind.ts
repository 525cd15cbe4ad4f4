import { defineProbe } from '../../core/probe.ts';
import { judgeHello, measureHello } from './judge.ts';
import { observeHello } from './observe.ts';
import { HELLO_REASONS, helloSpec } from './spec.ts';

/** Does what serves a port say the hello of its protocol? */
export const hello = defineProbe({
  kind: 'hello',
  from: 'vantage',
  needs: ['dns', 'port'],
  permissions: [],
  hops: [
    {
      name: 'service',
      by: ['host', 'address', 'port'],
      figure: { measurement: 'HelloTime', as: 'time', worst: 'largest' },
    },
  ],
  spec: helloSpec,
  observe: observeHello,
  reasons: HELLO_REASONS,
  judge: judgeHello,
  measure: measureHello,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
