import { defineProbe } from '../../core/probe.ts';
import { judgeWebsocket } from './judge.ts';
import { observeWebsocket } from './observe.ts';
import { WEBSOCKET_REASONS, websocketSpec } from './spec.ts';

/** May a client open a WebSocket, or does a proxy or an inspection device take the upgrade out? */
export const websocket = defineProbe({
  kind: 'websocket',
  from: 'vantage',
  needs: ['port', 'tls', 'proxy'],
  permissions: [],
  hops: [{ name: 'service', by: ['host', 'port'], shows: 'host' }],
  spec: websocketSpec,
  observe: observeWebsocket,
  reasons: WEBSOCKET_REASONS,
  judge: judgeWebsocket,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
