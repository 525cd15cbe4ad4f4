import { defineProbe } from '../../core/probe.ts';
import { judgeVpcEndpoint } from './judge.ts';
import { observeVpcEndpoint, VPC_ENDPOINT_ACTIONS } from './observe.ts';
import { VPC_ENDPOINT_REASONS, vpcEndpointSpec } from './spec.ts';

/** Is the VPC endpoint there, available, in enough zones, and is its private-DNS switch where the targets want it? */
export const vpcEndpoint = defineProbe({
  kind: 'vpc-endpoint',
  from: 'control',
  needs: [],
  permissions: VPC_ENDPOINT_ACTIONS,
  hops: [
    {
      name: 'vpc-endpoint',
      // A VPC without an endpoint is a place too: it may be what is wanted.
      at: ({ subject, outcome }) => subject.startsWith('vpce-') || outcome === 'no-endpoint',
      shows: 'subject',
    },
  ],
  spec: vpcEndpointSpec,
  observe: observeVpcEndpoint,
  reasons: VPC_ENDPOINT_REASONS,
  judge: judgeVpcEndpoint,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
