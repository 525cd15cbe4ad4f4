import { defineProbe } from '../../core/probe.ts';
import { judgeOpenvpn, measureOpenvpn } from './judge.ts';
import { observeOpenvpn } from './observe.ts';
import { OPENVPN_REASONS, openvpnSpec } from './spec.ts';

/** Does a server answer the first packet of an OpenVPN client? */
export const openvpn = defineProbe({
  kind: 'openvpn',
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
    { name: 'port', reasons: ['openvpn-refused'], by: ['host', 'address', 'port'], shows: 'port' },
    {
      name: 'service',
      by: ['host', 'address', 'port'],
      figure: { measurement: 'OpenvpnResponseTime', as: 'time', worst: 'largest' },
    },
  ],
  spec: openvpnSpec,
  observe: observeOpenvpn,
  reasons: OPENVPN_REASONS,
  judge: judgeOpenvpn,
  measure: measureOpenvpn,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
