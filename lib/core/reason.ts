import type { Severity, Status } from './status.ts';

/** What a reason means unless the judge says otherwise for one fault. */
export interface ReasonFacts {
  readonly status: Exclude<Status, 'healthy'>;
  readonly severity: Severity;
}
