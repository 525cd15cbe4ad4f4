import { AwsRefusal, type ConfigIssue, GatewatchError } from '../core/errors.ts';
import { boundedText } from '../core/text.ts';

/** Which installation a command is about. */
export interface InstallationFlags {
  readonly stage: string;
  readonly region?: string;
}

/** Their texts in `--help`. */
export const STAGE = 'the installation, as it was deployed';
export const REGION = "where it was deployed (default AWS_REGION, then the profile's own)";

/** The Region of the flag, else of the environment, else the profile's own; undefined after noting the fault. */
export async function regionOf(
  { region: typed }: Pick<InstallationFlags, 'region'>,
  faults: ConfigIssue[],
): Promise<string | undefined> {
  if (typed !== undefined && typed !== '') return typed;
  // The SDK is loaded only by those who ask AWS.
  const { regionWithout } = await import('../aws/sign-in.ts');
  const region = await regionWithout(process.env);
  if (region === undefined)
    faults.push({
      path: '--region',
      message: 'is missing: which Region? (or set AWS_REGION, or the region of the profile)',
    });
  return region;
}

/**
 * Asks what a command cannot do without; a refusal is told with AWS's own words.
 *
 * @throws {GatewatchError} with the action, the kind of refusal and its cause
 */
export async function inWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AwsRefusal && error.cause instanceof Error)
      throw new GatewatchError(error.code, `${error.message}: ${boundedText(error.cause.message, 300)}`);
    throw error;
  }
}
