import type { Status } from '../../core/reason.ts';

/** Words that belong to no single reason. Sentences hold `{placeholders}`. */
export interface Phrases {
  readonly status: Readonly<Record<Status, string>>;
  readonly heading: {
    readonly target: string;
    readonly check: string;
    readonly status: string;
    readonly finding: string;
    readonly evidence: string;
    readonly explanation: string;
    /** In place of commands that an earlier finding of the report shows. `{place}` */
    readonly fixShownAt: string;
    /** After explanations that were cut off. `{count}` */
    readonly explanationsLeftOut: string;
    readonly causes: string;
    readonly steps: string;
    readonly commands: string;
    readonly links: string;
    readonly doesNotProve: string;
  };
  /** What follows a heading; French sets a space before it. */
  readonly colon: string;
  /** `{healthy} {degraded} {failed} {unknown}` */
  readonly totals: string;
  /** `{vantage} {startedAt} {durationMs}` */
  readonly askedFrom: string;
  readonly nothingAsked: string;
  /** `{done} {all}` */
  readonly progress: string;
  readonly doesNotProve: {
    readonly 'local-vantage': string;
    readonly 'vpc-vantage': string;
    /** In its place where every gateway's subnet is known. `{vantage}` */
    readonly 'vpc-vantage-placed': string;
    /** `{target} {address} {subnet} {vantage} {subnets}` */
    readonly 'other-subnet': string;
    /** `{target} {address} {vantage} {vpc}` */
    readonly 'other-network': string;
    /** `{target} {subjects}` */
    readonly 'behind-interceptor': string;
    readonly 'vantage-clock': string;
    /** `{target}` */
    readonly 'no-way-out': string;
    /** `{target}` */
    readonly 'endpoint-unknown': string;
    /** `{target}` */
    readonly 'needs-aws': string;
    /** `{target}` */
    readonly 'not-from-here': string;
    /** `{vantage}` */
    readonly 'on-premises': string;
  };
}
