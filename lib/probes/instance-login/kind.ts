import { defineProbe } from '../../core/probe.ts';
import { judgeInstanceLogin } from './judge.ts';
import { INSTANCE_LOGIN_ACTIONS, observeInstanceLogin } from './observe.ts';
import { INSTANCE_LOGIN_REASONS, instanceLoginSpec } from './spec.ts';

/** Do the instances take logins of EC2 Instance Connect, as far as Systems Manager knows? */
export const instanceLogin = defineProbe({
  kind: 'instance-login',
  from: 'control',
  needs: [],
  permissions: INSTANCE_LOGIN_ACTIONS,
  hops: [{ name: 'instance', shows: 'subject' }],
  spec: instanceLoginSpec,
  observe: observeInstanceLogin,
  reasons: INSTANCE_LOGIN_REASONS,
  judge: judgeInstanceLogin,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
