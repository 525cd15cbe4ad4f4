/** After this many periods without a full run a vantage counts as silent: its alarm is raised, and its last report is old. */
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

/** The account and Region of a vantage that stands in neither the account nor the Region of the installation. */
export interface Spoke {
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  /** What its role wants to hear; absent where the installation's own name does. */
  readonly externalId?: string;
  /** What the vantage is called there: part of the name of its probe function. */
  readonly vantage: string;
}

/** The name of such a vantage everywhere else: in keys, dimensions, alarms and messages. */
export function spokeVantageName({ account, region, vantage }: Spoke): string {
  return `${account.name}.${region}.${vantage}`;
}
