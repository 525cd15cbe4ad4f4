import type { Status } from '../../core/reason.ts';
import type { CountedPhrase } from './plural.ts';

export const en = {
  /** Of the headline: how many checks ended so. */
  count: {
    failed: { one: '{count} failed', other: '{count} failed' },
    degraded: { one: '{count} degraded', other: '{count} degraded' },
    unknown: { one: '{count} not checked', other: '{count} not checked' },
    healthy: { one: '{count} healthy', other: '{count} healthy' },
  } satisfies Readonly<Record<Status, CountedPhrase>>,
  targets: { one: '{count} target', other: '{count} targets' },
  /** `{targets} {vantage}` */
  from: '{targets} from {vantage}',
  thisMachine: 'this machine',
  label: {
    cause: 'Cause',
    likely: 'Likely',
    fix: 'Fix',
    next: 'Next',
    command: 'Run',
    references: 'See',
  },
  /** A finding that another one explains: `{check} {lower}`. */
  blocked: '{check} not checked. Fix first: {lower}',
  morePlaces: { one: '+{count} more place', other: '+{count} more places' },
  moreCommands: {
    one: '+{count} more command: --explain',
    other: '+{count} more commands: --explain',
  },
  moreCauses: { one: '+{count} more cause: --explain', other: '+{count} more causes: --explain' },
  limits: {
    one: '{count} thing this does not prove',
    other: '{count} things this does not prove',
  },
  /** What `--explain` would add. */
  explainMore: 'Evidence, likely causes and steps: --explain',
  nothingChecked: 'Nothing was checked.',
};
export type TerminalPhrases = Readonly<typeof en>;
