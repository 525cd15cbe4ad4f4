import { defineProbe } from '../../core/probe.ts';
import { judgeDirectory } from './judge.ts';
import { DIRECTORY_ACTIONS, observeDirectory } from './observe.ts';
import { DIRECTORY_REASONS, directorySpec } from './spec.ts';

/** Is a file gateway a member of its Active Directory domain? */
export const directory = defineProbe({
  kind: 'directory',
  from: 'control',
  needs: [],
  permissions: DIRECTORY_ACTIONS,
  hops: [{ name: 'gateway', shows: 'subject' }],
  spec: directorySpec,
  observe: observeDirectory,
  reasons: DIRECTORY_REASONS,
  judge: judgeDirectory,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
