/** One client that load balancers refused, in one log file. Fields are null where the log shows none. */
export interface ClientFailure {
  readonly client: string | null;
  readonly subject: string | null;
  readonly serial: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Absent in rows that were stored before they were kept. */
  readonly protocol?: string | null;
  readonly cipher?: string | null;
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly last: string;
}

/** Refusals of one code in one log file of one load balancer. */
export interface LogFailures {
  /** `app/name/id` */
  readonly loadBalancer: string;
  readonly bucket: string;
  readonly key: string;
  readonly code: string;
  readonly count: number;
  /** The most frequent ones; there may have been more. */
  readonly clients: readonly ClientFailure[];
  readonly clientCount: number;
}

/** Remembers refused clients until the daily digest has told them. Rejects with `AwsRefusal`. */
export interface ClientFailureStore {
  /** Writing the same log again writes the same thing. */
  readonly putLogFailures: (
    log: { readonly id: string; readonly atMs: number },
    failures: readonly LogFailures[],
  ) => Promise<void>;
  /** Of the logs that were read since then. */
  readonly logFailuresSince: (sinceMs: number) => Promise<readonly LogFailures[]>;
}
