import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import { defineProbe } from '../../core/probe.ts';
import { PATH_HOPS } from './hops.ts';
import { judgePath } from './judge.ts';
import { observePath } from './observe.ts';
import { PATH_REASONS, pathSpec } from './spec.ts';

/** Do the rules of AWS let one thing reach another: security groups, network ACLs, routes, there and back? */
export const path = defineProbe({
  kind: 'path',
  from: 'control',
  needs: [],
  permissions: Object.values(NETWORK_READER_ACTIONS).flat(),
  hops: PATH_HOPS,
  spec: pathSpec,
  observe: observePath,
  reasons: PATH_REASONS,
  judge: judgePath,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
