import { defineProbe } from '../../core/probe.ts';
import { judgeDirectConnect } from './judge.ts';
import { DIRECT_CONNECT_ACTIONS, observeDirectConnect } from './observe.ts';
import { DIRECT_CONNECT_REASONS, directConnectSpec } from './spec.ts';

/** Does the virtual interface carry traffic: its state, its line, its BGP sessions? */
export const directConnect = defineProbe({
  kind: 'direct-connect',
  from: 'control',
  needs: [],
  permissions: DIRECT_CONNECT_ACTIONS,
  hops: [{ name: 'direct-connect', at: ({ subject }) => subject.startsWith('dxvif-'), shows: 'subject' }],
  spec: directConnectSpec,
  observe: observeDirectConnect,
  reasons: DIRECT_CONNECT_REASONS,
  judge: judgeDirectConnect,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
