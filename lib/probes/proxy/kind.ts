import { defineProbe } from '../../core/probe.ts';
import { PROXY_HOPS } from './hops.ts';
import { judgeProxy, measureProxy } from './judge.ts';
import { observeProxy } from './observe.ts';
import { PROXY_REASONS, proxySpec } from './spec.ts';

/** Does a proxy open a tunnel to every destination, and does the genuine server answer at its end? */
export const proxy = defineProbe({
  kind: 'proxy',
  from: 'vantage',
  needs: ['dns', 'port'],
  permissions: [],
  hops: PROXY_HOPS,
  spec: proxySpec,
  observe: observeProxy,
  reasons: PROXY_REASONS,
  judge: judgeProxy,
  measure: measureProxy,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
