/** So many periods without a full look of a vantage are silence: then its alarm is raised, and its last report is old. */
export const SILENT_AFTER_PERIODS = 3;

/** An on-premises vantage is driven by somebody's own machine: only where the configuration says that it runs is silence a fault. */
export function isHeartbeatExpected({
  network,
  runs,
}: {
  readonly network?: object | undefined;
  readonly runs: boolean;
}): boolean {
  return network !== undefined || runs;
}
