/** An instance as Systems Manager knows it. */
export interface ManagedInstance {
  readonly id: string;
  /** `Amazon Linux`, `Ubuntu` … */
  readonly platform?: string | undefined;
  readonly platformVersion?: string | undefined;
  /** `Online`, `ConnectionLost`, `Inactive`, as it came. */
  readonly ping: string;
}

/** What the inventory of an instance says of one package. */
export type InventoryAnswer =
  | { readonly outcome: 'installed'; readonly version: string }
  | { readonly outcome: 'absent' }
  /** No inventory of applications is collected from the instance. */
  | { readonly outcome: 'not-collected' };

/**
 * Reads Systems Manager. Nothing is run on an instance: results of commands that somebody else ran are read.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface ManagedInstanceReader {
  /** Instances that Systems Manager does not know are absent. */
  readonly managed: (ids: readonly string[], signal: AbortSignal) => Promise<readonly ManagedInstance[]>;
  readonly application: (id: string, name: string, signal: AbortSignal) => Promise<InventoryAnswer>;
  /** What the newest command of this comment printed on the instance; undefined where none has run there. */
  readonly commandOutput: (
    id: string,
    comment: string,
    signal: AbortSignal,
  ) => Promise<{ readonly output: string; readonly ranAtMs: number } | undefined>;
}

/** The IAM actions behind each method. */
export const MANAGED_INSTANCE_ACTIONS = {
  managed: ['ssm:DescribeInstanceInformation'],
  application: ['ssm:ListInventoryEntries'],
  commandOutput: ['ssm:ListCommandInvocations'],
} as const satisfies Readonly<Record<keyof ManagedInstanceReader, readonly string[]>>;
