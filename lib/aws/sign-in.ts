import { STSClient } from '@aws-sdk/client-sts';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { PARTITIONS, REGIONS } from '../catalogue/regions.ts';
import { AwsRefusal, GatewatchError } from '../core/errors.ts';
import { boundedText } from '../core/text.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { identityOf } from './identity.ts';
import { errorName } from './refusals.ts';

/** Whether AWS can be asked with the credentials of this machine, or what is in the way. */
export type SignIn =
  | {
      readonly outcome: 'signed-in';
      readonly region: string;
      readonly account: string;
      readonly partition: string;
    }
  | { readonly outcome: 'no-profile'; readonly profile: string; readonly known: readonly string[] }
  | { readonly outcome: 'no-region' }
  /** Nothing in the SDK's chain: environment, profile, single sign-on, container, instance. */
  | { readonly outcome: 'no-credentials' }
  | { readonly outcome: 'expired' }
  /** AWS knows no such key, or its signature is wrong. */
  | { readonly outcome: 'not-valid'; readonly code: string }
  /** The credentials are good elsewhere in the partition. */
  | { readonly outcome: 'region-off'; readonly region: string }
  | { readonly outcome: 'unavailable'; readonly region: string; readonly code: string };

/** Environment variables that the SDK takes credentials and Region from. */
export type SignInEnvironment = Readonly<Record<string, string | undefined>>;

/** A Region of each partition that no account can turn off (AWS Account Management guide, "Enable or disable AWS Regions"). */
const ALWAYS_ON: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * Finds credentials and Region as the SDK does, and asks STS whose they are. GetCallerIdentity needs no permission
 * (STS API reference, "GetCallerIdentity"), so that what it refuses is about the credentials themselves.
 *
 * @param typed - the Region of the command line; default AWS_REGION, AWS_DEFAULT_REGION, then the profile's own
 * @param environment - of the process: the SDK reads it too
 */
export async function signIn(
  typed: string | undefined,
  environment: SignInEnvironment,
  options: ClientOptions = {},
): Promise<SignIn> {
  const profile = environment.AWS_PROFILE;
  if (profile !== undefined && profile !== '') {
    const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
    // Sections of another sort keep theirs in the key: `sso-session.staff`, `services.local`.
    const known = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter(
      (name) => !/^(sso-session|services)\./.test(name),
    );
    if (!known.includes(profile)) return { outcome: 'no-profile', profile, known };
  }
  const region = typed ?? (await regionWithout(environment));
  if (region === undefined) return { outcome: 'no-region' };
  return ask(region, options);
}

async function ask(region: string, options: ClientOptions): Promise<SignIn> {
  const client = new STSClient(clientSettings(region, options));
  try {
    return { outcome: 'signed-in', region, ...(await identityOf(client)) };
  } catch (error) {
    const cause = error instanceof GatewatchError && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof Error && isAboutCredentials(cause)) return missing(cause);
    const code = codeOf(cause);
    // STS says so too, and that the key is not valid: the code tells which.
    const isRefused =
      error instanceof AwsRefusal || (error instanceof GatewatchError && error.code === 'no-credentials');
    // An answer that is none of AWS, such as the page of a proxy, is no answer.
    if (!isRefused) return { outcome: 'unavailable', region, code };
    if (!['access-denied', 'no-credentials'].includes(error.code))
      return { outcome: 'unavailable', region, code };
    if (/^ExpiredToken/.test(code)) return { outcome: 'expired' };
    return (await isGoodElsewhere(region, options))
      ? { outcome: 'region-off', region }
      : { outcome: 'not-valid', code };
  } finally {
    client.destroy();
  }
}

/** The SDK's own providers name their errors so; STS never does. */
function isAboutCredentials(error: Error): boolean {
  return /^(CredentialsProviderError|TokenProviderError)$/.test(error.name);
}

/** The SDK has no code for a session that ended; its message is all that tells it from one that never began. */
function missing({ message }: Error): SignIn {
  return { outcome: /expired/i.test(message) ? 'expired' : 'no-credentials' };
}

/** The system's code of a connection that failed, else AWS's. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : errorName(error);
  // What a proxy answered to CONNECT.
  const status = code === 'ERR_PROXY_TUNNEL' && error instanceof Error && 'statusCode' in error;
  return boundedText(status ? `${code} ${error.statusCode}` : code, 80);
}

/** A Region that is off answers as if the key did not exist (IAM User Guide, "Managing AWS STS in an AWS Region"). */
async function isGoodElsewhere(region: string, options: ClientOptions): Promise<boolean> {
  const partition = PARTITIONS.find(({ regions }) => regions.includes(region))?.name ?? '';
  const other = ALWAYS_ON[partition];
  if (other === undefined || other === region || !REGIONS.includes(region)) return false;
  const client = new STSClient(clientSettings(other, options));
  try {
    await identityOf(client);
    return true;
  } catch (error) {
    if (error instanceof GatewatchError) return false;
    throw error;
  } finally {
    client.destroy();
  }
}

/** The Region where nobody typed one: AWS_REGION, AWS_DEFAULT_REGION as the AWS CLI reads it, then the profile's own. */
export async function regionWithout(environment: SignInEnvironment): Promise<string | undefined> {
  const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const client = new STSClient({});
  try {
    const region = await client.config.region();
    return region === '' ? undefined : region;
  } catch {
    // "Region is missing": the caller says so in its own words.
    return undefined;
  } finally {
    client.destroy();
  }
}
