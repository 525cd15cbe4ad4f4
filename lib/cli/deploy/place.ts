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

/** The Region that somebody named for this command; without one the profile's own is used, and is asked about. */
export function namedRegion(
  typed: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return typed || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined;
}
