import { defineProbe } from '../../core/probe.ts';
import { judgeNtp, measureNtp } from './judge.ts';
import { observeNtp } from './observe.ts';
import { NTP_REASONS, ntpSpec } from './spec.ts';

/** Do the time servers answer, do they agree, and does the vantage's clock agree with them? */
export const ntp = defineProbe({
  kind: 'ntp',
  from: 'vantage',
  needs: ['dns'],
  permissions: [],
  hops: [
    {
      name: 'address',
      reasons: [],
      at: ({ address }) => address !== undefined,
      by: ['host', 'address'],
      shows: 'address',
    },
    {
      name: 'port',
      reasons: ['ntp-silent', 'ntp-refused', 'ntp-partly-silent'],
      by: ['host', 'address', 'port'],
      shows: 'port',
      figure: { measurement: 'NtpDelay', as: 'time', worst: 'largest' },
    },
    {
      name: 'clock',
      by: ['host', 'address', 'port'],
      figure: { measurement: 'VantageClockOffset', as: 'offset', worst: 'furthest' },
    },
  ],
  spec: ntpSpec,
  observe: observeNtp,
  reasons: NTP_REASONS,
  judge: judgeNtp,
  measure: measureNtp,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
