import { defineProbe } from '../../core/probe.ts';
import { fingerprintTls } from './fingerprints.ts';
import { judgeTls, measureTls } from './judge.ts';
import { handshakeTimes, observeTls } from './observe.ts';
import { TLS_REASONS, tlsSpec } from './spec.ts';

/** Does every address finish a TLS handshake with a chain that ends at a trusted key, for the right name, in time? */
export const tls = defineProbe({
  kind: 'tls',
  from: 'vantage',
  needs: ['dns', 'port'],
  permissions: [],
  hops: [
    {
      name: 'tls',
      by: ['host', 'address', 'port'],
      figure: { measurement: 'DaysUntilExpiry', as: 'days', worst: 'smallest' },
    },
  ],
  spec: tlsSpec,
  observe: observeTls,
  retime: handshakeTimes,
  reasons: TLS_REASONS,
  judge: judgeTls,
  measure: measureTls,
  fingerprints: fingerprintTls,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
