import type { DoctorCheck, DoctorFinding, DoctorRow } from './rows.ts';

/** What `gatewatch doctor` says, in one language. Placeholders: what stands in a row's values, and its subject. */
export interface DoctorTexts {
  readonly heading: { readonly status: string; readonly check: string; readonly found: string };
  readonly status: Readonly<Record<DoctorRow['status'], string>>;
  readonly check: Readonly<Record<DoctorCheck, string>>;
  readonly finding: Readonly<Record<DoctorFinding, string>>;
  /** Why the alarm changed: it stands in the message. */
  readonly reason: string;
  readonly fix: string;
  readonly waiting: string;
  readonly notTried: string;
  readonly runNow: string;
  readonly recheck: {
    readonly email: string;
    readonly slack: string;
    readonly chat: string;
    readonly other: string;
  };
  /** {ok}, {failed}, {unknown} */
  readonly totals: string;
}
