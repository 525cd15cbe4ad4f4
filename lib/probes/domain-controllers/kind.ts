import { defineProbe } from '../../core/probe.ts';
import { judgeDomainControllers } from './judge.ts';
import { observeDomainControllers } from './observe.ts';
import { DOMAIN_CONTROLLERS_REASONS, domainControllersSpec } from './spec.ts';

/** Does DNS name the controllers of a domain, and does each serve what a member needs? */
export const domainControllers = defineProbe({
  kind: 'domain-controllers',
  from: 'vantage',
  needs: ['dns'],
  permissions: [],
  hops: [{ name: 'service', by: ['host'], shows: 'host' }],
  spec: domainControllersSpec,
  observe: observeDomainControllers,
  reasons: DOMAIN_CONTROLLERS_REASONS,
  judge: judgeDomainControllers,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
