import { defineProbe } from '../../core/probe.ts';
import { judgeIke, measureIke } from './judge.ts';
import { observeIke } from './observe.ts';
import { IKE_REASONS, ikeSpec } from './spec.ts';

/** Does the VPN device speak IKE? Asked without opening a security association. */
export const ike = defineProbe({
  kind: 'ike',
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
    { name: 'port', reasons: ['ike-refused'], by: ['host', 'address', 'port'], shows: 'port' },
    {
      name: 'service',
      by: ['host', 'address', 'port'],
      figure: { measurement: 'IkeResponseTime', as: 'time', worst: 'largest' },
    },
  ],
  spec: ikeSpec,
  observe: observeIke,
  reasons: IKE_REASONS,
  judge: judgeIke,
  measure: measureIke,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
