import type { Command } from 'commander';
import type { ReadClients } from '../aws/clients.ts';
import type { SignIn } from '../aws/sign-in.ts';
import { REGIONS } from '../catalogue/regions.ts';
import type { AwsAccess } from '../core/aws/aws-access.ts';
import { badUsage, GatewatchError } from '../core/errors.ts';
import { nearestWord } from '../core/nearest.ts';
import type { Discover } from '../stages/watch/discover.ts';
import { canUseProxies, proxyPlace } from './outbound.ts';

/** How a command is told whose AWS account to ask. */
export interface AwsFlags {
  readonly profile?: string;
  readonly region?: string;
  /** False with `--no-aws`. */
  readonly aws?: boolean;
}

/** An account and Region that can be asked. Close it when it is done with. */
export interface AwsSession {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly access: AwsAccess;
  readonly clients: ReadClients;
  readonly discover: Discover;
  readonly close: () => void;
}

/** Why AWS is not asked: `off`, because of `--no-aws`; else what is in the way, and what to do about it. */
export type AwsOpening =
  | { readonly outcome: 'open'; readonly session: AwsSession }
  | { readonly outcome: 'off' }
  | {
      readonly outcome: 'closed';
      readonly why: Exclude<SignIn['outcome'], 'signed-in'>;
      readonly message: string;
    };

/** An account that is opened when it is first wanted, and only once. */
export interface LazyAws {
  readonly open: () => Promise<AwsOpening>;
  /** Throws as `requireAws` does. @param what - what can only be asked of AWS */
  readonly require: (what: string) => Promise<AwsSession>;
  readonly close: () => Promise<void>;
}

export function lazyAws(flags: AwsFlags): LazyAws {
  let opened: Promise<AwsOpening> | undefined;
  const open = () => {
    opened ??= openAws(flags);
    return opened;
  };
  return {
    open,
    require: async (what) => sessionOf(await open(), what),
    close: async () => {
      const opening = await opened;
      if (opening?.outcome === 'open') opening.session.close();
    },
  };
}

/** Adds `--profile`, and where a command can do without AWS `--no-aws`. `--region` has its own text in each command. */
export function addAwsFlags(command: Command, { optional }: { readonly optional: boolean }): Command {
  command.option('--profile <name>', 'the AWS profile whose credentials and Region are used');
  if (optional) command.option('--no-aws', 'do not ask AWS, whatever credentials there are');
  return command;
}

/** The help text of `--region`, where it says only which Region of AWS is asked. */
export const AWS_REGION_TEXT = "the Region (default AWS_REGION, then the profile's own)";

/**
 * `--profile` takes precedence over the environment: the keys there would go with another account.
 * Every client of the process follows, since the SDK reads the variable itself.
 */
export function useProfile(profile: string | undefined, environment: NodeJS.ProcessEnv = process.env): void {
  if (profile === undefined) return;
  environment.AWS_PROFILE = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete environment[name];
}

/** Opens the account that the SDK's credential chain leads to. The SDK is loaded only by those who ask it. */
export async function openAws({ region, aws = true }: AwsFlags): Promise<AwsOpening> {
  if (!aws) return { outcome: 'off' };
  const [{ createAwsAccess }, { createReadClients }, { createDiscover }, { signIn }] = await Promise.all([
    import('../aws/access.ts'),
    import('../aws/clients.ts'),
    import('../aws/discovery/discoverers.ts'),
    import('../aws/sign-in.ts'),
  ]);
  const signed = await signIn(region, process.env);
  if (signed.outcome !== 'signed-in')
    return { outcome: 'closed', why: signed.outcome, message: describeSignIn(signed) };
  const { outcome: _, ...identity } = signed;
  const clients = createReadClients(signed.region);
  const access = createAwsAccess(clients);
  const close = () => {
    const { region: _region, ...open } = clients;
    for (const client of Object.values(open)) client.destroy();
  };
  return {
    outcome: 'open',
    session: { ...identity, access, clients, discover: createDiscover(access), close },
  };
}

