import { defineProbe } from '../../core/probe.ts';
import { judgeResolver } from './judge.ts';
import { observeResolver, RESOLVER_KIND_ACTIONS } from './observe.ts';
import { RESOLVER_REASONS, resolverSpec } from './spec.ts';

/** Do names pass between a site and a VPC: endpoints of Route 53 Resolver, their groups, rules and associations? */
export const resolver = defineProbe({
  kind: 'resolver',
  from: 'control',
  needs: [],
  permissions: RESOLVER_KIND_ACTIONS,
  hops: [{ name: 'resolver', shows: 'subject' }],
  spec: resolverSpec,
  observe: observeResolver,
  reasons: RESOLVER_REASONS,
  judge: judgeResolver,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
