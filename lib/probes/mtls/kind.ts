import { LOAD_BALANCER_READER_ACTIONS } from '../../core/aws/load-balancer-reader.ts';
import { defineProbe } from '../../core/probe.ts';
import { judgeMtls } from './judge.ts';
import { observeMtls } from './observe.ts';
import { MTLS_REASONS, mtlsSpec } from './spec.ts';

/** Do an Application Load Balancer's connection logs arrive, and does it verify client certificates? */
export const mtls = defineProbe({
  kind: 'mtls',
  from: 'control',
  needs: [],
  permissions: [
    ...LOAD_BALANCER_READER_ACTIONS.loadBalancer,
    's3:ListBucket',
    's3:GetObject',
    'cloudwatch:GetMetricData',
  ],
  hops: [{ name: 'load-balancer' }],
  spec: mtlsSpec,
  observe: observeMtls,
  reasons: MTLS_REASONS,
  judge: judgeMtls,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
