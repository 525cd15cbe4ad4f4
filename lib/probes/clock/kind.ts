import { defineProbe } from '../../core/probe.ts';
import { judgeClock, measureClock } from './judge.ts';
import { observeClock } from './observe.ts';
import { CLOCK_REASONS, clockSpec } from './spec.ts';

/**
 * Is a target's own clock right? Told without an agent by NTP, SMB 2 or HTTP, whichever is most exact. Beside a target
 * that is a reference, such as an AWS service, the clock in question is the vantage's.
 */
export const clock = defineProbe({
  kind: 'clock',
  from: 'vantage',
  needs: ['dns', 'port', 'hello', 'tls'],
  permissions: [],
  hops: [
    { name: 'clock', by: ['host'], figure: { measurement: 'ClockOffset', as: 'offset', worst: 'furthest' } },
  ],
  spec: clockSpec,
  observe: observeClock,
  reasons: CLOCK_REASONS,
  judge: judgeClock,
  measure: measureClock,
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
