/** One event for an event bus of EventBridge. */
export interface EventBusEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
}

/**
 * Puts events on a bus. Rejects with `AwsRefusal` when the call was refused.
 *
 * @returns for each event the code it was refused with; undefined where it was taken
 */
export type PutEvents = (
  bus: string,
  entries: readonly EventBusEntry[],
) => Promise<readonly (string | undefined)[]>;

/** The IAM actions it uses. */
export const PUT_EVENTS_ACTIONS = ['events:PutEvents'] as const;
