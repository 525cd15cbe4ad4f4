/** A target as the plan takes it: its type's fields, already parsed. */
export interface PlannedTarget {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** It was found, and stands in no gatewatch.yaml. */
  readonly discovered?: true;
}
