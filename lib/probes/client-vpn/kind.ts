import { defineProbe } from '../../core/probe.ts';
import { judgeClientVpn } from './judge.ts';
import { CLIENT_VPN_ACTIONS, observeClientVpn } from './observe.ts';
import { CLIENT_VPN_REASONS, clientVpnSpec } from './spec.ts';

/** Does the Client VPN endpoint let its users through: its state, its subnets, its authorisation rules, its certificate? */
export const clientVpn = defineProbe({
  kind: 'client-vpn',
  from: 'control',
  needs: [],
  permissions: CLIENT_VPN_ACTIONS,
  hops: [{ name: 'client-vpn', at: ({ subject }) => subject.startsWith('cvpn-endpoint-'), shows: 'subject' }],
  spec: clientVpnSpec,
  observe: observeClientVpn,
  reasons: CLIENT_VPN_REASONS,
  judge: judgeClientVpn,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
