import { defineProbe } from '../../core/probe.ts';
import { fingerprintDns, judgeDns, measureDns } from './judge.ts';
import { observeDns } from './observe.ts';
import { DNS_REASONS, dnsSpec } from './spec.ts';

/** Does a name resolve, and to the addresses it should? */
export const dns = defineProbe({
  kind: 'dns',
  from: 'vantage',
  needs: [],
  permissions: [],
  hops: [
    {
      name: 'name',
      by: ['host'],
      shows: 'host',
      figure: { measurement: 'LookupTime', as: 'time', worst: 'largest' },
    },
    {
      name: 'address',
      reasons: ['address-not-private', 'address-not-public', 'address-not-this-endpoint'],
      at: ({ addresses }) => Array.isArray(addresses),
      by: ['host', 'address'],
      each: 'addresses',
      shows: 'address',
    },
  ],
  spec: dnsSpec,
  observe: observeDns,
  reasons: DNS_REASONS,
  judge: judgeDns,
  measure: measureDns,
  fingerprints: fingerprintDns,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
