import { defineProbe } from '../../core/probe.ts';
import { judgeInstanceConnect } from './judge.ts';
import { INSTANCE_CONNECT_KIND_ACTIONS, observeInstanceConnect } from './observe.ts';
import { INSTANCE_CONNECT_REASONS, instanceConnectSpec } from './spec.ts';

/** Is the EC2 Instance Connect endpoint ready, does every instance behind it run, and could one be created? */
export const instanceConnect = defineProbe({
  kind: 'instance-connect',
  from: 'control',
  needs: [],
  permissions: INSTANCE_CONNECT_KIND_ACTIONS,
  hops: [
    { name: 'instance-connect', at: ({ subject }) => !subject.startsWith('i-'), shows: 'subject' },
    {
      name: 'instance',
      reasons: ['instance-not-running', 'instance-key-pair-missing'],
      at: ({ subject }) => subject.startsWith('i-'),
      shows: 'subject',
    },
  ],
  spec: instanceConnectSpec,
  observe: observeInstanceConnect,
  reasons: INSTANCE_CONNECT_REASONS,
  judge: judgeInstanceConnect,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
