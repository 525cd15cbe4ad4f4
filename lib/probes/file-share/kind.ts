import { defineProbe } from '../../core/probe.ts';
import { judgeFileShare } from './judge.ts';
import { FILE_SHARE_KIND_ACTIONS, observeFileShare } from './observe.ts';
import { FILE_SHARE_REASONS, fileShareSpec } from './spec.ts';

/** Do the file shares of a gateway serve, with the bucket and the role behind each? */
export const fileShare = defineProbe({
  kind: 'file-share',
  from: 'control',
  needs: [],
  permissions: FILE_SHARE_KIND_ACTIONS,
  hops: [{ name: 'gateway', shows: 'subject' }],
  spec: fileShareSpec,
  observe: observeFileShare,
  reasons: FILE_SHARE_REASONS,
  judge: judgeFileShare,
  measure: () => [],
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
