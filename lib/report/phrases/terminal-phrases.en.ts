import type { Status } from '../../core/reason.ts';
import type { CountedPhrase } from './plural.ts';

export interface TerminalPhrases {
  /** Of the headline: how many checks ended so. */
  readonly count: Readonly<Record<Status, CountedPhrase>>;
  readonly targets: CountedPhrase;
  /** `{targets} {vantage}` */
  readonly from: string;
  readonly thisMachine: string;
  readonly label: {
    readonly cause: string;
    readonly likely: string;
    readonly fix: string;
    readonly next: string;
    readonly command: string;
    readonly references: string;
  };
  /** A finding that another one explains: `{check} {lower}`. */
  readonly blocked: string;
  readonly morePlaces: CountedPhrase;
  readonly moreCommands: CountedPhrase;
  readonly moreCauses: CountedPhrase;
  readonly limits: CountedPhrase;
  /** What `--explain` would add. */
  readonly explainMore: string;
  readonly nothingChecked: string;
}

export const en: TerminalPhrases = {
  count: {
    failed: { one: '{count} failed', other: '{count} failed' },
    degraded: { one: '{count} degraded', other: '{count} degraded' },
    unknown: { one: '{count} not checked', other: '{count} not checked' },
    healthy: { one: '{count} healthy', other: '{count} healthy' },
  },
  targets: { one: '{count} target', other: '{count} targets' },
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
  explainMore: 'Evidence, likely causes and steps: --explain',
  nothingChecked: 'Nothing was checked.',
};
