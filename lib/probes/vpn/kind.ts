import { defineProbe } from '../../core/probe.ts';
import { fingerprintVpn } from './fingerprints.ts';
import { VPN_HOPS } from './hops.ts';
import { judgeVpn } from './judge.ts';
import { observeVpn, VPN_ACTIONS } from './observe.ts';
import { VPN_REASONS, vpnSpec } from './spec.ts';

/** Does the Site-to-Site VPN connection carry traffic: both tunnels, both ends, and the routes into it? */
export const vpn = defineProbe({
  kind: 'vpn',
  from: 'control',
  needs: [],
  permissions: VPN_ACTIONS,
  hops: VPN_HOPS,
  spec: vpnSpec,
  observe: observeVpn,
  reasons: VPN_REASONS,
  judge: judgeVpn,
  measure: () => [],
  fingerprints: fingerprintVpn,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