/**
 * The same for a command that cannot do without.
 *
 * @throws {GatewatchError} `no-credentials` that says what is in the way, and what to do about it
 * @throws {InputError} `bad-usage` with `--no-aws`
 */
export async function requireAws(flags: AwsFlags, what: string): Promise<AwsSession> {
  return sessionOf(await openAws(flags), what);
}

function sessionOf(opening: AwsOpening, what: string): AwsSession {
  switch (opening.outcome) {
    case 'open':
      return opening.session;
    case 'off':
      throw badUsage('--no-aws', `${what} can only be asked of AWS`);
    case 'closed':
      throw new GatewatchError('no-credentials', opening.message);
  }
}

/** What is in the way, and the next step. */
function describeSignIn(
  signed: Exclude<SignIn, { readonly outcome: 'signed-in' }>,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const { AWS_PROFILE: profile } = environment;
  const login = `aws sso login${profile === undefined || profile === '' ? '' : ` --profile ${profile}`}`;
  switch (signed.outcome) {
    case 'no-profile': {
      const { known } = signed;
      const near = nearestWord(signed.profile, known);
      const hint =
        near !== undefined
          ? `did you mean ${near}?`
          : known.length === 0
            ? 'there is none: run `aws configure` or `aws configure sso`'
            : `there are ${known.slice(0, 20).join(', ')}`;
      return `There is no AWS profile "${signed.profile}"; ${hint}`;
    }
    case 'no-region':
      return 'No AWS Region is set: add --region, set AWS_REGION, or give the profile a region.';
    case 'no-credentials':
      return `No AWS credentials were found: add --profile or set AWS_PROFILE, or run \`${login}\`.`;
    case 'expired':
      return `The AWS credentials have expired: run \`${login}\`, or renew the keys in the environment.`;
    case 'not-valid':
      return `AWS does not accept these credentials (${signed.code}): check the access key, or run \`${login}\`.`;
    case 'region-off':
      return `The Region ${signed.region} is off for this account: turn it on with \`aws account enable-region --region-name ${signed.region}\`, or choose another with --region.`;
    case 'unavailable': {
      const { region, code } = signed;
      const near = REGIONS.includes(region) ? undefined : nearestWord(region, REGIONS);
      return near === undefined
        ? `AWS does not answer in ${region} (sts:GetCallerIdentity: ${code}): ${whatToCheck(code, environment)}`
        : `AWS does not answer in ${region} (${code}): did you mean ${near}?`;
    }
  }
}

/** OpenSSL's words for a chain that ends at no trusted root (Node.js documentation, "X509 certificate error codes"). */
const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/;

function whatToCheck(code: string, environment: NodeJS.ProcessEnv): string {
  const proxy = proxyPlace(environment);
  if (UNTRUSTED.test(code))
    return 'the certificate ends at no root that is trusted here. Where a proxy decrypts, name its root with NODE_EXTRA_CA_CERTS, AWS_CA_BUNDLE or --trust.';
  if (proxy !== undefined && !canUseProxies(process.versions.node))
    return `HTTPS_PROXY needs Node 22.21, 24.5 or later, and this is ${process.versions.node}.`;
  if (proxy === undefined) return 'check the network and the Region. Behind a proxy set HTTPS_PROXY.';
  const status = /^ERR_PROXY_TUNNEL (\d+)$/.exec(code)?.[1];
  return status === undefined
    ? `check the network, the Region and the proxy ${proxy} of HTTPS_PROXY.`
    : `the proxy ${proxy} of HTTPS_PROXY answered ${status} to CONNECT. ${status === '407' ? 'It wants a user and a password: http://USER:PASSWORD@HOST:PORT.' : 'Ask its owner to allow AWS on port 443.'}`;
}
