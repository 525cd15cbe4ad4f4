import { defineProbe } from '../../core/probe.ts';
import { judgePort, measurePort } from './judge.ts';
import { observePort, portTimes } from './observe.ts';
import { PORT_REASONS, portSpec } from './spec.ts';

/** Does every port of every address of a host accept a connection? */
export const port = defineProbe({
  kind: 'port',
  from: 'vantage',
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
    {
      name: 'port',
      by: ['host', 'address', 'port'],
      shows: 'port',
      figure: { measurement: 'ConnectTime', as: 'time', worst: 'largest' },
    },
  ],
  spec: portSpec,
  observe: observePort,
  retime: portTimes,
  reasons: PORT_REASONS,
  judge: judgePort,
  measure: measurePort,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
