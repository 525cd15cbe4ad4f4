/** Where a deployment goes. */
export interface DeployPlace {
  readonly account: string;
  readonly region: string;
  readonly stage: string;
}

/** What every way to deploy says before it changes anything. */
export function placeLine({ account, region, stage }: DeployPlace): string {
  return `Account ${account}, Region ${region}, stage ${stage}`;
}

/** Whether somebody named the Region for this command; otherwise the profile's own is used, and is asked about. */
export function isRegionNamed(
  typed: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return Boolean(typed || environment.AWS_REGION || environment.AWS_DEFAULT_REGION);
}
