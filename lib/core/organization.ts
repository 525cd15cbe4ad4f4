/** An account of an organization, as AWS Organizations describes it. */
export interface MemberAccount {
  readonly id: string;
  /** What people gave it: up to 50 characters of any script. */
  readonly name: string;
  /** `ACTIVE`, or why nothing is deployed there: `SUSPENDED`, `PENDING_CLOSURE`, `CLOSED`, `PENDING_ACTIVATION`. */
  readonly state: string;
  readonly isManagement: boolean;
}

/** The accounts of an organizational unit and of all units below it, or why there are none to name. */
export type UnitAnswer =
  | { readonly outcome: 'listed'; readonly accounts: readonly MemberAccount[] }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'no-organization' };

/** An organization, as the account of the installation sees it. */
export interface Organization {
  /** The account that asks, and that the installation is in. */
  readonly hub: string;
  /** @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable */
  readonly accountsOf: (unit: string) => Promise<UnitAnswer>;
}
